import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import type { PaperStore } from "../../src/papers/corpus/paper-store.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { type House, openHouse } from "../../src/wiring/house.ts";
import { type Library, openLibrary } from "../../src/wiring/library.ts";
import { aChannel, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { recordLog } from "../discord/log.ts";
import { aPage, FURNITURE, METADATA } from "../papers/a-page.ts";
import { createRecorder } from "../recorder.ts";

/** More than anybody waits for. */
const MANY = 1200;

let folder: string;
let store: Store;
let stopping: AbortController;
let gate: PromiseWithResolvers<void>;
let held: PromiseWithResolvers<void>;
let now: Temporal.Instant;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "paperboy-first-"));
  store = await openStore(":memory:");
  stopping = new AbortController();
  [gate, held] = [Promise.withResolvers(), Promise.withResolvers()];
  now = FRIDAY;
});

afterEach(async () => {
  stopping.abort();
  gate.resolve();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function lay(name: string, ...titled: string[]): Promise<void> {
  const path = join(folder, name);
  const parts = titled.flatMap((title) => [title, `What ${title} is about.`, METADATA]);
  await writeFile(path, aPage(...FURNITURE, ...parts));
  const aMinuteAgo = Date.now() / 1000 - 60;
  await utimes(path, aMinuteAgo, aMinuteAgo);
}

const layMany = async () =>
  await lay("many.txt", ...Array.from({ length: MANY }, (_, i) => `Marmots of Valley ${i}`));

/** A store that takes in a part of what comes, and the rest once the gate is open. */
function holding(): PaperStore {
  let exchanges = 0;
  return {
    ...store.paperStore,
    async exchange(...asked) {
      exchanges += 1;
      if (exchanges > 3) {
        held.resolve();
        await gate.promise;
      }
      return await store.paperStore.exchange(...asked);
    },
  };
}

async function open(
  paperStore: PaperStore = holding(),
): Promise<{ library: Library; house: House }> {
  const { log } = recordLog();
  const { memory, words } = store;
  const { signal: stopped } = stopping;
  const clock = { now: () => now, timeZone: "UTC", log };
  const library = await openLibrary({
    ...clock,
    folders: [folder],
    paperStore,
    memory,
    words,
    stopped,
  });
  return { library, house: await openHouse({ ...clock, commands, store, library }) };
}

async function ask(house: House, command: string, subcommand = "", options = {}): Promise<string> {
  const recorder = createRecorder();
  const asker = {
    userId: "u1",
    channelId: "c1",
    guildId: "g1",
    mayManage: true,
    hasDigests: true,
    mayView: () => true,
  };
  await house.dispatcher.handle({ kind: "command", command, subcommand, options, asker }, recorder);
  return JSON.stringify(recorder.calls);
}

/** Until all of it has been taken in and is shown. */
async function takeInTheRest({ library, house }: { library: Library; house: House }) {
  gate.resolve();
  await expect
    .poll(
      async () => {
        await house.look();
        return library.isIncomplete;
      },
      { timeout: 60_000 },
    )
    .toBe(false);
}

const newsOf = async (channelId: string) =>
  (await store.book.candidates.unsent(channelId, "new")).length;

test("while a large library is read for the first time, people find what is there, and are told", async () => {
  await layMany();
  const { library, house } = await open();
  await held.promise;
  await house.look();
  expect(library.isIncomplete).toBe(true);
  expect(library.health).toMatchObject({ name: "Saved pages", state: "reading", trouble: null });
  expect(library.corpus.size).toBeGreaterThan(0);
  expect(library.corpus.size).toBeLessThan(MANY);
  const line = "still reading its library";
  expect(await ask(house, "paper", "search", { query: "marmots" })).toContain(line);
  expect(await ask(house, "paper", "search", { query: "ibexes" })).toContain(line);
  const help = await ask(house, "help");
  expect(help).toContain(line);
  expect(help).toContain("1 source, being read");

  await takeInTheRest({ library, house });
  expect(library.corpus.size).toBe(MANY);
  expect(library.health.state).toBe("fresh");
  const found = await ask(house, "paper", "search", { query: "marmots" });
  expect(found).toContain("Papers on “marmots”");
  expect(found).not.toContain(line);
});

test("what comes in after somebody subscribed in the first minutes is archive to them, what comes later is new", async () => {
  await layMany();
  const opened = await open();
  const { house } = opened;
  await held.promise;
  await house.look();
  await subscribed(store.book, aChannel(), "marmots");
  await takeInTheRest(opened);
  expect(await newsOf("c1")).toBe(0);
  const archive = await store.book.candidates.unsent("c1", "archive");
  expect(archive.length).toBeGreaterThan(0);

  await lay("later.txt", "Marmots of the Alps");
  await house.look();
  expect(await newsOf("c1")).toBe(1);
});

test("a start that was interrupted is finished by the next, and what that takes in is archive too", async () => {
  await layMany();
  const { house } = await open();
  await held.promise;
  await house.look();
  await subscribed(store.book, aChannel(), "marmots");
  stopping.abort();
  gate.resolve();

  stopping = new AbortController();
  const again = await open(store.paperStore);
  await takeInTheRest(again);
  expect(again.library.corpus.size).toBe(MANY);
  expect(await newsOf("c1")).toBe(0);
  await lay("later.txt", "Marmots of the Alps");
  await again.house.look();
  expect(await newsOf("c1")).toBe(1);
});

test("who subscribed before gets what a large page brings as new", async () => {
  await lay("a.txt", "Ibexes");
  const before = await open(store.paperStore);
  await before.house.look();
  await subscribed(store.book, aChannel(), "marmots");
  stopping.abort();

  stopping = new AbortController();
  await layMany();
  const opened = await open();
  await takeInTheRest(opened);
  expect(await newsOf("c1")).toBeGreaterThan(0);
});

test("a small library is there at once", async () => {
  await lay("a.txt", "Ibexes");
  const { library } = await open(store.paperStore);
  expect([library.isIncomplete, library.corpus.size]).toEqual([false, 1]);
});

test("a disk that fills up while a large library is read is told, and the rest comes later", async () => {
  await layMany();
  let exchanges = 0;
  let isFull = true;
  const opened = await open({
    ...store.paperStore,
    async exchange(...asked) {
      exchanges += 1;
      if (isFull && exchanges > 3) throw full();
      return await store.paperStore.exchange(...asked);
    },
  });
  const { library, house } = opened;
  await house.look();
  await subscribed(store.book, aChannel(), "marmots");
  await takeInTheRest(opened);
  expect(library.health.state).toBe("failing");
  await house.look();
  isFull = false;
  await house.look();
  expect([library.corpus.size, library.health.state]).toEqual([MANY, "fresh"]);
  // What had no room at first is as old as the rest.
  expect(await newsOf("c1")).toBe(0);
  await lay("later.txt", "Marmots of the Alps");
  await house.look();
  expect(await newsOf("c1")).toBe(1);
});

function full(): Error {
  return Object.assign(new Error("database or disk is full"), {
    code: "ERR_SQLITE_ERROR",
    errcode: 13,
  });
}
