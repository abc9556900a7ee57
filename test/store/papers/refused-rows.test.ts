import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takeInFiles } from "../../../src/papers/corpus/take-in.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { anEntry, aSnapshot } from "../../papers/a-page.ts";

const SHOWN = { at: Temporal.Instant.from("2026-11-21T09:00:00Z"), toAll: true };
const log = { warn: vi.fn<Logger["warn"]>(), error: vi.fn<Logger["error"]>() };

let folder: string;
let file: string;
let store: Store;

const entries = ["A first title", "A second title"].map((title, at) =>
  anEntry({ line: at + 1, title }),
);
const page = aSnapshot({ file: "one.txt", entries });

beforeEach(async () => {
  vi.clearAllMocks();
  folder = mkdtempSync(join(tmpdir(), "paperboy-rows-"));
  file = join(folder, "paperboy.db");
  store = await openStore(file, { log });
  await takeInFiles([page], store.paperStore);
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Changes what is stored behind the store's back. */
function spoil(statement: string): void {
  const database = new DatabaseSync(file);
  database.exec(statement);
  database.close();
}

const titles = () => [...store.paperStore.corpus().all()].map(({ title }) => title);

describe("a row that its schema refuses is named in the log, and costs nothing else:", () => {
  it.each(["{", "null", '{"id":"one"}', '{"title":5}'])("a paper that is %s", (json) => {
    const [first] = store.paperStore.corpus().lastSeen(5).toReversed();
    spoil(`update paper set paper = '${json}' where id = '${first?.id ?? ""}'`);
    expect(titles()).toEqual(["A second title"]);
    expect(store.paperStore.corpus().byId(first?.id ?? "")).toBeUndefined();
    expect(store.paperStore.corpus().byTitle("A second title")).toBeDefined();
    expect(store.paperStore.corpus().lastSeen(5)).toHaveLength(1);
    expect(log.error).toHaveBeenCalledOnce();
    expect(log.error).toHaveBeenCalledWith(
      expect.objectContaining({ table: "paper", row: first?.id }),
      expect.stringContaining("cannot be read"),
    );
  });

  it("an entry: the page is read again, and may go", async () => {
    spoil("update entry set entry = '[]' where entry like '%A first title%'");
    const [kept] = await store.paperStore.pages();
    const left = await store.paperStore.entriesOf(kept?.id ?? 0);
    expect(left.map(({ entry }) => entry.title)).toEqual(["A second title"]);
    expect(log.error).toHaveBeenCalledWith(
      expect.objectContaining({ table: "entry" }),
      expect.anything(),
    );
    await takeInFiles([], store.paperStore);
    expect(await store.paperStore.pages()).toEqual([]);
  });

  it("a page: its papers stay, and the next reading mends it", async () => {
    spoil("update page set head = '{}'");
    expect(await store.paperStore.pages()).toEqual([]);
    expect(titles()).toEqual(["A first title", "A second title"]);
    await takeInFiles([page], store.paperStore);
    expect(await store.paperStore.pages()).toHaveLength(1);
    expect(titles()).toEqual(["A first title", "A second title"]);
    expect(log.error).toHaveBeenCalledWith(
      expect.objectContaining({ table: "page" }),
      expect.anything(),
    );
  });

  it("what a source remembers, and what a button needs", async () => {
    await store.memory.save("a source", { day: 1 });
    const view = { list: "search", query: "federated", since: null, codeOnly: false } as const;
    const key = await store.views.save(view, SHOWN);
    spoil(
      `update source_memory set value = '{' where key = 'a source'; update view set view = '7'`,
    );
    expect(await store.memory.load("a source")).toBeNull();
    expect(await store.views.load(key)).toBeNull();
    expect(log.error.mock.calls.map(([refused]) => refused)).toMatchObject([
      { table: "source_memory", row: "a source" },
      { table: "view", row: key },
    ]);
  });

  it("the secret of views: another is made, and older views are found", async () => {
    const view = { list: "search", query: "federated", since: null, codeOnly: false } as const;
    const key = await store.views.save(view, SHOWN);
    spoil("update source_memory set value = '{' where key = 'view secret'");
    await store.close();
    store = await openStore(file, { log });
    expect(await store.views.save(view, SHOWN)).not.toBe(key);
    expect(await store.views.load(key)).toEqual(view);
  });
});
