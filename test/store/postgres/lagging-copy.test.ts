import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { arrive } from "../../../src/digests/planning/arrive.ts";
import { createRounds } from "../../../src/digests/delivery/rounds.ts";
import { takeInFiles } from "../../../src/papers/corpus/take-in.ts";
import type { Store } from "../../../src/store/open.ts";
import { type Library, openLibrary } from "../../../src/wiring/library.ts";
import { aChannel, FRIDAY, subscribed } from "../../digests/a-channel.ts";
import { recordLog } from "../../discord/log.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { anEntry, aPage, aSnapshot, FURNITURE, METADATA } from "../../papers/a-page.ts";
import { openAt } from "../open-at.ts";
import { newAddress } from "../test-store.ts";

/** Of a slow machine. */
const PATIENCE = { timeout: 50_000 };

const SATURDAY = FRIDAY.add({ hours: 24 });

let folder: string;
let reader: Store;
let planner: Store;
/** Of somebody who keeps the planner from seeing which papers changed. */
let lock: Client;
let now: Temporal.Instant;

beforeEach(async () => {
  folder = folderInMemory("paperboy-lagging-");
  const page = aPage(...FURNITURE, "Crabs at rest", "What we found out.", METADATA);
  writeFileSync(join(folder, "one.txt"), page);
  const address = await newAddress();
  [reader, planner] = [await openAt(address), await openAt(address)];
  lock = new Client(address);
  await lock.connect();
  now = FRIDAY;
});

afterEach(async () => {
  await lock.end();
  await Promise.all([reader.close(), planner.close()]);
  rmSync(folder, { recursive: true });
});

const { log } = recordLog();

async function open({ paperStore, memory, words }: Store): Promise<Library> {
  const kept = { paperStore, memory, words };
  return await openLibrary({ ...kept, folders: [folder], timeZone: "UTC", log, now: () => now });
}

function arrival(library: Library) {
  const today = Temporal.PlainDate.from("2026-11-20");
  return {
    corpus: library.corpus,
    match: (topics: readonly string[], papers: Parameters<typeof library.index.matchTopics>[1]) =>
      library.index.matchTopics(topics, papers, today),
    about: (topic: string) => library.index.papersAbout(topic, today),
  };
}

/** A planner whose channel is due, while it is kept from a paper that another process took in and matched before. */
async function behind() {
  const library = await open(planner);
  await subscribed(planner.book, aChannel(), "crabs");
  const others = await open(reader);
  await arrive({ book: reader.book, ...arrival(others), now });
  await takeInFiles(
    [aSnapshot({ entries: [anEntry({ title: "Crabs awake" })] })],
    reader.paperStore,
  );
  await others.refresh();
  await arrive({ book: reader.book, ...arrival(others), now });
  await lock.query("begin; lock table paper_change in access exclusive mode");
  now = SATURDAY;
  let digests = 0;
  return createRounds({
    book: planner.book,
    library,
    ...arrival(library),
    mayMatch: () => false,
    delivery: { deliver: () => Promise.resolve(), deliverOne: () => Promise.resolve() },
    now: () => now,
    newId: () => `d${(digests += 1)}`,
    log,
    lookLimitMs: 300,
  });
}

const planned = async () => {
  const runs = await planner.book.history.runs("c1", 9);
  const messages = await Promise.all(runs.map(({ id }) => planner.book.history.messages(id)));
  return JSON.stringify(messages.flat());
};

test("a paper that another process took in is in the digest of the day, however long it takes to get here", async () => {
  const { tick } = await behind();
  await tick();
  expect(await planner.book.history.runs("c1", 9)).toEqual([]);
  await lock.query("rollback");
  // Whatever was asked meanwhile is answered in its time.
  await expect
    .poll(async () => {
      now = now.add({ seconds: 1 });
      await tick();
      return await planned();
    }, PATIENCE)
    .toContain("Crabs awake");
  expect(await planner.book.history.runs("c1", 9)).toHaveLength(1);
});

test("a digest comes on its day, whatever is still on its way", async () => {
  const { tick } = await behind();
  await tick();
  now = now.add({ minutes: 9 });
  await tick();
  expect(await planner.book.history.runs("c1", 9)).toEqual([]);
  now = now.add({ minutes: 1 });
  await tick();
  expect(await planner.book.history.runs("c1", 9)).toHaveLength(1);
});
