import type { DatabaseSync } from "node:sqlite";
import type { Paper } from "../src/papers/paper.ts";

/** A page of results: where all words find fewer papers, any of them will do. */
const RESULTS = 10;
const COMPLETIONS = 25;

/** SQLite's full-text index as somebody builds it who has read all of its manual. */
export interface Rival {
  add(papers: readonly Paper[]): void;
  /** Titles of up to ten papers, best first: those with all the words or, where they are too few, with any. */
  answer(text: string): string[];
  /** Titles with all the words, of which the last may go on. */
  complete(text: string): string[];
}

export function createRivalTable(database: DatabaseSync): void {
  database.exec(
    "create virtual table paper using fts5(title, abstract, organisation, tokenize = 'porter', prefix = '1 2 3')",
  );
}

/** Of a database that has its table. */
export function openRival(database: DatabaseSync): Rival {
  const find = database.prepare(
    "select title from paper where paper match ? order by bm25(paper, 4, 1, 2) limit ?",
  );
  const titles = (match: string, limit: number) =>
    find.all(match, limit).map((row) => String(row["title"]));
  return {
    add(papers) {
      database.exec("begin immediate");
      const row = database.prepare(
        "insert into paper (title, abstract, organisation) values (?, ?, ?)",
      );
      for (const { title, abstract, summary, organisation } of papers)
        row.run(title, abstract ?? summary ?? "", organisation ?? "");
      database.exec("commit");
    },
    answer(text) {
      const words = wordsIn(text);
      if (words.length === 0) return [];
      const all = titles(words.join(" AND "), RESULTS);
      return all.length === RESULTS ? all : titles(words.join(" OR "), RESULTS);
    },
    complete: (text) => titles(`title : (${wordsIn(text).join(" ") || '""'} *)`, COMPLETIONS),
  };
}

function wordsIn(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`);
}
