import { phraseTerm, type Phrase } from "../phrases.ts";
import type { LearnedPhrases, SpelledAcronym } from "./learned-phrases.ts";

/** Acronyms and phrases that papers have taught, as they are kept: in no order unless one is named. */
export interface PhraseStore {
  /** How often an acronym was spelled out so. */
  spelledOut(short: string): readonly CountedAcronym[];
  /** Acronyms that were spelled out with this term, or with just these words that say something. */
  shortsWith(by: { term: string } | { long: string }): readonly CountedAcronym[];
  /** Acronyms that begin so, those of most texts first; the work is bounded for any prefix. */
  shortsBeginning(prefix: string, limit: number): readonly string[];
  /** Phrases that begin with these two stems. */
  phrasesBeginning(first: string, second: string): readonly Phrase[];
  phrasesUnder(term: string): readonly Phrase[];
  /** Phrases whose first two stems, with a blank between, begin like `pair`, by these and then by their terms. */
  phrasesLike(pair: string, limit: number): readonly CountedPhrase[];
}

export type CountedPhrase = Phrase & { papers: number };

export type CountedAcronym = SpelledAcronym & { texts: number };

/** Keeps in memory what papers have taught. */
export function createPhraseStore(learned: Iterable<LearnedPhrases>): PhraseStore {
  const acronyms = new Map<string, CountedAcronym>();
  const phrases = new Map<string, CountedPhrase>();
  for (const one of learned) {
    for (const spelled of one.acronyms) {
      const key = `${spelled.short}=${spelled.term}`;
      const texts = (acronyms.get(key)?.texts ?? 0) + 1;
      acronyms.set(key, { ...spelled, texts });
    }
    for (const phrase of one.phrases) {
      const papers = (phrases.get(phrase.key)?.papers ?? 0) + 1;
      phrases.set(phrase.key, { ...phrase, papers });
    }
  }
  const byShort = Map.groupBy(acronyms.values(), ({ short }) => short);
  const byTerm = Map.groupBy(acronyms.values(), ({ term }) => term);
  const byLong = Map.groupBy(acronyms.values(), ({ long }) => long);
  const mostUsedFirst = [...byShort]
    .map(([short, spelled]) => ({ short, texts: textsOf(spelled) }))
    .toSorted((a, b) => b.texts - a.texts || (a.short < b.short ? -1 : 1))
    .map(({ short }) => short);
  const byPair = Map.groupBy(phrases.values(), ({ stems }) => phraseTerm(stems.slice(0, 2)));
  const pairs = [...byPair.keys()].toSorted();
  const phrasesByTerm = Map.groupBy(phrases.values(), ({ term }) => term);
  return {
    spelledOut: (short) => byShort.get(short) ?? [],
    shortsWith: (by) => ("term" in by ? byTerm.get(by.term) : byLong.get(by.long)) ?? [],
    shortsBeginning: (prefix, limit) =>
      mostUsedFirst.filter((short) => short.startsWith(prefix)).slice(0, limit),
    phrasesBeginning: (first, second) => byPair.get(phraseTerm([first, second])) ?? [],
    phrasesUnder: (term) => phrasesByTerm.get(term) ?? [],
    phrasesLike: (pair, limit) =>
      pairs
        .filter((one) => one.startsWith(pair))
        .flatMap((one) => byPair.get(one)?.toSorted((a, b) => compare(a.term, b.term)) ?? [])
        .slice(0, limit),
  };
}

export function textsOf(spelled: readonly CountedAcronym[]): number {
  return spelled.reduce((sum, { texts }) => sum + texts, 0);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
