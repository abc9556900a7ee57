import { acronymsIn } from "./acronyms.ts";
import { stem, tokenise } from "./analyse.ts";
import { type Phrase, type PhraseFinder, phraseFinder, phraseTerm } from "./phrases.ts";
import { isStopWord } from "./stop-words.ts";
import { thesaurusPhrases } from "./thesaurus.ts";

/** Which words belong together: mostly what the corpus itself teaches. */
export interface Lexicon {
  /**
   * Finds spelled-out acronyms, compounds in two words ("pre trained") and the phrases of the
   * thesaurus. Each has a term of its own, under which every paper with the phrase is indexed.
   */
  phrases: PhraseFinder;
  /** Terms of the phrases that a folded acronym was seen to stand for. */
  expansionsOf(short: string): readonly string[];
  /** What most texts that spell out a folded acronym mean by it, if most mean the same. */
  meaningOf(short: string): Meaning | null;
  /** Acronyms that mean this, in most texts. */
  shortsOf(long: readonly string[]): readonly string[];
  /** Acronyms that were seen to stand for the phrase with this term. */
  acronymsOf(phraseTerm: string): readonly string[];
}

export interface Meaning {
  /** Stems in order, without stop words. */
  long: readonly string[];
  /** How many texts spell it out. */
  texts: number;
}

export function learnLexicon(texts: Iterable<string>): Lexicon {
  const phrases = new Map<string, Phrase>();
  const expansions = new Map<string, string[]>();
  const acronyms = new Map<string, string[]>();
  const meanings = new Map<string, Map<string, Meaning>>();
  for (const phrase of thesaurusPhrases()) phrases.set(phrase.term, phrase);
  for (const text of texts) {
    for (const { short, long } of acronymsIn(text)) {
      const term = phraseTerm(long);
      phrases.set(term, { stems: long, term });
      note(expansions, short, term);
      note(acronyms, term, short);
      count(meanings, short, long);
    }
    for (const compound of compoundsIn(text)) phrases.set(compound.term, compound);
  }
  const usual = new Map([...meanings].flatMap(mostCommon));
  const shorts = Map.groupBy(usual.keys(), (short) => phraseTerm(usual.get(short)?.long ?? []));
  return {
    phrases: phraseFinder(phrases.values()),
    expansionsOf: (short) => expansions.get(short) ?? [],
    meaningOf: (short) => usual.get(short) ?? null,
    shortsOf: (long) => shorts.get(phraseTerm(long)) ?? [],
    acronymsOf: (term) => acronyms.get(term) ?? [],
  };
}

/** Longer chains, "state-of-the-art", are sentences with hyphens. */
const MOST_PARTS = 3;
/** In a large corpus one acronym means many things; a query follows the first few. */
const MOST_MEANINGS = 4;

/** Two words that somebody wrote as one are indexed as that one wherever they stand. */
function compoundsIn(text: string): Phrase[] {
  return tokenise(text)
    .filter(
      ({ parts }) => parts.length > 1 && parts.length <= MOST_PARTS && !parts.some(isStopWord),
    )
    .map(({ parts }) => ({ stems: parts.map(stem), term: stem(parts.join("")) }));
}

function note(into: Map<string, string[]>, key: string, value: string): void {
  const values = into.get(key);
  if (!values) into.set(key, [value]);
  else if (values.length < MOST_MEANINGS && !values.includes(value)) values.push(value);
}

/** By acronym, then by what it means. */
type Meanings = Map<string, Map<string, Meaning>>;

function count(meanings: Meanings, short: string, spelled: readonly string[]): void {
  const long = spelled.filter((one) => !isStopWord(one));
  const known = meanings.get(short) ?? new Map<string, Meaning>();
  const texts = (known.get(phraseTerm(long))?.texts ?? 0) + 1;
  meanings.set(short, known.set(phraseTerm(long), { long, texts }));
}

function mostCommon([short, known]: [string, Map<string, Meaning>]): [string, Meaning][] {
  const all = [...known.values()];
  const sum = all.reduce((texts, meaning) => texts + meaning.texts, 0);
  const most = all.find(({ texts }) => 2 * texts > sum);
  return most ? [[short, most]] : [];
}
