import type { DatabaseSync } from "node:sqlite";
import { stem } from "../../search/words/analyse.ts";

/** In how many papers a term stands: in a field, anywhere, as a word that people may type, as a compound run together. */
export const COUNTED = ["papers", "title", "text", "organisation", "said", "joined"] as const;

/** The terms of one transaction, each known by a small number of its own. */
export interface TermWriter {
  /** Gives a term its place. */
  open(term: string): number;
  /** The number by which the file knows it; a new term gets one. */
  idOf(place: number): number;
  /** Counts a paper, the `paper`th of the transaction, once: false where that is done. `what` is a place in `COUNTED`. */
  count(place: number, what: number, paper: number, sign: 1 | -1): boolean;
  /** Writes what was counted. */
  flush(): void;
  /** The transaction is committed: from now on the numbers of its terms are known. */
  keep(): void;
}

/** To ask for the number of each word of each paper takes longer than to read the paper. */
const REMEMBERED_IDS = 200_000;

/** Hands out a writer for each transaction. A number that was given in one that failed is forgotten. */
export function createTermWriters(database: DatabaseSync): () => TermWriter {
  const ids = new Map<string, number>();
  const sql = prepareAll(database);
  let reading: unknown;

  return () => {
    const now = sql.reading.get()?.["reading"];
    // Of an index that was emptied the numbers are given anew.
    if (now !== reading) ids.clear();
    reading = now;
    const places = new Map<string, number>();
    const idsHere: number[] = [];
    /** The places of terms that are not in the file yet. */
    const added = new Set<number>();
    let last: number | null = null;
    // All in one row of numbers, for each term what changed and then the last paper that was counted: to
    // reach an object for each takes several times as long.
    let counts = new Int32Array(2 * COUNTED.length * 1024);

    function openNew(term: string): number {
      const place = places.size;
      places.set(term, place);
      const known = ids.get(term) ?? sql.id.get(term)?.["id"];
      if (known === undefined) {
        last = (last ?? Number(sql.last.get()?.["id"] ?? 0)) + 1;
        added.add(place);
      }
      idsHere.push(known === undefined ? (last ?? 0) : Number(known));
      if (places.size * 2 * COUNTED.length > counts.length) {
        const longer = new Int32Array(2 * counts.length);
        longer.set(counts);
        counts = longer;
      }
      return place;
    }

    function write(term: string, place: number): void {
      const start = place * 2 * COUNTED.length;
      const changes = [...counts.subarray(start, start + COUNTED.length)];
      const said = changes[SAID] ?? 0;
      const id = idsHere[place] ?? 0;
      if (added.has(place)) sql.add.run(id, term, stem(term), ...changes, levelOf(said));
      else if (changes.some((change) => change !== 0)) {
        const after = Number(sql.count.get(...changes, id)?.["said"] ?? 0);
        if (levelOf(after) !== levelOf(after - said)) sql.level.run(levelOf(after), id);
      }
      counts.fill(0, start, start + COUNTED.length);
    }

    return {
      open: (term) => places.get(term) ?? openNew(term),
      idOf: (place) => idsHere[place] ?? 0,
      count(place, what, paper, sign) {
        const at = place * 2 * COUNTED.length + what;
        if (counts[at + COUNTED.length] === paper) return false;
        counts[at + COUNTED.length] = paper;
        counts[at] = (counts[at] ?? 0) + sign;
        return true;
      },
      flush() {
        for (const [term, place] of places) write(term, place);
        added.clear();
      },
      keep() {
        if (ids.size + places.size > REMEMBERED_IDS) ids.clear();
        for (const [term, place] of places) ids.set(term, idsHere[place] ?? 0);
      },
    };
  };
}

const SAID = COUNTED.indexOf("said");

/**
 * Roughly how large a count is, 0 for none: its digits in binary. The indexes of completions have this in
 * place of the count, so that few of the papers that come change them.
 */
export function levelOf(count: number): number {
  return count <= 0 ? 0 : 32 - Math.clz32(count);
}

function prepareAll(database: DatabaseSync) {
  return {
    reading: database.prepare("select reading from search_sum"),
    last: database.prepare("select max(id) as id from term"),
    id: database.prepare("select id from term where term = ?"),
    add: database.prepare("insert into term values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    count: database.prepare(
      `update term set ${COUNTED.map((what) => `${what} = ${what} + ?`).join(", ")} where id = ?
        returning said`,
    ),
    level: database.prepare("update term set level = ? where id = ?"),
  };
}
