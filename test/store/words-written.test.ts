import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readForIndex } from "../../src/search/index/indexed-paper.ts";
import { SEARCH_TABLES } from "../../src/store/schema/search-tables.ts";
import { createSearchReader } from "../../src/store/words/search-reader.ts";
import { createSearchWriters } from "../../src/store/words/search-writer.ts";
import { aPaper } from "../papers/a-paper.ts";

let folder: string;
let file: string;
let made: DatabaseSync[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-words-"));
  file = join(folder, "words.db");
  made = [];
});

afterEach(() => {
  for (const database of made) database.close();
  rmSync(folder, { recursive: true });
});

/** Who writes to the file, as each process has its own. */
function aProcess() {
  const database = new DatabaseSync(file);
  made.push(database);
  if (made.length === 1) for (const statement of SEARCH_TABLES) database.exec(statement);
  const writers = createSearchWriters(database);
  return {
    read: createSearchReader(database),
    put: (at: number, title: string, { fails = false, beforeEnd = () => {} } = {}) => {
      database.exec("begin");
      const writer = writers();
      writer.put(at, readForIndex(aPaper({ id: String(at), title, displayTitle: title })));
      writer.flushSome();
      writer.flush();
      beforeEnd();
      database.exec(fails ? "rollback" : "commit");
      if (!fails) writer.keep();
    },
  };
}

test("what a transaction wrote that failed is not taken for written", () => {
  const { put, read } = aProcess();
  put(1, "Marmots");
  put(2, "Lynxes and Marmots", { fails: true });
  put(2, "Owls and Marmots");
  put(3, "Lynxes");
  expect(read.term("lynxes")?.papers).toMatchObject({ papers: 1, title: 1 });
  expect(read.term("marmots")?.papers).toMatchObject({ papers: 2, title: 2 });
  const ids = ["marmots", "owls", "lynxes", "and"].map((word) => read.term(word)?.id);
  expect(new Set(ids).size).toBe(4);
  const [row] = read.rows([3]);
  expect([...(row?.row.title.words ?? [])]).toEqual([read.term("lynxes")?.id]);
});

test("what was read of a transaction that failed is told apart from what the next one writes", () => {
  const { put, read } = aProcess();
  const versions = [read.version()];
  const note = () => void versions.push(read.version());
  put(1, "Marmots", { fails: true, beforeEnd: note });
  note();
  put(1, "Owls", { fails: true, beforeEnd: note });
  put(1, "Lynxes", { beforeEnd: note });
  put(2, "Marmots and Owls", { beforeEnd: note });
  const [atFirst, afterFailure, ...others] = [
    versions[0],
    versions[2],
    versions[1],
    ...versions.slice(3),
  ];
  expect(afterFailure).toBe(atFirst);
  expect(new Set([atFirst, ...others]).size).toBe(1 + others.length);
});

test("of two processes that write in turn, neither goes by what the other has changed", () => {
  const [one, other] = [aProcess(), aProcess()];
  for (let at = 1; at <= 20; at += 1) (at % 3 === 0 ? one : other).put(at, `Marmots ${at}`);
  for (let at = 21; at <= 30; at += 1) (at % 2 === 0 ? one : other).put(at, "Martens");
  for (const { read } of [one, other]) {
    expect(read.term("marmots")?.papers.papers).toBe(20);
    expect(read.vocabulary.completions("mar", 5)).toEqual(["marmots", "martens"]);
    expect(read.vocabulary.completions("mar", 1)).toEqual(["marmots"]);
  }
});
