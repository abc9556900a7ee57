import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { z } from "zod";
import { defaultSettings } from "../src/digests/settings.ts";
import { startBot } from "../src/discord/bot.ts";
import { type House, openHouse } from "../src/wiring/house.ts";
import { openLibrary } from "../src/wiring/library.ts";
import { openStore, type Store } from "../src/store/open.ts";
import { SEEDS } from "./seeds.ts";

/** What the stand-in for Discord says of itself once it is there. */
const farEnd = z.object({
  token: z.string(),
  apiBase: z.string(),
  guildId: z.string(),
  channelIds: z.array(z.string()),
});
export type FarEnd = z.infer<typeof farEnd>;

/** What it says when it is asked, with any message. */
export const traffic = z.object({
  /** When each message was posted, in milliseconds since 1970. */
  postedAt: z.array(z.number()),
  /** Requests that were answered with 429. */
  turnedAway: z.number(),
  /** Requests that were refused for another reason. */
  refused: z.number(),
});
export type Traffic = z.infer<typeof traffic>;

export interface Delivered extends Traffic {
  /** When the digests were asked for, in milliseconds since 1970. */
  beganAt: number;
}

/**
 * Delivers digests that are due at one moment, one to each of so many channels, to a stand-in with
 * Discord's limits. From the store to the socket all is as it is when Paperboy runs.
 */
export async function deliverAll(channels: number): Promise<Delivered> {
  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  const standIn = fork(new URL("far-end.ts", import.meta.url), [String(channels)]);
  const store = await openStore(join(folder, "paperboy.db"));
  try {
    const there = farEnd.parse(await told(standIn));
    await subscribeAll(there, store);
    const beganAt = await tickOnce(await furnish(store), there);
    standIn.send("What did you see?");
    return { beganAt, ...traffic.parse(await told(standIn)) };
  } finally {
    standIn.kill();
    await store.close();
    await rm(folder, { recursive: true });
  }
}

async function told(process: ChildProcess): Promise<unknown> {
  const [message] = await once(process, "message");
  return message;
}

/** Every channel wants a topic on which there are new papers, and its slot was a moment ago. */
async function subscribeAll({ guildId, channelIds }: FarEnd, { book }: Store): Promise<void> {
  const today = now();
  const yesterday = today.subtract({ hours: 23 });
  const time = today.toZonedDateTimeISO("UTC").subtract({ minutes: 1 }).toPlainTime();
  const settings = {
    ...defaultSettings("UTC"),
    time: time.toString({ smallestUnit: "minute" }),
    // Few enough that a digest is one message.
    most: 3,
  };
  for (const id of channelIds) {
    await book.subscriptions.saveChannel({
      id,
      guildId,
      kind: "text",
      settings,
      settledUntil: yesterday,
      pause: null,
      endedAt: null,
      setUpBy: "1",
    });
    await book.subscriptions.add({
      channelId: id,
      topic: "federated learning",
      name: "Federated learning",
      createdBy: "1",
      createdAt: yesterday,
    });
  }
}

const log = pino({ level: "warn" }, pino.destination({ dest: 2, sync: true }));
const now = () => Temporal.Now.instant();

async function furnish(store: Store): Promise<House> {
  const { paperStore, memory, words } = store;
  const library = await openLibrary({
    folders: [SEEDS],
    paperStore,
    words,
    memory,
    now,
    timeZone: "UTC",
    log: log.child({}, { level: "error" }),
  });
  return await openHouse({ commands: [], store, library, timeZone: "UTC", log, now });
}

/** Returns when it began. */
async function tickOnce(house: House, { token, apiBase }: FarEnd): Promise<number> {
  const { dispatcher } = house;
  const bot = await startBot({ token, apiBase, commands: [], dispatcher, log });
  house.open(bot);
  try {
    const beganAt = Date.now();
    await house.tick();
    return beganAt;
  } finally {
    await house.close(10_000);
    await bot.stop();
  }
}
