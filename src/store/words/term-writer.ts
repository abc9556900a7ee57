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

/** To ask for each word of each paper takes longer than to read the paper. */
const REMEMBERED_TERMS = 200_000;

/** A term as the file has it. */
interface StoredTerm {
  id: number;
  said: number;
}

/**
 * Hands out a writer for each transaction. What is in the file is remembered from one to the next, but
 * neither what a failed one wrote, nor anything once another process wrote.
 */
export function createTermWriters(database: DatabaseSync): () => TermWriter {
  const remembered = new Map<string, StoredTerm>();
  const sql = prepareAll(database);
  /** Of the index when what is remembered of it was right. */
  let state = "";

  return () => {
    const { reading, version } = Object(sql.state.get());
    if (state !== `${reading} ${version}`) remembered.clear();
    const places = new Map<string, number>();
    const stored: StoredTerm[] = [];
    /** The places of terms that are not in the file yet. */
    const added = new Set<number>();
    let last: number | null = null;
    // All in one row of numbers, for each term what changed and then the last paper that was counted: to
    // reach an object for each takes several times as long.
    let counts = new Int32Array(2 * COUNTED.length * 1024);

    function openNew(term: string): number {
      const place = places.size;
      places.set(term, place);
      const row = remembered.get(term) ?? sql.term.get(term);
      if (row) stored.push({ id: Number(row["id"]), said: Number(row["said"]) });
      else {
        last = (last ?? Number(sql.last.get()?.["id"] ?? 0)) + 1;
        added.add(place);
        stored.push({ id: last, said: 0 });
      }
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
      const before = stored[place] ?? { id: 0, said: 0 };
      const { id } = before;
      const said = before.said + (changes[SAID] ?? 0);
      if (added.has(place)) sql.add.run(id, term, stem(term), ...changes, levelOf(said));
      else if (changes.some((change) => change !== 0)) {
        sql.count.run(...changes, id);
        if (levelOf(said) !== levelOf(before.said)) sql.level.run(levelOf(said), id);
      }
      stored[place] = { id, said };
      counts.fill(0, start, start + COUNTED.length);
    }

    return {
      open: (term) => places.get(term) ?? openNew(term),
      idOf: (place) => stored[place]?.id ?? 0,
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
        if (remembered.size + places.size > REMEMBERED_TERMS) remembered.clear();
        for (const [term, place] of places) {
          const known = stored[place];
          if (known) remembered.set(term, known);
        }
        state = `${reading} ${Number(version) + 1}`;
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
    state: database.prepare("select reading, version from search_sum"),
    last: database.prepare("select max(id) as id from term"),
    term: database.prepare("select id, said from term where term = ?"),
    add: database.prepare("insert into term values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    count: database.prepare(
      `update term set ${COUNTED.map((what) => `${what} = ${what} + ?`).join(", ")} where id = ?`,
    ),
    level: database.prepare("update term set level = ? where id = ?"),
  };
}
