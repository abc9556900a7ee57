import { keyOf, type Lessons, type Spelled } from "./learned-phrases.ts";
import { type Phrase, type PhraseFinder, phraseFinder, phraseTerm } from "../phrases.ts";
import { thesaurusPhrases } from "./thesaurus.ts";

/** Which words belong together: mostly what the corpus itself teaches. */
export interface Lexicon {
  /**
   * Finds spelled-out acronyms, compounds in two words ("pre trained") and the phrases of the
   * thesaurus. Each has a term, under which every paper with the phrase is indexed.
   */
  phrases: PhraseFinder;
  /** The phrases that a term stands for. */
  phrasesUnder: (term: string) => readonly Phrase[];
  /** Terms of the phrases that a folded acronym was seen to stand for, the most usual first. */
  expansionsOf(short: string): readonly string[];
  /** What most texts that spell out a folded acronym mean by it, if most mean the same. */
  meaningOf(short: string): Meaning | null;
  /** Acronyms that mean this, in most texts. */
  shortsOf(long: readonly string[]): readonly string[];
  /** Acronyms that were seen to stand for the phrase with this term, the most usual first. */
  acronymsOf(phraseTerm: string): readonly string[];
  /** Acronyms that begin so, folded, those of most texts first. */
  acronymsBeginning(prefix: string, limit: number): readonly string[];
}

export interface Meaning {
  /** Stems in order, without stop words. */
  long: readonly string[];
  /** How many texts spell it out. */
  texts: number;
}

/** What papers have taught, as it is kept. Nothing in it is in any order. */
export interface Taught {
  /** How often an acronym was spelled out so. */
  spelledOut(short: string): readonly SpelledOften[];
  /** Acronyms that were spelled out with this term, or with just these words that say something. */
  shortsWith(by: { term: string } | { long: string }): readonly SpelledOften[];
  /** Acronyms that begin so, those of most texts first; the work is bounded for any prefix. */
  shortsBeginning(prefix: string, limit: number): readonly string[];
  /** Phrases that begin with these two stems. */
  phrasesBeginning(first: string, second: string): readonly Phrase[];
  phrasesUnder(term: string): readonly Phrase[];
}

export type SpelledOften = Spelled & { texts: number };

/** The lexicon of what papers have taught, with the phrases of the thesaurus. */
export function createLexicon(taught: Taught): Lexicon {
  const thesaurus = thesaurusPhrases();
  const findInThesaurus = phraseFinder(thesaurus);
  const thesaurusByTerm = Map.groupBy(thesaurus, ({ term }) => term);

  function meaningOf(short: string): Meaning | null {
    const spelled = taught.spelledOut(short);
    const sum = textsOf(spelled);
    for (const [long, same] of Map.groupBy(spelled, (one) => one.long)) {
      const texts = textsOf(same);
      if (2 * texts > sum) return { long: long === "" ? [] : long.split(" "), texts };
    }
    return null;
  }

  return {
    phrases(stems) {
      const begun = stems
        .slice(1)
        .flatMap((second, i) => [...taught.phrasesBeginning(stems[i] ?? "", second)]);
      const learned = phraseFinder(eachOnce(begun))(stems);
      const inThesaurus = findInThesaurus(stems).filter(
        ({ term, from, to }) =>
          !learned.some((one) => one.term === term && one.from === from && one.to === to),
      );
      return [...learned, ...inThesaurus];
    },
    phrasesUnder: (term) =>
      eachOnce([...taught.phrasesUnder(term), ...(thesaurusByTerm.get(term) ?? [])]),
    expansionsOf: (short) => usual(taught.spelledOut(short), ({ term }) => term),
    meaningOf,
    shortsOf(long) {
      const term = phraseTerm(long);
      const shorts = new Set(taught.shortsWith({ long: term }).map(({ short }) => short));
      return [...shorts]
        .filter((short) => phraseTerm(meaningOf(short)?.long ?? []) === term)
        .toSorted();
    },
    acronymsOf: (term) => usual(taught.shortsWith({ term }), ({ short }) => short),
    acronymsBeginning: (prefix, limit) => taught.shortsBeginning(prefix, limit),
  };
}

/** In a large corpus one acronym means many things; a query follows the first few. */
const MAX_MEANINGS = 4;

function usual(spelled: readonly SpelledOften[], of: (one: SpelledOften) => string): string[] {
  return [...Map.groupBy(spelled, of)]
    .map(([what, same]) => ({ what, texts: textsOf(same) }))
    .toSorted((a, b) => b.texts - a.texts || (a.what < b.what ? -1 : 1))
    .slice(0, MAX_MEANINGS)
    .map(({ what }) => what);
}

function textsOf(spelled: readonly SpelledOften[]): number {
  return spelled.reduce((sum, { texts }) => sum + texts, 0);
}

function eachOnce(phrases: readonly Phrase[]): Phrase[] {
  return [...new Map(phrases.map((phrase) => [keyOf(phrase), phrase])).values()];
}

/** Keeps in memory what papers teach. */
export function learn(lessons: Iterable<Lessons>): Taught {
  const acronyms = new Map<string, SpelledOften>();
  const phrases = new Map<string, Phrase>();
  for (const lesson of lessons) {
    for (const spelled of lesson.acronyms) {
      const key = `${spelled.short}=${spelled.term}`;
      const texts = (acronyms.get(key)?.texts ?? 0) + 1;
      acronyms.set(key, { ...spelled, texts });
    }
    for (const phrase of lesson.phrases) phrases.set(keyOf(phrase), phrase);
  }
  const byShort = Map.groupBy(acronyms.values(), ({ short }) => short);
  const byTerm = Map.groupBy(acronyms.values(), ({ term }) => term);
  const byLong = Map.groupBy(acronyms.values(), ({ long }) => long);
  const mostUsedFirst = [...byShort]
    .map(([short, spelled]) => ({ short, texts: textsOf(spelled) }))
    .toSorted((a, b) => b.texts - a.texts || (a.short < b.short ? -1 : 1))
    .map(({ short }) => short);
  const byPair = Map.groupBy(phrases.values(), ({ stems }) => phraseTerm(stems.slice(0, 2)));
  const phrasesByTerm = Map.groupBy(phrases.values(), ({ term }) => term);
  return {
    spelledOut: (short) => byShort.get(short) ?? [],
    shortsWith: (by) => ("term" in by ? byTerm.get(by.term) : byLong.get(by.long)) ?? [],
    shortsBeginning: (prefix, limit) =>
      mostUsedFirst.filter((short) => short.startsWith(prefix)).slice(0, limit),
    phrasesBeginning: (first, second) => byPair.get(phraseTerm([first, second])) ?? [],
    phrasesUnder: (term) => phrasesByTerm.get(term) ?? [],
  };
}
