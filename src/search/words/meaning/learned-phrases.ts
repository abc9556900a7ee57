import { acronymsIn } from "../acronyms.ts";
import { type LearnedPhrase, learnedPhrase, phraseTerm } from "../phrases.ts";
import type { ReadText } from "../read-paper.ts";
import { isStopWord } from "../stop-words.ts";

/** What some texts teach about which words belong together. */
export interface LearnedPhrases {
  /** Each time that an acronym is spelled out. */
  acronyms: SpelledAcronym[];
  /** Acronyms spelled out and compounds, each once. */
  phrases: LearnedPhrase[];
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
  const phrases = new Map<string, LearnedPhrase>();
  const add = (phrase: LearnedPhrase) => phrases.set(phrase.key, phrase);
  for (const { long } of spelled) add(learnedPhrase({ stems: long, term: phraseTerm(long) }));
  for (const { tokens } of texts) for (const { compound } of tokens) if (compound) add(compound);
  return {
    acronyms: spelled.map(({ short, long }) => ({
      short,
      term: phraseTerm(long),
      long: phraseTerm(long.filter((one) => !isStopWord(one))),
    })),
    phrases: [...phrases.values()],
  };
}
