import { stemmer } from "stemmer";
import { fold } from "../papers/fold.ts";

/**
 * One stretch of letters and digits, hyphens and apostrophes inside included: `Pre-trained` has
 * the parts `pre` and `trained`, `BeautyBank` has `beauty` and `bank`; a plain word is its own
 * only part.
 */
export interface Token {
  /** As written, but folded: `pre-trained`, `beautybank`. */
  written: string;
  /** Folded; never empty. */
  parts: string[];
}

/** The words of a text in reading order, accents and case folded away. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.replace(INVISIBLE, "").match(WRITTEN_WORD) ?? []) {
    const word = match.slice(0, LONGEST_WORD);
    if (PLAIN_WORD.test(word)) {
      const folded = word.toLowerCase();
      tokens.push({ written: folded, parts: [folded] });
    } else {
      const written = word.replace(POSSESSIVE, "").replace(APOSTROPHE, "");
      const parts = written.split(HYPHEN).flatMap(splitCamelCase).map(fold).filter(Boolean);
      if (parts.length > 0) tokens.push({ written: fold(written.replace(HYPHEN, "-")), parts });
    }
  }
  return tokens;
}

/**
 * The stem that inflections share. Short words stay as they are: their endings are rarely
 * inflections ("NAS", "bus"). British spellings stem like American ones.
 */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made =
    UNLIKE.exec(word)?.[0] ??
    (STEMMABLE.test(word) ? stemmer(word.replace(BRITISH_ENDING, "$1z$2")) : word);
  if (stems.size >= REMEMBERED_STEMS) stems.clear();
  stems.set(word, made);
  return made;
}

/** Porter's algorithm is most of the cost of indexing, and texts repeat the same few words. */
const stems = new Map<string, string>();
const REMEMBERED_STEMS = 200_000;

/** No word is longer; what is may be a formula, a key or an attack. */
const LONGEST_WORD = 64;

const INVISIBLE = /\p{Cf}/gu;
const WRITTEN_WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-‐‑’'][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;
/** Nothing in it to fold or take apart but the case: nine words of ten. */
const PLAIN_WORD = /^[A-Za-z]?[a-z0-9]*$/;
const POSSESSIVE = /['’]s$/u;
const APOSTROPHE = /['’]/gu;
const HYPHEN = /[-‐‑]/gu;
const STEMMABLE = /^[a-z]{4,40}$/;
/** What Porter makes one with "distribution", "generate", "universe", "object", "position", "community", "interpret" and "explain". */
const UNLIKE =
  /^(?:distributed$|general|generic|universit|objectiv|positiv|communicat|interpretab|explainab)/;
const BRITISH_ENDING = /^(.{2,}[iy])s(e|ed|er|ers|es|ing|ation|ations)$/;

/** Names as short as `LoRA` stay whole, and so do plurals of acronyms: `LLMs`. */
function splitCamelCase(written: string): string[] {
  if (written.length < 6) return [written];
  const pieces = written.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/u);
  return pieces.every((piece) => piece.length >= 2) ? pieces : [written];
}
