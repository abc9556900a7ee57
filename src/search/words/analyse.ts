import { stemmer } from "stemmer";
import {
  asciiWords,
  foldedWord,
  lettersOf,
  partsOf,
  withUsualLetters,
  writtenWords,
} from "../../papers/text/words.ts";
import { SINGULARS, singularOf } from "./plurals.ts";

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
  readonly isUnspaced?: true;
  /** Counts up: the same word has the same token, and so the same number, as long as it is remembered. */
  readonly number: number;
}

/** The words of a text in reading order, accents and case folded away. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const words = asciiWords(text);
  if (words) for (const word of words) add(spacedToken(word));
  else
    for (const word of writtenWords(withUsualLetters(text)))
      add(word.isUnspaced ? unspacedToken(word.text) : spacedToken(word.text));
  return tokens;

  function add(token: Token | null): void {
    if (token) tokens.push(token);
  }
}

/** Null for signs alone. */
function spacedToken(text: string): Token | null {
  const known = tokensByWord.get(text);
  if (known !== undefined) return known;
  if (tokensByWord.size >= REMEMBERED_TOKENS) tokensByWord.clear();
  // Of its own: what is cut out of a text keeps all of it in memory.
  const word = unattached(text);
  const token = readToken(word.slice(0, MAX_WORD_LETTERS));
  tokensByWord.set(word, token);
  return token;
}

/** Texts repeat the same few words; to take one apart and stem it is most of the cost of reading. */
const tokensByWord = new Map<string, Token | null>();
const REMEMBERED_TOKENS = 50_000;

function unattached(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

function readToken(written: string): Token | null {
  const parts = PLAIN_WORD.test(written) ? [written.toLowerCase()] : partsOf(written);
  if (parts.length === 0) return null;
  const joined = parts.length > 1 ? [parts.join("")] : [];
  return tokenOf(foldedWord(written), parts, joined);
}

function tokenOf(written: string, parts: readonly string[], joined: readonly string[]): Token {
  lastNumber += 1;
  const typed = typedWords(written, parts);
  return { written, parts, stems: parts.map(stem), typed, joined, number: lastNumber };
}

let lastNumber = 0;

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
  return { ...tokenOf(parts.join(""), parts, joined), isUnspaced: true };
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
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const singular = singularOf(word);
  const made =
    STEMS_OF_THEIR_OWN.exec(singular)?.[0] ??
    (STEMMABLE.test(singular) ? stemmer(singular.replace(BRITISH_ENDING, "$1z$2")) : singular);
  if (stems.size >= REMEMBERED_STEMS) stems.clear();
  stems.set(word, made);
  return made;
}

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

/** Porter's algorithm is most of the cost of indexing, and texts repeat the same few words. */
const stems = new Map<string, string>();
const REMEMBERED_STEMS = 200_000;

/** A longer word is cut: it may be a formula, a key or an attack. */
const MAX_WORD_LETTERS = 64;

/** Nothing in it to fold or take apart but the case: nine words of ten. */
const PLAIN_WORD = /^[A-Za-z]?[a-z0-9]*$/;
const STEMMABLE = /^[a-z]{4,40}$/;
/** What Porter makes one with "distribution", "generate", "universe", "object", "position", "community", "interpret" and "explain". */
const STEMS_OF_THEIR_OWN =
  /^(?:distributed$|general|generic|universit|objectiv|positiv|communicat|interpretab|explainab)/;
const BRITISH_ENDING = /^(.{2,}[iy])s(e|ed|er|ers|es|ing|ation|ations)$/;
