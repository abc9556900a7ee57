import type { Query } from "../query/query.ts";
import { isStopWord } from "../words/stop-words.ts";
import type { TypedWord } from "./typed-words.ts";

/** A word that stands as it is, or what some words mean. */
export type Part = { word: TypedWord } | Meaning;

export interface Meaning {
  /** Limits, names and phrases; none where only the order is meant. */
  queries: Query[];
  order?: "newest";
}

/** Words of the asking, not of what is asked: "papers", "show me", "work on". */
const FILLERS = new Set(
  "paper papers article articles preprint preprints publication publications work works research find list search please new what's whats any publish published publishes wrote written".split(
    " ",
  ),
);

/** They lead to what is asked; behind it they may be a part of it: "segment anything". */
const LEADING = new Set("anything everything something authored".split(" "));

export function isLeading(plain: string): boolean {
  return LEADING.has(plain) || isFiller(plain);
}

export function isFiller(plain: string): boolean {
  return FILLERS.has(plain) || isStopWord(plain);
}
