import type { Token } from "./analyse.ts";
import { isStopWord } from "./stop-words.ts";

/**
 * What a text is indexed under, with repetitions: each word as it stands and its stem, and
 * compounds run together. The phrases in it come on top of that.
 */
export function termsOf(tokens: readonly Token[], { stopWords }: { stopWords: boolean }): string[] {
  const terms: string[] = [];
  for (const { parts, stems, joined } of tokens) {
    for (const [i, part] of parts.entries()) {
      if (isStopWord(part) && !stopWords) continue;
      const stemmed = stems[i] ?? part;
      terms.push(part);
      if (stemmed !== part) terms.push(stemmed);
    }
    terms.push(...joined);
  }
  return terms;
}

/** The stems of a text in reading order, in which phrases are looked for. */
export function stemsOf(tokens: readonly Token[]): string[] {
  const all: string[] = [];
  for (const { stems } of tokens) for (const one of stems) all.push(one);
  return all;
}

/** A word of a text, and which of its tokens it is a part of. */
export interface PlacedWord {
  /** Folded. */
  word: string;
  token: number;
  /** How many the token has. */
  parts: number;
}

/** Words that stand in a text; of a compound all of whose parts are there it is all of it, run together. */
export function joinCompounds(words: readonly PlacedWord[]): string[] {
  return [...Map.groupBy(words, ({ token }) => token).values()].flatMap((ofToken) => {
    const parts = ofToken.map(({ word }) => word);
    return ofToken.length === ofToken[0]?.parts ? [parts.join("")] : parts;
  });
}
