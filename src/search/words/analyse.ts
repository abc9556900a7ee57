import { stemmer } from "stemmer";
import {
  eachWord,
  foldedWord,
  lettersOf,
  partsOf,
  withUsualLetters,
} from "../../papers/text/words.ts";
import { type LearnedPhrase, learnedPhrase } from "./phrases.ts";
import { SINGULARS, singularOf } from "./plurals.ts";
import { remembered } from "./remembered.ts";
import { isStopWord } from "./stop-words.ts";

/** So many words are remembered. */
export const REMEMBERED_TOKENS = 1 << 15;
const REMEMBERED_STEMS = 1 << 14;
/** A longer word is cut: it may be a formula, a key or an attack. */
const MAX_WORD_LETTERS = 64;

/**
 * One stretch of letters and digits, hyphens and apostrophes inside included: `Pre-trained` has
 * the parts `pre` and `trained`, `BeautyBank` has `beauty` and `bank`; a plain word is its own
 * only part. Of a run without blanks, as in Chinese, each letter is a part.
 */
export interface Token {
  /** As written, but folded: `pre-trained`, `beautybank`. */
  readonly written: string;
  /** Folded; never empty. */
  readonly parts: readonly string[];
  /** Their stems. */
  readonly stems: readonly string[];
  /** Those of its words that people may type: completions and repairs are taken from them. */
  readonly typed: readonly string[];
  /** Under what it is indexed beside its parts: the parts run together; of a run without blanks each two neighbours. */
  readonly joined: readonly string[];
  /** Two words that somebody wrote as one are indexed as that one wherever they stand. */
  readonly compound: LearnedPhrase | null;
  readonly isUnspaced?: true;
  /**
   * Below `REMEMBERED_TOKENS`: the same word has the same token as long as it is remembered, and another one
   * that is remembered has another place. Null for one that isn't.
   */
  readonly place: number | null;
}

/** The words of a text in reading order, accents and case folded away. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  eachWord(withUsualLetters(text), (word, isRun) => {
    const token = isRun ? unspacedToken(word) : spacedToken(word.slice(0, MAX_WORD_LETTERS));
    if (token) tokens.push(token);
  });
  return tokens;
}

/** Null for signs alone. Texts repeat the same few words; to take one apart and stem it is most of the cost of reading. */
const spacedToken = remembered(REMEMBERED_TOKENS, readToken);

function readToken(written: string, place: number): Token | null {
  if (PLAIN_WORD.test(written)) return plainToken(written.toLowerCase(), place);
  const parts = partsOf(written);
  if (parts.length === 0) return null;
  const joined = parts.length > 1 ? [parts.join("")] : [];
  const token = tokenOf(foldedWord(written), { parts, joined, place });
  return { ...token, compound: compoundOf(token) };
}

/** Longer chains, "state-of-the-art", are sentences with hyphens. */
const MAX_PARTS_OF_COMPOUND = 3;

function compoundOf({ parts, stems }: Token): LearnedPhrase | null {
  if (parts.length === 1 || parts.length > MAX_PARTS_OF_COMPOUND) return null;
  return parts.some(isStopWord) ? null : learnedPhrase({ stems, term: stem(parts.join("")) });
}

function plainToken(word: string, place: number): Token {
  const words = [word];
  const stemmed = stem(word);
  const stems = stemmed === word ? words : [stemmed];
  return {
    written: word,
    parts: words,
    stems,
    typed: words,
    joined: NOT_JOINED,
    compound: null,
    place,
  };
}

const NOT_JOINED: readonly string[] = [];

function tokenOf(
  written: string,
  { parts, joined, place }: Pick<Token, "parts" | "joined" | "place">,
): Token {
  const typed = typedWords(written, parts);
  return { written, parts, stems: parts.map(stem), typed, joined, compound: null, place };
}

function typedWords(written: string, parts: readonly string[]): string[] {
  const words = parts.filter((part) => HAS_LETTER.test(part));
  // Nobody types `diffusionbased`, but `beautybank` they do.
  return written.includes("-") || words.includes(written) ? words : [...words, written];
}

/** Not the sign in `RRT*`. */
const HAS_LETTER = /[\p{L}\p{N}]/u;

function unspacedToken(text: string): Token {
  const parts = lettersOf(text);
  const joined = parts.slice(1).map((next, i) => `${parts[i]}${next}`);
  return { ...tokenOf(parts.join(""), { parts, joined, place: null }), isUnspaced: true };
}

/** The words by which a token is looked for: pairs of letters say more than single ones. */
export function wordsIn({ parts, joined, isUnspaced }: Token): readonly string[] {
  return isUnspaced && joined.length > 0 ? joined : parts;
}

/**
 * The stem that inflections share. Short words stay as they are: their endings are rarely
 * inflections ("NAS", "bus"). British spellings stem like American ones, and plurals from Latin and
 * Greek like their singular.
 */
export const stem = remembered(REMEMBERED_STEMS, (word) => {
  const singular = singularOf(word);
  return (
    STEMS_OF_THEIR_OWN.exec(singular)?.[0] ??
    (STEMMABLE.test(singular) ? stemmer(singular.replace(BRITISH_ENDING, "$1z$2")) : singular)
  );
});

/**
 * Letters that stand, one after the other, in all words with a stem; "" where that cannot be told. A
 * stem differs from its word in the last letter at most: "theori", "theory"; "capabl", "capability".
 */
export function rootOf(stemmed: string): string {
  if (/[^a-z0-9]/.test(stemmed) || withOtherPlurals().test(stemmed)) return "";
  return stemmed.length > 2 ? stemmed.replace(/[eilz]$/, "") : stemmed;
}

let otherPlurals: RegExp | undefined;

function withOtherPlurals(): RegExp {
  return (otherPlurals ??= new RegExp(`(?:${SINGULARS.map(stem).join("|")})$`));
}

/** Nothing in it to fold or take apart but the case: nine words of ten. */
const PLAIN_WORD = /^[A-Za-z]?[a-z0-9]*$/;
/** No other letter ends a word that Porter shortens or changes. */
const STEMMABLE = /^[a-z]{3,39}[c-eginlmr-uy]$/;
/** What Porter makes one with "distribution", "generate", "universe", "object", "position", "community", "interpret" and "explain". */
const STEMS_OF_THEIR_OWN =
  /^(?:distributed$|general|generic|universit|objectiv|positiv|communicat|interpretab|explainab)/;
const BRITISH_ENDING = /^(.{2,}[iy])s(e|ed|er|ers|es|ing|ation|ations)$/;
