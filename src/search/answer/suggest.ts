import type { Paper } from "../../papers/paper.ts";
import { readTypedTitle, type Titles } from "../index/titles.ts";
import type { CompleteTerms } from "./complete-terms.ts";

export type Suggestion = { kind: "paper"; paper: Paper } | { kind: "words"; text: string };

export type Suggester = (text: string, limit: number) => Suggestion[];

/** Where completions come from. All work is bounded for any text, one letter included. */
export interface SuggestParts {
  titles: Titles;
  terms: CompleteTerms;
  /** Places of papers that a text finds by more than their titles, best first. */
  inTexts: (text: string, limit: number) => number[];
  newest: (limit: number) => number[];
  paperAt: (at: number) => Paper;
}

/**
 * Completions while somebody types: titles that begin so, titles with these words, papers whose
 * texts have them, and last a few acronyms and terms of the field. This runs on every keystroke, so each step
 * looks at a bounded number of papers, and only when those before it left room.
 */
export function createSuggest({
  titles,
  terms,
  inTexts,
  newest,
  paperAt,
}: SuggestParts): Suggester {
  const asSuggestion = (at: number): Suggestion => ({ kind: "paper", paper: paperAt(at) });
  return (text, limit) => {
    const typed = readTypedTitle(text);
    if (typed.text === "") return newest(limit).map(asSuggestion);
    const completions = terms(typed, Math.min(MAX_WORDS_SUGGESTED, limit >> 1));
    const room = limit - completions.length;
    const found = new Set(titles.startingWith(typed, room));
    if (found.size < room) for (const at of titles.withWords(typed, room)) found.add(at);
    if (found.size < room) for (const at of inTexts(text, room)) found.add(at);
    return [
      ...[...found].slice(0, room).map(asSuggestion),
      ...completions.map((term): Suggestion => ({ kind: "words", text: term })),
    ];
  };
}

/** Few enough to leave the list to the titles. */
const MAX_WORDS_SUGGESTED = 5;
