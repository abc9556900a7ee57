/**
 * Delivers digests while the disk of its database is full, and after: in the folder that it is given, which is a small
 * disk of its own. Says as JSON what people were answered and sent, and what the log says.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { commands } from "../../commands/index.ts";
import type { Courier } from "../../src/digests/courier.ts";
import { openStore } from "../../src/store/open.ts";
import { openHouse } from "../../src/wiring/house.ts";
import { aFront } from "../a-front.ts";
import { aLibrary } from "../a-library.ts";
import { createCourier } from "../commands/courier.ts";
import { aChannel, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { recordLog } from "../discord/log.ts";
import { createRecorder } from "../recorder.ts";

const [, , folder = ""] = process.argv;
const filler = join(folder, "filler");

function fill(): void {
  // Else what comes is written into the room that the log of writes has already.
  const database = new DatabaseSync(join(folder, "paperboy.db"));
  database.exec("pragma wal_checkpoint(truncate)");
  database.close();
  for (const size of [1 << 20, 1 << 12, 1])
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: "a" });
    } catch {
      // Full, but for less than this.
    }
}

let now = FRIDAY.add({ hours: 1 });
const { log, lines } = recordLog();
const store = await openStore(join(folder, "paperboy.db"), { log });
const library = aLibrary();
const { book } = store;
await book.arrivals.note([...library.corpus.ids()].slice(0, 20), FRIDAY);
for (const id of ["c1", "c2"]) await subscribed(book, aChannel({ id }), "learning");

const here = { kind: "here", guildId: "g1", channel: "text", missing: [] } as const;
const inner = createCourier({ c1: { ...here, missing: [] }, c2: { ...here, missing: [] } });
/** Whether it fills while a message is on its way. */
let fillsAt: string | null = null;
const courier: Courier = {
  ...inner,
  async send(target, message) {
    const sent = await inner.send(target, message);
    if (target.channelId === fillsAt) fill();
    return sent;
  },
  find(target) {
    const there = inner.posted.find(({ channelId }) => channelId === target.channelId);
    return Promise.resolve(
      there ? { kind: "found", messageId: there.messageId, postId: null } : { kind: "absent" },
    );
  },
};
const house = await openHouse({ commands, store, library, timeZone: "UTC", log, now: () => now });
house.open(aFront(courier));

const asker = {
  userId: "u1",
  channelId: "c1",
  guildId: "g1",
  mayManage: true,
  hasDigests: true,
  mayView: () => true,
};

async function ask(command: string, subcommand: string, options: Record<string, string> = {}) {
  const recorder = createRecorder();
  const request = { kind: "command", command, subcommand, options, asker } as const;
  await house.dispatcher.handle(request, recorder);
  return JSON.stringify(recorder.calls.at(-1));
}

/** Ticks of a minute, each of which may fail. */
async function ticks(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    now = now.add({ minutes: 1 });
    await house.tick().catch(() => undefined);
  }
}

await ticks(1);
fill();
now = FRIDAY.add({ hours: 24 });
await ticks(4);
const meanwhile = {
  search: await ask("paper", "search", { query: "learning" }),
  status: await ask("digest", "status"),
  pause: await ask("digest", "pause"),
  posted: inner.posted.length,
};
rmSync(filler, { force: true });
await ticks(2);
const afterwards = inner.posted.map(({ channelId }) => channelId);

// And once more, while a digest is on its way.
now = FRIDAY.add({ hours: 48 });
fillsAt = "c1";
await ticks(4);
rmSync(filler, { force: true });
fillsAt = null;
await ticks(30);
const open = await book.deliveries.countUnfinished();
await store.close();

process.stdout.write(
  JSON.stringify({
    meanwhile,
    afterwards,
    posted: inner.posted.map(({ channelId, nonce }) => `${channelId} ${nonce}`),
    open,
    log: lines.filter(({ level }) => level >= 30).map(({ msg }) => msg),
  }),
);
