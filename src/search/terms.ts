import { stem, type Token } from "./analyse.ts";
import type { PhraseFinder } from "./phrases.ts";
import { isStopWord } from "./stop-words.ts";

/**
 * What a text is indexed under, with repetitions: each word as it stands and its stem, compounds
 * run together, and the terms of the phrases in it.
 */
export function termsOf(
  tokens: readonly Token[],
  phrases: PhraseFinder,
  { stopWords }: { stopWords: boolean },
): string[] {
  const terms: string[] = [];
  const stems: string[] = [];
  for (const { parts } of tokens) {
    for (const part of parts) {
      const stemmed = stem(part);
      stems.push(stemmed);
      if (isStopWord(part) && !stopWords) continue;
      terms.push(part);
      if (stemmed !== part) terms.push(stemmed);
    }
    if (parts.length > 1) terms.push(parts.join(""));
  }
  for (const { term } of phrases(stems)) terms.push(term);
  return terms;
}
