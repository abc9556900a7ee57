import { isUnspaced, lettersOf, partsOf, writtenWords } from "../../papers/text/words.ts";
import { cut } from "../layout/budget.ts";
import { escapeMarkdown, plain } from "../layout/escape.ts";

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

interface WordMatch {
  start: number;
  end: number;
  word: string;
}

function matchesIn(text: string, words: ReadonlySet<string>): WordMatch[] {
  if (words.size === 0) return [];
  const unspaced = [...words].filter(isUnspaced).toSorted((a, b) => b.length - a.length);
  return [...writtenWords(text)].flatMap(({ text: written, at: index, isUnspaced: isRun }) => {
    if (isRun) return unspaced.length === 0 ? [] : matchesInRun(written, index, unspaced);
    const complete = partsOf(written.replace(APOSTROPHES, "")).join("");
    if (words.has(complete)) return [{ start: index, end: index + written.length, word: complete }];
    return [...written.matchAll(UNHYPHENATED)].flatMap(({ 0: part, index: offset }) => {
      const parts = partsOf(part);
      const word = [parts.join(""), ...parts].find((piece) => words.has(piece));
      const start = index + offset;
      return word === undefined ? [] : [{ start, end: start + part.length, word }];
    });
  });
}

const UNHYPHENATED = /[^-‐‑'’&]+/gu;
const APOSTROPHES = /['’]/gu;

/** Of a run without blanks, the stretches that are one of `words`, the longest first. */
function matchesInRun(run: string, index: number, words: readonly string[]): WordMatch[] {
  const letters = [...run.matchAll(LETTER)].map(({ 0: letter, index: at }) => {
    return {
      start: index + at,
      end: index + at + letter.length,
      folded: lettersOf(letter).join(""),
    };
  });
  const matches: WordMatch[] = [];
  for (let at = 0; at < letters.length;) {
    const rest = letters.slice(at, at + LONGEST_RUN).map(({ folded }) => folded);
    const word = words.find((one) => rest.join("").startsWith(one));
    const end = at + (word === undefined ? 1 : lettersOf(word).length);
    const [first, last] = [letters[at], letters[end - 1]];
    if (word !== undefined && first && last)
      matches.push({ start: first.start, end: last.end, word });
    at = end;
  }
  return matches;
}

/** A letter and its marks. */
const LETTER = /\P{M}\p{M}*/gu;
/** No word that matched is longer, by far. */
const LONGEST_RUN = 64;

interface Window {
  start: number;
  end: number;
}

/** The window with most different words, and the first of these. */
function windowOf(text: string, matches: WordMatch[], width: number): Window {
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
function distinctFrom(matches: WordMatch[], i: number, { start, end }: Window): number {
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

function emphasised(text: string, window: Window, matches: WordMatch[]): string {
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

/** Neighbouring matches as one, so that a phrase is one stretch of bold. */
function runs(text: string, matches: WordMatch[]): Window[] {
  const merged: Window[] = [];
  for (const { start, end } of matches) {
    const last = merged.at(-1);
    if (last && /^[ -]?$/.test(text.slice(last.end, start))) last.end = end;
    else merged.push({ start, end });
  }
  return merged;
}
