/** What to look up for a query, whatever engine does it. */
export interface LookupPlan {
  words: PlanWord[];
  terms: PlanTerm[];
  /** Words that were typed as one, and are looked up as several. */
  apart: { typed: string; parts: string[] }[];
  /** Whether the words are of another language, of which papers have few: none is near another. */
  isForeign: boolean;
}

/** A word that was typed and counts. */
export interface PlanWord {
  /** Folded. */
  typed: string;
  /** How much of the query hangs on this word: rare words say more. The shares sum up to 1. */
  share: number;
  /** Words searched for instead where no paper has this one. */
  repairs: string[];
}

export interface PlanTerm {
  /** As `termsOf` makes them. */
  term: string;
  weight: number;
  /** Indices of the typed words that a paper with this term answers. */
  answers: number[];
  /** Whether it is only another name of the field that was typed. */
  isOtherName?: boolean;
}
