import type { DatabaseSync } from "node:sqlite";
import { eachRun } from "../../search/index/title-phrases.ts";
import {
  createRunHash,
  createSeenPhrases,
  type HashedPhrase,
  hashOf,
  type SeenPhrases,
} from "./seen-phrases.ts";
import { levelOf } from "./term-writer.ts";

/** Runs of words in titles, as counted in one transaction. */
export interface TitlePhraseWriter {
  /** The words of a title, as `wordsOfTitle` gives them; `sign` is 1 for one that comes, -1 for one that goes. */
  count(words: readonly string[], sign: 1 | -1): void;
  /** Writes what was counted. */
  flush(): void;
}

/**
 * Hands out a writer for each transaction. A phrase gets a row once a second title has it, and keeps it. Of the
 * first only hashes are kept, in a log that grows at its end: all that begins or ceases to be in one title.
 * `isKnown` is false where the last transaction failed, or another process wrote since.
 */
export function createTitlePhraseWriters(
  database: DatabaseSync,
): (isKnown: boolean) => TitlePhraseWriter {
  const sql = prepareAll(database);
  let seen: SeenPhrases | null = null;

  function readLog(): SeenPhrases {
    const all = createSeenPhrases();
    for (const { hashes, gone } of sql.log.iterate()) {
      if (!(hashes instanceof Uint8Array)) continue;
      const numbers = new Uint32Array(hashes.slice().buffer);
      const hashed = new Uint32Array(2);
      for (let i = 0; i + 1 < numbers.length; i += 2) {
        hashed[0] = numbers[i] ?? 0;
        hashed[1] = numbers[i + 1] ?? 0;
        if (gone === 0) all.add(hashed);
        else all.remove(hashed);
      }
    }
    return all;
  }

  /** False where the phrase has no row. */
  function countRow(phrase: string, papers: number): boolean {
    const row = sql.count.get(papers, phrase);
    if (!row) return false;
    const now = Number(row["papers"]);
    if (sharedLevel(now) !== sharedLevel(now - papers)) sql.level.run(sharedLevel(now), phrase);
    return true;
  }

  return (isKnown) => {
    if (!isKnown) seen = null;
    const counted = new Map<string, number>();
    const log: Record<"come" | "gone", number[]> = { come: [], gone: [] };

    const hashed: HashedPhrase = new Uint32Array(2);

    function write(phrase: string, papers: number, known: SeenPhrases): void {
      hashed.set(hashOf(phrase));
      const isSeen = known.has(hashed);
      if ((isSeen || !known.knowsAll) && countRow(phrase, papers)) return;
      const now = papers + (isSeen ? 1 : 0);
      if (now > 1) sql.add.run(phrase, now, levelOf(now));
      const isThere = now > 0;
      if (isThere !== isSeen) note(isThere ? "come" : "gone", known);
    }

    function note(what: "come" | "gone", known: SeenPhrases): void {
      if (what === "come") known.add(hashed);
      else known.remove(hashed);
      log[what].push(hashed[0] ?? 0, hashed[1] ?? 0);
    }

    return {
      count(words, sign) {
        const known = (seen ??= readLog());
        // A word of a script without blanks has some between its letters, and may be two others.
        const mayRepeat =
          new Set(words).size < words.length || words.some((word) => word.includes(" "));
        const repeated = new Set<string>();
        const hash = createRunHash(words);
        eachRun(words, (from, to) => {
          // Of a first title the table knows nothing: nineteen of twenty are that.
          hash(from, to, hashed);
          const isFirst = sign === 1 && known.knowsAll && !known.has(hashed);
          if (isFirst) note("come", known);
          if (isFirst && !mayRepeat) return;
          const phrase = words.slice(from, to).join(" ");
          const isAgain = repeated.has(phrase);
          if (mayRepeat) repeated.add(phrase);
          if (!isFirst && !isAgain) counted.set(phrase, (counted.get(phrase) ?? 0) + sign);
        });
      },

      flush() {
        const known = (seen ??= readLog());
        const changed = [...counted].filter(([, papers]) => papers !== 0);
        // In the order of the table: neighbours are written to the same page.
        for (const [phrase, papers] of changed.toSorted(byText)) write(phrase, papers, known);
        if (log.come.length > 0) sql.note.run(bytesOf(log.come), 0);
        if (log.gone.length > 0) sql.note.run(bytesOf(log.gone), 1);
        counted.clear();
        [log.come, log.gone] = [[], []];
      },
    };
  };
}

/** A run of words that only one title has is nothing to offer. */
function sharedLevel(papers: number): number {
  return papers > 1 ? levelOf(papers) : 0;
}

function byText([one]: [string, number], [other]: [string, number]): number {
  return one < other ? -1 : 1;
}

/** Of this machine's order, for the file never leaves it. */
function bytesOf(numbers: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(numbers).buffer);
}

function prepareAll(database: DatabaseSync) {
  return {
    log: database.prepare("select hashes, gone from title_seen order by id"),
    note: database.prepare("insert into title_seen (hashes, gone) values (?, ?)"),
    add: database.prepare("insert into title_phrase values (?, ?, ?)"),
    count: database.prepare(
      "update title_phrase set papers = papers + ? where phrase = ? returning papers",
    ),
    level: database.prepare("update title_phrase set level = ? where phrase = ?"),
  };
}
