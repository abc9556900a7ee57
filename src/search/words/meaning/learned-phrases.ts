import { acronymsIn } from "../acronyms.ts";
import { stem, type Token } from "../analyse.ts";
import { type Phrase, phraseTerm } from "../phrases.ts";
import type { ReadText } from "../read-paper.ts";
import { isStopWord } from "../stop-words.ts";

/** What some texts teach about which words belong together. */
export interface LearnedPhrases {
  /** Each time that an acronym is spelled out. */
  acronyms: SpelledAcronym[];
  /** Acronyms spelled out and compounds, each once. */
  phrases: Phrase[];
}

export interface SpelledAcronym {
  /** Folded. */
  short: string;
  /** Term of the phrase that it stands for. */
  term: string;
  /** The same without stop words: what acronyms are compared by. */
  long: string;
}

export function learnedPhrases(texts: readonly ReadText[]): LearnedPhrases {
  const spelled = texts.flatMap(({ shown }) => acronymsIn(shown));
  const phrases = [
    ...spelled.map(({ long }) => ({ stems: long, term: phraseTerm(long) })),
    ...texts.flatMap(({ tokens }) => compoundsIn(tokens)),
  ];
  return {
    acronyms: spelled.map(({ short, long }) => ({
      short,
      term: phraseTerm(long),
      long: phraseTerm(long.filter((one) => !isStopWord(one))),
    })),
    phrases: [...new Map(phrases.map((phrase) => [keyOf(phrase), phrase])).values()],
  };
}

/** Two phrases with the same key are one. */
export function keyOf({ term, stems }: Phrase): string {
  return `${term}=${phraseTerm(stems)}`;
}

/** Longer chains, "state-of-the-art", are sentences with hyphens. */
const MAX_PARTS_OF_COMPOUND = 3;

/** Two words that somebody wrote as one are indexed as that one wherever they stand. */
function compoundsIn(tokens: readonly Token[]): Phrase[] {
  const phrases: Phrase[] = [];
  for (const { parts, stems, isUnspaced } of tokens) {
    if (parts.length === 1 || parts.length > MAX_PARTS_OF_COMPOUND || isUnspaced) continue;
    if (!parts.some(isStopWord)) phrases.push({ stems, term: stem(parts.join("")) });
  }
  return phrases;
}
