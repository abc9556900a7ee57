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
  runs: readonly Run[];
}

/** Words that stand one after the other, each any of some. */
export type Run = readonly ReadonlySet<number>[];

/**
 * Counts some terms in many rows, each of which is walked once for all of them: how often each stands in a
 * field, by its place among them. What it gives holds until it is asked again.
 */
export type TermCounter = (row: ForwardRow, field: Field) => Uint16Array;

export function termCounter(terms: readonly CountedTerm[]): TermCounter {
  const words = createNumberTable<WantedWord>();
  const wanted = (word: number): WantedWord =>
    words.at(word) ?? words.add(word, { inTitle: [], inText: [], joined: [], runs: [] });
  for (const [term, { inTitle, inText, joined, runs }] of terms.entries()) {
    for (const word of inTitle) wanted(word).inTitle.push(term);
    for (const word of inText) wanted(word).inText.push(term);
    if (joined !== null) wanted(joined).joined.push(term);
    for (const run of runs) for (const word of run[0] ?? []) wanted(word).runs.push({ term, run });
  }
  const times = new Uint16Array(terms.length);
  const countAll = (some: readonly number[]) => {
    for (const term of some) times[term] = (times[term] ?? 0) + 1;
  };

  return (row, field) => {
    times.fill(0);
    const { words: inOrder, joined } = row[field];
    for (let i = 0; i < inOrder.length; i++) {
      const word = words.at(inOrder[i] ?? 0);
      if (!word) continue;
      countAll(field === "title" ? word.inTitle : word.inText);
      for (const { term, run } of word.runs)
        if (standsAt(run, inOrder, i)) times[term] = (times[term] ?? 0) + 1;
    }
    for (const compound of joined) countAll(words.at(compound)?.joined ?? NO_TERMS);
    return times;
  };
}

/** The places of the terms that a word counts for, and the phrases that it begins. */
interface WantedWord {
  inTitle: number[];
  inText: number[];
  joined: number[];
  runs: { term: number; run: Run }[];
}

const NO_TERMS: readonly number[] = [];

/** Whether words stand anywhere one after the other, each any of some. */
export function hasRun(run: Run, words: Uint32Array): boolean {
  for (let from = 0; from + run.length <= words.length; from++)
    if (standsAt(run, words, from)) return true;
  return false;
}

function standsAt(run: Run, words: Uint32Array, from: number): boolean {
  for (let i = 0; i < run.length; i++) if (!run[i]?.has(words[from + i] ?? 0)) return false;
  return run.length > 0;
}

/** Values by numbers above 0: of the many numbers that are asked for most have none, and that is told sooner than by a Map. */
function createNumberTable<Value>() {
  let size = 0;
  let numbers = new Uint32Array(64);
  let values: Value[] = [];

  function placeOf(number: number): number {
    // Knuth's multiplicative hash; the length is a power of two.
    let place = Math.imul(number, 0x9e3779b1) >>> (Math.clz32(numbers.length) + 1);
    while (numbers[place] !== 0 && numbers[place] !== number)
      place = (place + 1) & (numbers.length - 1);
    return place;
  }

  function grow(): void {
    const [before, valuesBefore] = [numbers, values];
    numbers = new Uint32Array(4 * before.length);
    values = [];
    for (const [place, number] of before.entries()) {
      const value = valuesBefore[place];
      if (number !== 0 && value !== undefined) put(number, value);
    }
  }

  function put(number: number, value: Value): void {
    const place = placeOf(number);
    numbers[place] = number;
    values[place] = value;
  }

  return {
    at(number: number): Value | undefined {
      const place = placeOf(number);
      return numbers[place] === 0 ? undefined : values[place];
    },
    add(number: number, value: Value): Value {
      if (4 * (size += 1) > numbers.length) grow();
      put(number, value);
      return value;
    },
  };
}
