import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { stem } from "../../search/words/analyse.ts";

/** In how many papers a term stands: in a field, anywhere, as a word that people may type, as a compound run together. */
export const COUNTED = ["papers", "title", "text", "organisation", "said", "joined"] as const;

/** The terms of papers, each known by a place of its own from one transaction to the next, until `clear`. */
export interface TermWriter {
  /** Gives a term its place. */
  open(term: string): number;
  /** Counts a paper, by a number that no other had, once: false where that is done. `what` is a place in `COUNTED`. */
  count(place: number, what: number, paper: number, sign: 1 | -1): boolean;
  /** Writes some of what was counted: false when all of it is written. */
  flushSome(): boolean;
  /** The number by which the file knows a term, once that is written. */
  idOf: (place: number) => number;
  /** Forgets all of them: what a failed transaction wrote, or what another process may have changed. */
  clear(): void;
  /** How many it knows. */
  readonly size: number;
}

const SAID = COUNTED.indexOf("said");
const WIDTH = 2 * COUNTED.length;
const FIRST_PLACES = 1024;
/** That takes a few milliseconds. */
const WRITTEN_AT_ONCE = 500;

export function createTermWriter(database: DatabaseSync): TermWriter {
  const sql = prepareAll(database);
  const places = new Map<string, number>();
  let terms: string[] = [];
  let ids: number[] = [];
  let said: number[] = [];
  // All in one row of numbers, for each term what changed and then the last paper that was counted: to
  // reach an object for each takes several times as long.
  let counts = new Int32Array(FIRST_PLACES * WIDTH);
  /** Whether a term is among the changed ones. */
  let isChanged = new Uint8Array(FIRST_PLACES);
  let changed: number[] = [];
  let isInOrder = true;
  /** The places of terms of which nobody has asked the file yet. */
  let unknown: number[] = [];

  function openNew(term: string): number {
    const place = terms.length;
    places.set(term, place);
    terms.push(term);
    ids.push(0);
    said.push(0);
    unknown.push(place);
    if (terms.length > isChanged.length) {
      const [longer, more] = [new Int32Array(2 * counts.length), new Uint8Array(2 * place)];
      longer.set(counts);
      more.set(isChanged);
      [counts, isChanged] = [longer, more];
    }
    return place;
  }

  /** Asks for all at once: that takes half as long. Those that the file does not have get a number. */
  function identify(): void {
    if (unknown.length === 0) return;
    const asked = JSON.stringify(unknown.map((place) => terms[place]));
    const found = storedTerms.parse(JSON.parse(String(sql.terms.get(asked)?.["found"])));
    for (const [at, id, count] of found) {
      const place = unknown[at] ?? 0;
      ids[place] = id;
      said[place] = count;
    }
    let last = Number(sql.last.get()?.["id"] ?? 0);
    for (const place of unknown)
      if (ids[place] === 0) {
        ids[place] = last += 1;
        add(place);
      }
    unknown = [];
  }

  function changesOf(place: number): number[] {
    const start = place * WIDTH;
    const changes = [...counts.subarray(start, start + COUNTED.length)];
    counts.fill(0, start, start + COUNTED.length);
    return changes;
  }

  function add(place: number): void {
    const term = terms[place] ?? "";
    const changes = changesOf(place);
    said[place] = changes[SAID] ?? 0;
    sql.add.run(ids[place] ?? 0, term, stem(term), ...changes, levelOf(said[place]));
  }

  function write(place: number): void {
    isChanged[place] = 0;
    const changes = changesOf(place);
    if (changes.every((change) => change === 0)) return;
    const before = said[place] ?? 0;
    const now = before + (changes[SAID] ?? 0);
    said[place] = now;
    sql.count.run(...changes, ids[place] ?? 0);
    if (levelOf(now) !== levelOf(before)) sql.level.run(levelOf(now), ids[place] ?? 0);
  }

  return {
    open: (term) => places.get(term) ?? openNew(term),
    count(place, what, paper, sign) {
      const at = place * WIDTH + what;
      if (counts[at + COUNTED.length] === paper) return false;
      counts[at + COUNTED.length] = paper;
      counts[at] = (counts[at] ?? 0) + sign;
      if (isChanged[place] === 0) {
        isChanged[place] = 1;
        isInOrder = false;
        changed.push(place);
      }
      return true;
    },
    flushSome() {
      if (unknown.length > 0 || !isInOrder) {
        identify();
        // In the order of the file, the last first: neighbours are written to the same page.
        changed.sort((a, b) => (ids[b] ?? 0) - (ids[a] ?? 0));
        isInOrder = true;
      }
      for (let i = 0; i < WRITTEN_AT_ONCE; i++) {
        const place = changed.pop();
        if (place === undefined) return false;
        write(place);
      }
      return true;
    },
    idOf: (place) => ids[place] ?? 0,
    clear() {
      places.clear();
      [terms, ids, said, changed, unknown] = [[], [], [], [], []];
      [counts, isChanged] = [new Int32Array(FIRST_PLACES * WIDTH), new Uint8Array(FIRST_PLACES)];
    },
    get size() {
      return terms.length;
    },
  };
}

/** The place of each among those that were asked for, its number, and in how many papers it is said. */
const storedTerms = z.array(z.tuple([z.number(), z.number(), z.number()]));

/**
 * Roughly how large a count is, 0 for none: its digits in binary. The indexes of completions have this in
 * place of the count, so that few of the papers that come change them.
 */
export function levelOf(count: number): number {
  return count <= 0 ? 0 : 32 - Math.clz32(count);
}

function prepareAll(database: DatabaseSync) {
  return {
    last: database.prepare("select max(id) as id from term"),
    terms: database.prepare(
      `select json_group_array(json_array(asked.key, term.id, term.said)) as found
        from json_each(?) as asked cross join term on term.term = asked.value`,
    ),
    add: database.prepare("insert into term values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    count: database.prepare(
      `update term set ${COUNTED.map((what) => `${what} = ${what} + ?`).join(", ")} where id = ?`,
    ),
    level: database.prepare("update term set level = ? where id = ?"),
  };
}
