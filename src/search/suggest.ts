import type { Paper } from "../papers/paper.ts";
import type { Suggestion } from "./paper-index.ts";
import { sortWords } from "./sorted-words.ts";
import { titlePhrases } from "./title-phrases.ts";
import { readTypedTitle, type Titles } from "./titles.ts";

/** Places of papers that a text finds by more than their titles, best first. */
export type FindInTexts = (text: string, limit: number) => number[];

export type Suggest = (text: string, limit: number) => Suggestion[];

/**
 * Completions while somebody types: titles that begin so, titles with these words, papers whose
 * texts have them, and last a few terms of the field. This runs on every keystroke, so each step
 * looks at a bounded number of papers, and only when those before it left room.
 */
export function createSuggest(
  papers: readonly Paper[],
  titles: Titles,
  findInTexts: FindInTexts,
): Suggest {
  const phrases = sortWords(titlePhrases(papers.map(({ displayTitle }) => displayTitle)));
  const newest = newestFirst(papers);

  return (text, limit) => {
    const typed = readTypedTitle(text);
    if (typed.whole === "") return newest.slice(0, limit).map(asSuggestion);
    const completions = phrases.completions(typed.whole, Math.min(MOST_PHRASES, limit >> 1));
    const room = limit - completions.length;
    const found = new Set(titles.startingWith(typed, room));
    if (found.size < room) for (const place of titles.withWords(typed, room)) found.add(place);
    if (found.size < room) for (const place of findInTexts(text, room)) found.add(place);
    return [
      ...[...found]
        .flatMap((place) => papers[place] ?? [])
        .slice(0, room)
        .map(asSuggestion),
      ...completions.map((phrase): Suggestion => ({ kind: "words", text: phrase })),
    ];
  };
}

/** Few enough to leave the list to the titles. */
const MOST_PHRASES = 5;

const asSuggestion = (paper: Paper): Suggestion => ({ kind: "paper", paper });

/** Papers with a full date first: a day without a year cannot be compared. */
function newestFirst(papers: readonly Paper[]): Paper[] {
  return papers.toSorted((a, b) => {
    const [dayA, dayB] = [comparableDay(a), comparableDay(b)];
    if (dayA === dayB) return 0;
    return dayA > dayB ? -1 : 1;
  });
}

function comparableDay({ published }: Paper): string {
  return published?.precision === "day" ? published.date : "";
}
