import { stemmer } from "stemmer";
import {
  foldedWord,
  lettersOf,
  partsOf,
  withUsualLetters,
  type WrittenWord,
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
  written: string;
  /** Folded; never empty. */
  parts: string[];
  /** Under what it is indexed beside its parts: the parts run together; of a run without blanks each two neighbours. */
  joined: string[];
  isUnspaced?: true;
}

/** The words of a text in reading order, accents and case folded away. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const word of writtenWords(withUsualLetters(text))) {
    if (word.isUnspaced) tokens.push(unspacedToken(word));
    else {
      const written = word.text.slice(0, MAX_WORD_LETTERS);
      if (PLAIN_WORD.test(written)) {
        const folded = written.toLowerCase();
        tokens.push({ written: folded, parts: [folded], joined: NO_PARTS });
      } else {
        const parts = partsOf(written);
        const joined = parts.length > 1 ? [parts.join("")] : NO_PARTS;
        if (parts.length > 0) tokens.push({ written: foldedWord(written), parts, joined });
      }
    }
  }
  return tokens;
}

function unspacedToken({ text }: WrittenWord): Token {
  const parts = lettersOf(text);
  const joined = parts.slice(1).map((next, i) => `${parts[i]}${next}`);
  return { written: parts.join(""), parts, joined, isUnspaced: true };
}

const NO_PARTS: string[] = [];

/** The words by which a token is looked for: pairs of letters say more than single ones. */
export function wordsIn({ parts, joined, isUnspaced }: Token): string[] {
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
