import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Library, type LibraryOptions, openLibrary } from "../src/library.ts";
import { openStore, type Store } from "../src/store/open.ts";
import { type RecordedLog, recordLog } from "./discord/log.ts";
import { aPage, FURNITURE, METADATA } from "./papers/a-page.ts";

let folder: string;
let store: Store;
let recorded: RecordedLog;
let now: Temporal.Instant;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "paperboy-library-"));
  store = await openStore(":memory:");
  recorded = recordLog();
  now = Temporal.Instant.from("2026-11-20T08:00:00Z");
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(
  shelf: LibraryOptions["shelf"] = store.shelf,
  engine: NonNullable<LibraryOptions["engine"]> = "auto",
): Promise<Library> {
  const { log } = recorded;
  const { memory, words } = store;
  const folders = [folder];
  const options = { folders, shelf, memory, words, engine, timeZone: "UTC", log };
  return await openLibrary({ ...options, now: () => now });
}

/** Lays a page into the folder, as if nobody had written to it for a minute. */
async function lay(name: string, page: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, page);
  const aMinuteAgo = Date.now() / 1000 - 60;
  await utimes(path, aMinuteAgo, aMinuteAgo);
}

const page = (...titled: string[]) =>
  aPage(...FURNITURE, ...titled.flatMap((title) => [title, `What ${title} is about.`, METADATA]));

const titles = ({ corpus }: Library) => [...corpus.all()].map(({ title }) => title);

const warnings = () =>
  recorded.lines.filter(({ level }) => level === 40).map(({ msg, file }) => [msg, file]);

test("a page that comes while it is open is read by the next look, and only then", async () => {
  await lay("a.txt", page("One"));
  const library = await open();
  expect(await library.refresh()).toBe(false);
  const { corpus } = library;
  await lay("b.txt", page("Two"));
  expect(library.corpus).toBe(corpus);
  expect(await library.refresh()).toBe(true);
  expect(titles(library)).toEqual(["One", "Two"]);
  expect(library.index.search("two", { limit: 5 }).total).toBe(1);
  expect(await library.refresh()).toBe(false);
});

test("a page that changes is read again, and its papers keep their ids", async () => {
  await lay("a.txt", page("One", "Two"));
  const library = await open();
  const [one] = library.corpus.all();
  await lay("a.txt", page("One", "Two", "Three").replace("What One is", "What One was"));
  expect(await library.refresh()).toBe(true);
  expect(titles(library)).toEqual(["One", "Two", "Three"]);
  expect([...library.corpus.all()][0]).toMatchObject({
    id: one?.id,
    abstract: "What One was about.",
  });
});

test("papers go with their page and come back with it, under the same ids", async () => {
  await lay("a.txt", page("One"));
  await lay("b.txt", page("Two"));
  const library = await open();
  const [, two] = library.corpus.all();
  await rm(join(folder, "b.txt"));
  expect(await library.refresh()).toBe(true);
  expect(titles(library)).toEqual(["One"]);
  await lay("b.txt", page("Two"));
  await library.refresh();
  expect([...library.corpus.all()][1]?.id).toBe(two?.id);
});

test("a problem is logged once, however often the folder changes", async () => {
  await lay("a.txt", "");
  const library = await open();
  const logged = warnings();
  expect(logged).toEqual([["A listing page has a problem", "a.txt"]]);
  await lay("b.txt", page("Two"));
  await library.refresh();
  expect(warnings()).toEqual(logged);
  await lay("c.txt", "");
  await library.refresh();
  expect(warnings()).toEqual([...logged, ["A listing page has a problem", "c.txt"]]);
});

test("a folder full of nonsense does not fill the log", async () => {
  await Promise.all(Array.from({ length: 60 }, (_, i) => lay(`${i}.txt`, "")));
  await open();
  expect(warnings()).toHaveLength(20);
  expect(recorded.lines.at(-1)).toMatchObject({ papers: 0, pages: 60 });
});

test("while the folder is away the corpus stays, which is logged once and shown", async () => {
  await lay("a.txt", page("One"));
  const library = await open();
  await rm(folder, { recursive: true });
  expect(await library.refresh()).toBe(false);
  expect(await library.refresh()).toBe(false);
  expect(titles(library)).toEqual(["One"]);
  expect(library.health.trouble).toMatch(/Cannot read the folder .* it is not there/);
  expect(warnings()).toEqual([["The corpus stays as it was", undefined]]);
});

test("what is told of the source is when it was last read", async () => {
  await lay("a.txt", page("One"));
  const library = await open();
  now = now.add({ hours: 1 });
  await library.refresh();
  expect(library.health).toMatchObject({ name: "Saved pages", trouble: null });
  expect(String(library.health.readAt)).toBe("2026-11-20T08:00:00Z");
  await lay("b.txt", page("Two"));
  await library.refresh();
  expect(String(library.health.readAt)).toBe("2026-11-20T09:00:00Z");
});

test("a reading that failed is made up for by the next look", async () => {
  await lay("a.txt", page("One"));
  let isLocked = false;
  const library = await open({
    ...store.shelf,
    async exchange(...asked) {
      if (isLocked) throw new Error("database is locked");
      return await store.shelf.exchange(...asked);
    },
  });
  await lay("b.txt", page("Two"));
  isLocked = true;
  await expect(library.refresh()).rejects.toThrow("database is locked");
  isLocked = false;
  expect(await library.refresh()).toBe(true);
  expect(titles(library)).toEqual(["One", "Two"]);
});

test("a folder that is not there when it opens is an error", async () => {
  await rm(folder, { recursive: true });
  await expect(open()).rejects.toThrow(/Cannot read the folder/);
});

test.each(["minisearch", "fts5"] as const)(
  "papers are found by %s from when their page comes until it goes",
  async (engine) => {
    await lay("a.txt", page("Marmots", "Lynxes"));
    const library = await open(store.shelf, engine);
    const found = (text: string) => library.index.search(text).hits.map(({ paper }) => paper.title);
    expect(found("marmots")).toEqual(["Marmots"]);
    await lay("a.txt", page("Lynxes", "Vultures of the Alps"));
    await library.refresh();
    expect([found("marmots"), found("alps"), found("lynxes")]).toEqual([
      [],
      ["Vultures of the Alps"],
      ["Lynxes"],
    ]);
    await rm(join(folder, "a.txt"));
    await lay("b.txt", page("Ibexes"));
    await library.refresh();
    expect([found("alps"), found("ibexes"), library.index.size]).toEqual([[], ["Ibexes"], 1]);
  },
);
