import type { Paper } from "../papers/paper.ts";
import type { Suggestion } from "./paper-index.ts";
import { readTypedTitle, type Titles } from "./titles.ts";

export type Suggest = (text: string, limit: number) => Suggestion[];

/** Where completions come from. All work is bounded for any text, one letter included. */
export interface Completing {
  titles: Titles;
  /** Terms of the field that begin so and go on, the most common first. */
  phrases: (prefix: string, limit: number) => string[];
  /** Places of papers that a text finds by more than their titles, best first. */
  inTexts: (text: string, limit: number) => number[];
  newest: (limit: number) => number[];
  paperAt: (at: number) => Paper;
}

/**
 * Completions while somebody types: titles that begin so, titles with these words, papers whose
 * texts have them, and last a few terms of the field. This runs on every keystroke, so each step
 * looks at a bounded number of papers, and only when those before it left room.
 */
export function createSuggest({ titles, phrases, inTexts, newest, paperAt }: Completing): Suggest {
  const asSuggestion = (at: number): Suggestion => ({ kind: "paper", paper: paperAt(at) });
  return (text, limit) => {
    const typed = readTypedTitle(text);
    if (typed.whole === "") return newest(limit).map(asSuggestion);
    const completions = phrases(typed.whole, Math.min(MOST_PHRASES, limit >> 1));
    const room = limit - completions.length;
    const found = new Set(titles.startingWith(typed, room));
    if (found.size < room) for (const at of titles.withWords(typed, room)) found.add(at);
    if (found.size < room) for (const at of inTexts(text, room)) found.add(at);
    return [
      ...[...found].slice(0, room).map(asSuggestion),
      ...completions.map((phrase): Suggestion => ({ kind: "words", text: phrase })),
    ];
  };
}

/** Few enough to leave the list to the titles. */
const MOST_PHRASES = 5;
