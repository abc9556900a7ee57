import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Library, type LibraryOptions, openLibrary } from "../../src/wiring/library.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { type RecordedLog, recordLog } from "../discord/log.ts";
import { aPage, FURNITURE, METADATA } from "../papers/a-page.ts";

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
  paperStore: LibraryOptions["paperStore"] = store.paperStore,
  engine: NonNullable<LibraryOptions["engine"]> = "auto",
  more: Partial<LibraryOptions> = {},
): Promise<Library> {
  const { log } = recorded;
  const { memory, words } = store;
  const folders = [folder];
  const options = { folders, paperStore, memory, words, engine, timeZone: "UTC", log };
  return await openLibrary({ ...options, now: () => now, ...more });
}

/** Lays a page into the folder, as if nobody had written to it for a minute. */
async function lay(name: string, page: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, page);
  const aMinuteAgo = Date.now() / 1000 - 60;
  await utimes(path, aMinuteAgo, aMinuteAgo);
}

/** Those that this process started, as Linux tells. */
function childrenOf(pid: number): number[] {
  return globSync(`/proc/${pid}/task/*/children`).flatMap((path) =>
    readFileSync(path, "utf8").trim().split(" ").filter(Boolean).map(Number),
  );
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
  expect(library.health.trouble).toMatch(/Can't read the folder .* it is not there/);
  expect(warnings()).toEqual([["Keeping the papers as they were", undefined]]);
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

test("a folder that is empty changes nothing, is told with what to do, and is read once it is not", async () => {
  await lay("a.txt", page("One"));
  await lay("b.txt", page("Two"));
  const library = await open();
  await rm(join(folder, "a.txt"));
  await rm(join(folder, "b.txt"));
  expect(await library.refresh()).toBe(false);
  expect(titles(library)).toEqual(["One", "Two"]);
  expect(library.health).toMatchObject({
    state: "failing",
    trouble: expect.stringMatching(/is empty.*Put its pages back, or add any page/),
  });
  const again = await open();
  expect([titles(again), again.health.state]).toEqual([["One", "Two"], "failing"]);
  await lay("b.txt", page("Two"));
  expect(await library.refresh()).toBe(true);
  expect(titles(library)).toEqual(["Two"]);
  expect(library.health).toMatchObject({ state: "fresh", trouble: null });
});

test("of several folders one that is empty takes no papers with it", async () => {
  const other = await mkdtemp(join(tmpdir(), "paperboy-library-"));
  await lay("a.txt", page("One"));
  await writeFile(join(other, "b.txt"), page("Two"));
  const library = await open(store.paperStore, "auto", { folders: [folder, other] });
  await rm(join(other, "b.txt"));
  expect(await library.refresh()).toBe(false);
  expect(titles(library)).toEqual(["One", "Two"]);
  expect(library.health.trouble).toContain(other);
  await rm(other, { recursive: true });
});

test("what is kept is there although the folder is away when it opens", async () => {
  await lay("a.txt", page("One"));
  await open();
  await rm(folder, { recursive: true });
  const library = await open();
  expect(titles(library)).toEqual(["One"]);
  expect(library.health).toMatchObject({
    state: "failing",
    trouble: expect.stringContaining("it is not there"),
  });
});

test.runIf(process.platform === "linux")(
  "a file that cannot be read keeps its papers, is told, and is tried again although nothing changes",
  async () => {
    await lay("a.txt", page("One", "Other"));
    await lay("b.txt", page("Two"));
    const library = await open();
    // Reading one's own memory at zero is what a broken disk is: an error of the disk.
    await rm(join(folder, "a.txt"));
    await symlink("/proc/self/mem", join(folder, "a.txt"));
    await lay("c.txt", page("Three"));
    await library.refresh();
    expect(titles(library)).toEqual(["One", "Other", "Two", "Three"]);
    expect(library.health).toMatchObject({
      state: "failing",
      trouble: "Can't read “a.txt”: the disk reports an error",
    });
    expect(await store.memory.load("folders")).not.toMatchObject({
      state: expect.stringContaining("c.txt"),
    });
    await library.refresh();
    expect(warnings()).toHaveLength(1);
    await rm(join(folder, "a.txt"));
    await lay("a.txt", page("One"));
    await library.refresh();
    expect(titles(library)).toEqual(["One", "Two", "Three"]);
    expect(library.health).toMatchObject({ state: "fresh", trouble: null });
  },
);

test.runIf(process.platform === "linux")(
  "what is no file is told and not read, at the next start too, and the pages beside it are",
  async () => {
    await lay("a.txt", page("One"));
    await symlink("/dev/zero", join(folder, "zero.txt"));
    execFileSync("mkfifo", [join(folder, "pipe.txt")]);
    const library = await open();
    expect(titles(library)).toEqual(["One"]);
    const trouble =
      "Can't read “pipe.txt”: it is a pipe, not a file; “zero.txt”: it is a device, not a file";
    expect(library.health).toMatchObject({ state: "failing", trouble });
    expect((await open()).health).toMatchObject({ state: "failing", trouble });
  },
);

test.runIf(process.platform === "linux")(
  "a process that reads and hangs is left alone; what is kept stays, and another takes its place",
  async () => {
    await lay("a.txt", page("One"));
    // As long as a new process takes to say something where there is much else to do.
    const library = await open(store.paperStore, "auto", { silenceMs: 4000 });
    for (const id of childrenOf(process.pid)) process.kill(id, "SIGSTOP");
    await lay("b.txt", page("Two"));
    expect(await library.refresh()).toBe(false);
    expect(library.health).toMatchObject({
      state: "failing",
      trouble: "The pages can't be read: the disk isn't responding",
    });
    await expect
      .poll(async () => await library.refresh(), { timeout: 60_000, interval: 200 })
      .toBe(true);
    expect([titles(library), library.health.state]).toEqual([["One", "Two"], "fresh"]);
  },
);

test("reading ends when all ends", async () => {
  await lay("a.txt", page("One"));
  const stopping = new AbortController();
  const library = await open(store.paperStore, "auto", { stopped: stopping.signal });
  await lay("b.txt", page("Two"));
  const reason = new Error("The process ends");
  stopping.abort(reason);
  await expect(library.refresh()).rejects.toBe(reason);
});

test("a reading that failed is made up for by the next look", async () => {
  await lay("a.txt", page("One"));
  let isLocked = false;
  const library = await open({
    ...store.paperStore,
    async exchange(...asked) {
      if (isLocked) throw new Error("database is locked");
      return await store.paperStore.exchange(...asked);
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
  await expect(open()).rejects.toThrow(/Can't read the folder/);
});

test.each(["minisearch", "fts5"] as const)(
  "papers are found by %s from when their page comes until it goes",
  async (engine) => {
    await lay("a.txt", page("Marmots", "Lynxes"));
    const library = await open(store.paperStore, engine);
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
    const lynxes = library.index.search("lynxes").hits[0]?.paper.id ?? "";
    await library.refresh();
    expect([found("alps"), found("ibexes"), library.index.size]).toEqual([[], ["Ibexes"], 1]);
    expect(library.corpus.byId(lynxes)?.title).toBe("Lynxes");
    await lay("a.txt", page("Lynxes"));
    await library.refresh();
    expect(found("lynxes")).toEqual(["Lynxes"]);
    expect(library.corpus.byTitle("Lynxes")?.id).toBe(lynxes);
  },
);

test("of more papers than are ranked, all that a search finds are told by id", async () => {
  await lay("a.txt", page(...Array.from({ length: 510 }, (_, i) => `Marmots of Valley ${i}`)));
  const library = await open(store.paperStore, "fts5");
  expect(library.index.search("marmots")).toMatchObject({ total: 500, isMore: true });
  expect(library.index.idsOf("marmots").toSorted()).toEqual([...library.corpus.ids()].toSorted());
});
