import { type CountedAcronym, type PhraseStore, textsOf } from "./phrase-store.ts";
import { keyOf, type Phrase, type PhraseFinder, phraseFinder, phraseTerm } from "../phrases.ts";
import type { FieldNames } from "./field-names.ts";
import type { Meanings } from "./meanings.ts";

/** Which words belong together: what the corpus itself teaches, and after that what files say. */
export interface Lexicon {
  /**
   * Finds spelled-out acronyms, compounds in two words ("pre trained"), the phrases of the thesaurus
   * and names of fields. Each has a term, under which every paper with the phrase is indexed.
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
  phrasesLike: PhraseStore["phrasesLike"];
  /** Terms that mean the same as a stem, or as the phrase with this term, by the thesaurus. */
  sameAs(term: string): readonly string[];
  fields: FieldNames;
}

export interface Meaning {
  /** Stems in order, without stop words. */
  long: readonly string[];
  /** How many texts spell it out. */
  texts: number;
}

/** The lexicon of what papers have taught, with what words mean besides. */
export function createLexicon(store: PhraseStore, { thesaurus, fields }: Meanings): Lexicon {
  const fromFiles = eachOnce([...thesaurus.phrases, ...fields.phrases]);
  const findFromFiles = phraseFinder(fromFiles);
  const fromFilesByTerm = Map.groupBy(fromFiles, ({ term }) => term);

  function meaningOf(short: string): Meaning | null {
    const spelled = store.spelledOut(short);
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
        .flatMap((second, i) => [...store.phrasesBeginning(stems[i] ?? "", second)]);
      const learned = phraseFinder(eachOnce(begun))(stems);
      const inFiles = findFromFiles(stems).filter(
        ({ term, from, to }) =>
          !learned.some((one) => one.term === term && one.from === from && one.to === to),
      );
      return [...learned, ...inFiles];
    },
    phrasesUnder: (term) =>
      eachOnce([...store.phrasesUnder(term), ...(fromFilesByTerm.get(term) ?? [])]),
    expansionsOf: (short) => usual(store.spelledOut(short), ({ term }) => term),
    meaningOf,
    shortsOf(long) {
      const term = phraseTerm(long);
      const shorts = new Set(store.shortsWith({ long: term }).map(({ short }) => short));
      return [...shorts]
        .filter((short) => phraseTerm(meaningOf(short)?.long ?? []) === term)
        .toSorted();
    },
    acronymsOf: (term) => usual(store.shortsWith({ term }), ({ short }) => short),
    acronymsBeginning: (prefix, limit) => store.shortsBeginning(prefix, limit),
    phrasesLike: (pair, limit) => store.phrasesLike(pair, limit),
    sameAs: (term) => thesaurus.sameAs(term),
    fields,
  };
}

/** In a large corpus one acronym means many things; a query follows the first few. */
const MAX_MEANINGS = 4;

function usual(spelled: readonly CountedAcronym[], of: (one: CountedAcronym) => string): string[] {
  return [...Map.groupBy(spelled, of)]
    .map(([what, same]) => ({ what, texts: textsOf(same) }))
    .toSorted((a, b) => b.texts - a.texts || (a.what < b.what ? -1 : 1))
    .slice(0, MAX_MEANINGS)
    .map(({ what }) => what);
}

function eachOnce(phrases: readonly Phrase[]): Phrase[] {
  return [...new Map(phrases.map((phrase) => [keyOf(phrase), phrase])).values()];
}
