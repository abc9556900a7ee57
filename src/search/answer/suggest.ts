import type { Paper } from "../../papers/paper.ts";

import { shownPhrase } from "../index/title-phrases.ts";
import { readTypedTitle, type Titles } from "../index/titles.ts";

export type Suggestion = { kind: "paper"; paper: Paper } | { kind: "words"; text: string };

export type Suggester = (text: string, limit: number) => Suggestion[];

/** Where completions come from. All work is bounded for any text, one letter included. */
export interface SuggestParts {
  titles: Titles;
  /** Acronyms that begin so, folded, the most usual first. */
  acronyms: (prefix: string, limit: number) => readonly string[];
  /** Terms of the field that begin so and go on, the most common first. */
  phrases: (prefix: string, limit: number) => string[];
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
  acronyms,
  phrases,
  inTexts,
  newest,
  paperAt,
}: SuggestParts): Suggester {
  const asSuggestion = (at: number): Suggestion => ({ kind: "paper", paper: paperAt(at) });
  return (text, limit) => {
    const typed = readTypedTitle(text);
    if (typed.text === "") return newest(limit).map(asSuggestion);
    const most = Math.min(MAX_WORDS_SUGGESTED, limit >> 1);
    const isOneWord = typed.finished.length === 0;
    const shorts = isOneWord
      ? acronyms(typed.unfinished, Math.min(MAX_ACRONYMS_SUGGESTED, most))
      : [];
    const terms = phrases(typed.text, most - shorts.length);
    // People write them in capitals, whatever they type.
    const completions = [...shorts.map((short) => short.toUpperCase()), ...terms];
    const room = limit - completions.length;
    const found = new Set(titles.startingWith(typed, room));
    if (found.size < room) for (const at of titles.withWords(typed, room)) found.add(at);
    if (found.size < room) for (const at of inTexts(text, room)) found.add(at);
    return [
      ...[...found].slice(0, room).map(asSuggestion),
      ...completions.map((phrase): Suggestion => ({ kind: "words", text: shownPhrase(phrase) })),
    ];
  };
}

/** Few enough to leave the list to the titles. */
const MAX_WORDS_SUGGESTED = 5;
const MAX_ACRONYMS_SUGGESTED = 2;
