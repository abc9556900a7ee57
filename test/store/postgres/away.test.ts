import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commands } from "../../../commands/index.ts";
import type { Courier } from "../../../src/digests/courier.ts";
import { type House, openHouse } from "../../../src/wiring/house.ts";
import type { Store } from "../../../src/store/open.ts";
import { aFront } from "../../a-front.ts";
import { aLibrary } from "../../a-library.ts";
import { createCourier } from "../../commands/courier.ts";
import { aChannel, FRIDAY, subscribed } from "../../digests/a-channel.ts";
import { type RecordedLog, recordLog } from "../../discord/log.ts";
import { createRecorder } from "../../recorder.ts";
import { openAt } from "../open-at.ts";
import { newAddress, run } from "../test-store.ts";
import { type DatabaseLine, startLine } from "./line.ts";

const CHANNELS = ["c1", "c2"];

let address: string;
let line: DatabaseLine;
let recorded: RecordedLog;
let store: Store;
let house: House;
let now: Temporal.Instant;
let inner: ReturnType<typeof createCourier>;
/** Called when a message has just arrived in Discord, before anybody knows. */
let onSent: () => Promise<void>;

beforeEach(async () => {
  address = await newAddress();
  line = await startLine(address);
  recorded = recordLog();
  store = await openAt(line.address, { log: recorded.log });
  now = FRIDAY.add({ hours: 1 });
  onSent = () => Promise.resolve();
  const here = { kind: "here", guildId: "g1", channel: "text", missing: [] } as const;
  inner = createCourier(Object.fromEntries(CHANNELS.map((id) => [id, { ...here, missing: [] }])));
  const courier: Courier = {
    ...inner,
    async send(target, message) {
      const sent = await inner.send(target, message);
      await onSent();
      return sent;
    },
    find({ channelId }, mark) {
      const there = inner.posted.find(
        (one) => one.channelId === channelId && JSON.stringify(one.payload).includes(mark),
      );
      return Promise.resolve(
        there ? { kind: "found", messageId: there.messageId, postId: null } : { kind: "absent" },
      );
    },
  };
  const library = aLibrary();
  await store.book.arrivals.note([...library.corpus.ids()].slice(0, 20), FRIDAY);
  for (const id of CHANNELS) await subscribed(store.book, aChannel({ id }), "learning");
  const { log } = recorded;
  house = await openHouse({ commands, store, library, timeZone: "UTC", log, now: () => now });
  house.open(aFront(courier));
  await ticks(1);
});

afterEach(async () => {
  await store.close();
  await line.cut();
});

/** Ticks of a minute, each of which may fail. */
async function ticks(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    now = now.add({ minutes: 1 });
    await house.tick().catch(() => undefined);
  }
}

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

const told = () => recorded.lines.filter(({ level }) => level >= 40).map(({ msg }) => msg);
const AWAY = /^The database of PAPERBOY_DATABASE can't be used: it can't be reached\./;

/** What is kept of how far digests got: each has ended, with all its messages, and none came twice. */
async function demandEachOnce(digests: number): Promise<void> {
  const nonces = inner.posted.map(({ channelId, nonce }) => `${channelId} ${nonce}`);
  expect(new Set(nonces).size).toBe(nonces.length);
  expect(await store.book.deliveries.countUnfinished()).toBe(0);
  for (const id of CHANNELS) {
    const runs = await store.book.history.runs(id, 10);
    expect(runs.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: digests }, () => expect.stringMatching(/^sent/)),
    );
    const messages = await Promise.all(runs.map((one) => store.book.history.messages(one.id)));
    const sent = messages.flat().map(({ state }) => state.kind);
    expect(new Set(sent)).toEqual(new Set(["delivered"]));
    expect(inner.posted.filter(({ channelId }) => channelId === id)).toHaveLength(sent.length);
  }
}

/** Until somebody has noticed which connections were cut, one of them may be tried again. */
async function goesOn(): Promise<void> {
  await line.mend();
  await ticks(5);
}

test("an hour without the database: papers are found, all else says so, and digests come afterwards", async () => {
  await line.cut();
  now = FRIDAY.add({ hours: 24 });
  await ticks(1);
  // At first, and after an hour.
  for (let looks = 0; looks < 2; looks += 1) {
    expect(await ask("paper", "search", { query: "learning" })).toContain("Papers on");
    expect(await ask("paper", "random")).toContain("A random paper");
    expect(await ask("paper", "latest")).toContain("Latest papers");
    for (const subcommand of ["status", "pause", "settings"]) {
      const answer = await ask("digest", subcommand);
      expect(answer).toContain("Paperboy can’t reach its database right now");
      expect(answer).toContain('"private"');
    }
    await ticks(60);
  }
  expect(inner.posted).toEqual([]);
  expect(told()).toEqual([expect.stringMatching(AWAY)]);

  await goesOn();
  await demandEachOnce(1);
  expect(told()).toEqual([expect.stringMatching(AWAY), "The database is back"]);
});

test("the database goes while a message is on its way: it's found again, and not sent twice", async () => {
  onSent = async () => await line.cut();
  now = FRIDAY.add({ hours: 24 });
  await ticks(60);
  expect(inner.posted.length).toBeGreaterThan(0);
  onSent = () => Promise.resolve();
  await goesOn();
  await ticks(30);
  await demandEachOnce(1);
  expect(told().filter((msg) => msg !== "The database is back")).toEqual([
    expect.stringMatching(AWAY),
  ]);
});

test("another database takes over, which can only be read at first", async () => {
  now = FRIDAY.add({ hours: 24 });
  await ticks(5);
  await demandEachOnce(1);

  await line.cut();
  const maintenance = new URL(address);
  maintenance.pathname = "postgres";
  const name = new URL(address).pathname.slice(1);
  const other = `other_${randomUUID().replaceAll("-", "")}`;
  await run(maintenance.href, `create database ${other} template ${name} strategy file_copy`);
  await run(maintenance.href, `alter database ${name} rename to before_${other}`);
  await run(maintenance.href, `alter database ${other} rename to ${name}`);
  const readOnly = async (is: "on" | "off") =>
    await run(maintenance.href, `alter database ${name} set default_transaction_read_only = ${is}`);
  await readOnly("on");
  await line.mend();
  now = FRIDAY.add({ hours: 48 });
  await ticks(10);
  expect(await ask("paper", "search", { query: "learning" })).toContain("Papers on");
  expect(await ask("digest", "pause")).toContain("Paperboy can’t reach its database right now");
  await demandEachOnce(1);

  await readOnly("off");
  await line.cut();
  await goesOn();
  await ticks(30);
  await demandEachOnce(2);
  expect(told()).toEqual([expect.stringMatching(/can't be used/), "The database is back"]);
});
