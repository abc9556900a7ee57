import type { Field } from "../../words/paper-fields.ts";
import type { ForwardRow } from "./word-store.ts";

/** A term as numbers of words: where it counts as standing in a row. */
export interface CountedTerm {
  /** Words that are it or stem to it; stop words count only in titles. */
  inTitle: ReadonlySet<number>;
  inText: ReadonlySet<number>;
  /** The compound that it is. */
  joined: number | null;
  /** Its phrases: for each stem the words that have it. */
  runs: readonly (readonly ReadonlySet<number>[])[];
}

/** Some terms, ready to be counted in many rows: each row is walked once for all of them. */
export interface Walker {
  size: number;
  inTitle: ReadonlyMap<number, readonly number[]>;
  inText: ReadonlyMap<number, readonly number[]>;
  joined: ReadonlyMap<number, readonly number[]>;
  runs: readonly { term: number; run: readonly ReadonlySet<number>[] }[];
}

export function walker(terms: readonly CountedTerm[]): Walker {
  return {
    size: terms.length,
    inTitle: byWord(terms.map(({ inTitle }) => inTitle)),
    inText: byWord(terms.map(({ inText }) => inText)),
    joined: byWord(terms.map(({ joined }) => (joined === null ? [] : [joined]))),
    runs: terms.flatMap(({ runs }, term) => runs.map((run) => ({ term, run }))),
  };
}

/** How often each of the terms stands in a field, by its place among them. */
export function timesIn(walk: Walker, row: ForwardRow, field: Field): Uint16Array {
  const { words, joined } = row[field];
  const times = new Uint16Array(walk.size);
  countEach(words, field === "title" ? walk.inTitle : walk.inText, times);
  countEach(joined, walk.joined, times);
  for (const { term, run } of walk.runs) times[term] = (times[term] ?? 0) + timesOfRun(run, words);
  return times;
}

function countEach(
  words: Uint32Array,
  places: ReadonlyMap<number, readonly number[]>,
  times: Uint16Array,
): void {
  if (places.size === 0) return;
  for (const word of words)
    for (const term of places.get(word) ?? NO_TERMS) times[term] = (times[term] ?? 0) + 1;
}

const NO_TERMS: readonly number[] = [];

function byWord(terms: readonly Iterable<number>[]): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (const [term, words] of terms.entries())
    for (const word of words) {
      const known = places.get(word);
      if (known) known.push(term);
      else places.set(word, [term]);
    }
  return places;
}

/** How often words stand one after the other, each any of some. */
export function timesOfRun(run: readonly ReadonlySet<number>[], words: Uint32Array): number {
  const [first] = run;
  if (!first || first.size === 0) return 0;
  let times = 0;
  for (let from = 0; from + run.length <= words.length; from++) {
    if (!first.has(words[from] ?? 0)) continue;
    if (run.every((forms, i) => forms.has(words[from + i] ?? 0))) times += 1;
  }
  return times;
}
