import type { FactCondition, WordCondition } from "../../query/conditions.ts";
import type { DateOrder } from "../hit-order.ts";
import type { PhraseStore } from "../../words/meaning/phrase-store.ts";
import type { KnownNames } from "../../words/names.ts";
import type { Field } from "../../words/paper-fields.ts";

/**
 * The words of a stored corpus, as an engine outside of memory gives them. Papers are known by `at`,
 * a number that grows in the order in which they were first seen. All work is bounded by what is
 * asked for, never by the number of papers.
 */
export interface WordStore {
  /** Another number whenever something was written. */
  version(): number;
  sums(): FieldSums;
  /** Null for a term that no paper has, phrases included. */
  term(term: string): StoredTerm | null;
  /** The words with a stem. */
  wordsWithStem(stem: string): readonly { id: number; word: string }[];
  phrases: PhraseStore;
  titles: StoredTitles;
  vocabulary: StoredWords;
  names: KnownNames;

  /** Papers that have it, the last ones first. */
  list(match: WordCondition, limit: number): number[];
  /** Of some papers, or of all, those for which `facts` hold, in an order. */
  filter(wanted: PaperFilter): number[];
  /** The number of the paper that came last; 0 where there is none. */
  lastAt(): number;
  rows(ats: readonly number[]): { at: number; row: ForwardRow }[];
}

/** For how much a term weighs: how many papers there are, and how many terms in all their fields. */
export type FieldSums = Record<Field | "papers", number>;

export interface StoredTerm {
  id: number;
  stem: string;
  /** How many papers have it anywhere, and by field; phrases are not counted. */
  papers: FieldSums;
  /** How many have it as a compound run together. */
  joined: number;
}

export interface StoredTitles {
  /** Folded, with blanks between. */
  wordsOf: (at: number) => string;
  /** Titles that begin so, alphabetically; `text` is as in `TypedTitle`. */
  beginningWith(text: string, limit: number): number[];
  /** Titles with all the words and one that begins like `unfinished`, in the order of the corpus. */
  withWords(words: readonly string[], unfinished: string, limit: number): number[];
  /** Runs of words of several titles that begin so and go on, those of most titles first. */
  phrases: (prefix: string, limit: number) => string[];
}

export interface StoredWords {
  /** Words that begin so and go on, those of most papers first. */
  completions: (prefix: string, limit: number) => string[];
  /** All words in the order in which they were first seen, those with a number above `id`. */
  after(id: number, limit: number): { id: number; word: string }[];
  /** How many papers say it. */
  papersWith: (word: string) => number;
}

/** `last`: those that came last first. */
export type StoredOrder = DateOrder | "last";

export interface PaperFilter {
  /** Null: all papers. */
  ats: readonly number[] | null;
  facts: FactCondition | null;
  order: StoredOrder;
  limit: number;
  /** To leave out from the top; default 0. */
  offset?: number;
}

/** What a paper says, as numbers of terms: the form in which it is scored. */
export type ForwardRow = Record<Field, ForwardField>;

export interface ForwardField {
  /** In reading order. */
  words: Uint32Array;
  /** Compounds run together. */
  joined: Uint32Array;
  /** How many different terms there are. */
  length: number;
}
