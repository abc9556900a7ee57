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
  /** Acronyms that were seen to stand for the phrase with this term. */
  acronymsOf(phraseTerm: string): readonly string[];
}

export function learnLexicon(texts: Iterable<string>): Lexicon {
  const phrases = new Map<string, Phrase>();
  const expansions = new Map<string, string[]>();
  const acronyms = new Map<string, string[]>();
  for (const phrase of thesaurusPhrases()) phrases.set(phrase.term, phrase);
  for (const text of texts) {
    for (const { short, long } of acronymsIn(text)) {
      const term = phraseTerm(long);
      phrases.set(term, { stems: long, term });
      note(expansions, short, term);
      note(acronyms, term, short);
    }
    for (const compound of compoundsIn(text)) phrases.set(compound.term, compound);
  }
  return {
    phrases: phraseFinder(phrases.values()),
    expansionsOf: (short) => expansions.get(short) ?? [],
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
