import type { Vocabulary } from "./vocabulary.ts";

const MAX_REPAIRS = 3;
const MAX_NEAREST_WORDS = 5;
const MAX_EDITS = 6;

/**
 * Words of the corpus that an unknown `word` may be meant to be. Short words and numbers have
 * none, since everything is near them, and a number in a name is as it was meant: GPT4 is not GPT2.
 */
export function repairsOf(word: string, vocabulary: Vocabulary, unfinished: boolean): string[] {
  if (word.length < 4 || /^\p{N}+$|[^\p{L}\p{N}\p{M}]/u.test(word)) return [];
  const near = (options: { within: number; unfinished?: boolean }) =>
    vocabulary
      .near(word, { ...options, limit: MAX_REPAIRS })
      .filter((other) => digitsIn(other) === digitsIn(word));
  const oneEdit = near({ within: 1 });
  if (oneEdit.length > 0) return oneEdit;
  const begun = unfinished && word.length >= 5 ? near({ within: 1, unfinished: true }) : [];
  if (begun.length > 0) return begun;
  return word.length >= 6 ? near({ within: 2 }) : [];
}

function digitsIn(word: string): string {
  return word.replace(/[^\p{N}]/gu, "");
}

/** Words to offer for some that no paper has: however far off, something is nearest. */
export function nearestWords(unknown: readonly string[], vocabulary: Vocabulary): string[] {
  const nearest = new Set<string>();
  for (const word of unknown) {
    if (/[^\p{L}\p{N}\p{M}]/u.test(word)) continue;
    for (const near of nearestTo(word, vocabulary)) nearest.add(near);
  }
  return [...nearest].slice(0, MAX_NEAREST_WORDS);
}

function nearestTo(word: string, vocabulary: Vocabulary): string[] {
  const mostEdits = Math.min(MAX_EDITS, word.length - 1);
  for (let within = 1; within <= mostEdits; within++) {
    const near = vocabulary.near(word, { within, limit: MAX_NEAREST_WORDS });
    if (near.length > 0) return near;
  }
  return [];
}
