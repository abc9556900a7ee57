import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { defaultSettings } from "../../src/digests/settings.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { type Traffic, traffic } from "../deliver-all.ts";
import { SEEDS } from "../seeds.ts";
import { type Harbour, openHarbour } from "./processes.ts";

export interface AllAtOnce extends Traffic {
  /** When the digests were due, in milliseconds since 1970. */
  dueAt: number;
  channels: number;
}

const SHARDS = 4;
/** Discord lets a server have 500. */
const CHANNELS_A_SERVER = 250;
const MINUTE_MS = 60_000;

/** Several processes, each with a shard of its own, whose channels all have their digests in the same minute. */
export async function deliverAtOnce(channelsEach: number): Promise<AllAtOnce> {
  const channels = Math.min(CHANNELS_A_SERVER, channelsEach);
  const servers = Math.ceil(channelsEach / channels);
  const harbour = await openHarbour({ shards: SHARDS, servers, channels });
  try {
    const bots = Array.from({ length: SHARDS }, (_, shard) =>
      harbour.start(`shard ${shard}`, `${shard}-${shard}/${SHARDS}`),
    );
    for (const bot of bots) await bot.line(/^Connected to Discord/);
    const dueAt = await subscribeAll(harbour);
    // Papers that come after somebody subscribed are news.
    for (const file of readdirSync(SEEDS).filter((name) => name.endsWith(".txt")))
      copyFileSync(join(SEEDS, file), join(harbour.pages, file));
    const total = SHARDS * servers * channels;
    return { dueAt, channels: total, ...(await untilQuiet(harbour, total, dueAt)) };
  } finally {
    await harbour.close();
  }
}

/** Until all have something, or for a while nothing more came. */
async function untilQuiet(harbour: Harbour, total: number, dueAt: number): Promise<Traffic> {
  for (let [before, quietS] = [0, 0]; ;) {
    await delay(5000);
    const seen = traffic.parse(await harbour.seen());
    const count = seen.postedAt.length;
    quietS = count === before && Date.now() > dueAt ? quietS + 5 : 0;
    before = count;
    if (count >= total || quietS > 60) return seen;
  }
}

/** Everybody wants one topic; returns when that is due, which is after all have subscribed and papers came in. */
async function subscribeAll({ database, discord }: Harbour): Promise<number> {
  const store = await openStore(":memory:", { postgres: database });
  try {
    const all = discord.places.flatMap(({ guildId, channelIds }) =>
      channelIds.map((id) => ({ id, guildId })),
    );
    const some = all.slice(0, Math.ceil(all.length / 20));
    const from = Date.now();
    await inTens(some, async (place) => await subscribe(store, place, from));
    const takesMs = (Date.now() - from) * (all.length / some.length);
    // The folders are looked at three times a minute, and reading takes its time.
    const dueAt = Math.ceil((from + 2 * takesMs + 2 * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
    await inTens(all, async (place) => await subscribe(store, place, dueAt));
    if (Date.now() > dueAt - MINUTE_MS) throw new Error("It took too long to subscribe all");
    return dueAt;
  } finally {
    await store.close();
  }
}

async function subscribe(
  { book }: Store,
  { id, guildId }: { id: string; guildId: string },
  dueAt: number,
): Promise<void> {
  const now = Temporal.Now.instant();
  const due = Temporal.Instant.fromEpochMilliseconds(dueAt).toZonedDateTimeISO("UTC");
  const settings = {
    ...defaultSettings("UTC"),
    time: due.toPlainTime().toString({ smallestUnit: "minute" }),
    // Few enough that a digest is one message.
    most: 3,
  };
  const common = { settledUntil: now, pause: null, endedAt: null, setUpBy: "1" };
  await book.subscriptions.saveChannel({ id, guildId, kind: "text", settings, ...common });
  if ((await book.subscriptions.of(id)).length > 0) return;
  const topic = { topic: "federated learning", name: "Federated learning" };
  await book.subscriptions.add({ channelId: id, ...topic, createdBy: "1", createdAt: now });
}

async function inTens<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  const worker = async () => {
    for (const one of rest) await work(one);
  };
  await Promise.all(Array.from({ length: 10 }, worker));
}
