import { cut } from "../layout/budget.ts";
import { escapeMarkdown, plain } from "../layout/escape.ts";
import { type Match, matchesIn, runs, type Span } from "./matches.ts";

/**
 * The stretch of a text around the words that matched, as Markdown with these words in bold;
 * at most `max` characters. `words` are folded, as an index returns them. Without a match it is
 * the text's beginning.
 */
export function snippet(text: string, words: readonly string[], max: number): string {
  const line = plain(text);
  const matches = matchesIn(line, new Set(words));
  // Bold, escapes and ellipses need room too: where they take more, the window shrinks.
  for (let width = max; width > 0; width -= Math.ceil(max / 20)) {
    const shown = emphasised(line, windowOf(line, matches, width), matches);
    if (shown.length <= max) return shown;
  }
  return "";
}

/** How many different words of `words` a text has. */
export function countMatches(text: string, words: readonly string[]): number {
  return new Set(matchesIn(plain(text), new Set(words)).map(({ word }) => word)).size;
}

/** The window with most different words, and the first of these. */
function windowOf(text: string, matches: Match[], width: number): Span {
  if (text.length <= width) return { start: 0, end: text.length };
  let best = { start: 0, words: distinctFrom(matches, 0, { start: 0, end: width }) };
  for (const [i, match] of matches.entries()) {
    const start = beginning(text, match.start, width);
    const words = distinctFrom(matches, i, { start, end: start + width });
    if (words > best.words) best = { start, words };
  }
  return { start: best.start, end: Math.min(text.length, best.start + width) };
}

/** How many different words a window has; looks no further around match `i` than it reaches. */
function distinctFrom(matches: Match[], i: number, { start, end }: Span): number {
  let first = i;
  while (first > 0 && (matches[first - 1]?.start ?? 0) >= start) first -= 1;
  const words = new Set<string>();
  for (const match of matches.slice(first, first + end - start)) {
    if (match.end > end) break;
    words.add(match.word);
  }
  return words.size;
}

/** Where to begin so that a match has its sentence before it, or at least some words. */
function beginning(text: string, matchStart: number, width: number): number {
  const earliest = Math.max(0, matchStart - Math.floor(width / 3));
  if (earliest === 0) return 0;
  const lead = text.slice(earliest, matchStart);
  const sentence = lead.lastIndexOf(". ");
  if (sentence >= 0) return earliest + sentence + 2;
  const space = lead.indexOf(" ");
  return space >= 0 ? earliest + space + 1 : matchStart;
}

function emphasised(text: string, window: Span, matches: Match[]): string {
  // `cut` ends the window after a word, with the ellipsis that says so.
  const shown = cut(text.slice(window.start), window.end - window.start);
  const shownEnd = window.start + shown.length - (window.end < text.length ? 1 : 0);
  let marked = window.start > 0 ? "… " : "";
  let at = window.start;
  for (const { start, end } of runs(text, matches)) {
    if (start < at || end > shownEnd) continue;
    marked += `${text.slice(at, start)}${BOLD}${text.slice(start, end)}${BOLD}`;
    at = end;
  }
  return escapeMarkdown(marked + shown.slice(at - window.start)).replaceAll(BOLD, "**");
}

/** Stands for `**` while the rest is escaped; `plain` leaves no such character in a text. */
const BOLD = "\u{E000}";
