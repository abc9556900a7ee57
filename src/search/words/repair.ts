import { isEverydayWord } from "./everyday-words.ts";
import { isStopWord } from "./stop-words.ts";
import type { Vocabulary } from "./vocabulary.ts";

const MAX_REPAIRS = 3;
const MAX_NEAREST_WORDS = 5;
/** Farther off, another word is none that somebody meant: so many letters of ten, and of a short word one. */
const EDITS_OF_TEN = 4;
const SHORT_WORD = 5;

/**
 * Words of the corpus that an unknown `word` may be meant to be. Short words and numbers have
 * none, since everything is near them, and a number in a name is as it was meant: GPT4 is not GPT2.
 */
export function repairsOf(word: string, vocabulary: Vocabulary, unfinished: boolean): string[] {
  if (word.length < 4 || /^\p{N}+$|[^\p{L}\p{N}\p{M}]/u.test(word)) return [];
  // Of a short word the first letter is rarely wrong, and another one makes an acronym of another name.
  const isLike = (other: string) => word.length >= SHORT_WORD || other.at(0) === word.at(0);
  const near = (options: { within: number; unfinished?: boolean }) =>
    vocabulary
      .near(word, { ...options, limit: MAX_REPAIRS })
      .filter((other) => digitsIn(other) === digitsIn(word) && isLike(other));
  const oneEdit = near({ within: 1 });
  if (oneEdit.length > 0) return oneEdit;
  const begun = unfinished && word.length >= 5 ? near({ within: 1, unfinished: true }) : [];
  if (begun.length > 0) return begun;
  return word.length >= 6 ? near({ within: 2 }) : [];
}

function digitsIn(word: string): string {
  return word.replace(/[^\p{N}]/gu, "");
}

/** Words to offer for some that no paper has. None for those that everybody knows: they were meant. */
export function nearestWords(unknown: readonly string[], vocabulary: Vocabulary): string[] {
  const nearest = new Set<string>();
  for (const word of unknown) {
    if (/[^\p{L}\p{N}\p{M}]/u.test(word) || isEverydayWord(word)) continue;
    for (const near of nearestTo(word, vocabulary)) if (!isStopWord(near)) nearest.add(near);
  }
  return [...nearest].slice(0, MAX_NEAREST_WORDS);
}

function nearestTo(word: string, vocabulary: Vocabulary): string[] {
  const mostEdits =
    word.length < 3
      ? 0
      : word.length <= SHORT_WORD
        ? 1
        : Math.floor((word.length * EDITS_OF_TEN) / 10);
  for (let within = 1; within <= mostEdits; within++) {
    const near = vocabulary.near(word, { within, limit: MAX_NEAREST_WORDS });
    if (near.length > 0) return near;
  }
  return [];
}
