import { isUnspaced, lettersOf, partsOf, writtenWords } from "../../papers/text/words.ts";

/** A stretch of a text, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** A word of a text that is one of those looked for, and which one. */
export interface WordMatch extends Span {
  word: string;
}

/** Where a plain text has any of `words`, which are folded, as an index returns them. */
export function matchesIn(text: string, words: ReadonlySet<string>): WordMatch[] {
  if (words.size === 0) return [];
  const unspaced = [...words].filter(isUnspaced).toSorted((a, b) => b.length - a.length);
  return [...writtenWords(text)].flatMap(({ text: written, at: index, isUnspaced: isRun }) => {
    if (isRun) return unspaced.length === 0 ? [] : matchesInRun(written, index, unspaced);
    const whole = partsOf(written.replace(APOSTROPHES, "")).join("");
    if (words.has(whole)) return [{ start: index, end: index + written.length, word: whole }];
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

/** Neighbouring matches as one, so that a phrase is one stretch of bold: also "chain of thought". */
export function runs(text: string, matches: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { start, end } of matches) {
    const last = merged.at(-1);
    if (last && WITHIN_PHRASE.test(text.slice(last.end, start))) last.end = end;
    else merged.push({ start, end });
  }
  return merged;
}

const WITHIN_PHRASE = /^(?:[ -]?|([ -])of\1)$/;
