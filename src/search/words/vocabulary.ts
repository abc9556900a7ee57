import { createNearWords, type NearOptions } from "./near-words.ts";
import { sortWords } from "./sorted-words.ts";

/** The words that papers use, folded. */
export interface Vocabulary {
  /** Words that begin with `prefix` and go on, those of most papers first. */
  completions: (prefix: string, limit: number) => string[];
  /** Other words at most `within` edits away, nearest first, then those of most papers. */
  near(word: string, options: NearOptions): string[];
}

/** `counts`: in how many papers each word stands. */
export function createVocabulary(counts: ReadonlyMap<string, number>): Vocabulary {
  const { words, completions } = sortWords(counts);
  const nearWords = createNearWords();
  for (const word of words) nearWords.add(word);
  return {
    completions,
    near: (word, options) => nearWords.near(word, options, (one) => counts.get(one) ?? 0),
  };
}
