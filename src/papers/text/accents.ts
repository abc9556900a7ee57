/** By what follows the backslash: the combining mark that TeX means. */
const MARKS = new Map([
  ["'", "\u0301"],
  ["`", "\u0300"],
  ["^", "\u0302"],
  ['"', "\u0308"],
  ["~", "\u0303"],
  ["=", "\u0304"],
  [".", "\u0307"],
  ["u", "\u0306"],
  ["v", "\u030c"],
  ["H", "\u030b"],
  ["c", "\u0327"],
  ["k", "\u0328"],
  ["r", "\u030a"],
  ["d", "\u0323"],
]);

/** `{\'e}`, `{\'{e}}`. */
const IN_BRACES = /\{\\(['`^"~=.])\s?\{?\\?(\p{L})\}?\}/gu;
/** `\'{e}`, `\c{c}`. */
const BEFORE_BRACES = /\\(['`^"~=.uvHckrd])\{\\?(\p{L})\}/gu;
/** `\'e`, `\"\i`. */
const BARE = /\\(['`^"~=.])(?:\\([ij])(?![a-zA-Z]) ?|(\p{L}))/gu;
/** `Fran\c cois`: only within a word, since `\c` may be anybody's macro. */
const IN_WORD = /(?<=\p{L})\\([uvHck]) (\p{L})/gu;

/** Accents and letters that TeX spells out: `Fr\'echet`, `Polyak-\L ojasiewicz`, `{\ae}`. */
export function restoreAccents(text: string): string {
  if (!text.includes("\\")) return text;
  // Then \" are quotes that some program escaped, not umlauts.
  const escapedQuotes = /\\"(?![\p{L}{\\])/u.test(text);
  return text
    .replace(IN_BRACES, accented)
    .replace(BEFORE_BRACES, accented)
    .replace(
      BARE,
      (found: string, mark: string, dotless?: string, letter?: string, at = 0, all = "") => {
        if (mark === '"' && escapedQuotes) return found;
        if (mark === "'" && isApostrophe(all, at)) return found;
        return accented(found, mark, dotless ?? letter ?? "");
      },
    )
    .replace(IN_WORD, accented)
    .replace(LETTER, (found, ...names: (string | undefined)[]) => {
      return LETTERS.get(names.slice(0, 4).find((name) => name !== undefined) ?? "") ?? found;
    });
}

/** Only where Unicode has the letter with its mark: `\'t` is no accent. */
function accented(found: string, mark: string, letter: string): string {
  const composed = (letter + (MARKS.get(mark) ?? "")).normalize("NFC");
  return Array.from(composed).length === 1 ? composed : found;
}

/** `it\'s`, `we\'re`, `O\'Neill`. */
function isApostrophe(text: string, at: number): boolean {
  const around = text.slice(Math.max(0, at - 2), at + 6);
  return /\p{L}\\'(?:s|re|ll|m|d|t|ve)(?!\p{L})|(?<!\p{L})[ODLdl]\\'\p{L}/u.test(around);
}

const LETTERS = new Map([
  ["ae", "æ"],
  ["AE", "Æ"],
  ["oe", "œ"],
  ["OE", "Œ"],
  ["aa", "å"],
  ["AA", "Å"],
  ["ss", "ß"],
  ["o", "ø"],
  ["O", "Ø"],
  ["l", "ł"],
  ["L", "Ł"],
]);

/** In braces, or within a word or a double name: alone, `\L` and `\o` may be anybody's macros. */
const LETTER = new RegExp(
  [
    String.raw`\{\\(ae|AE|oe|OE|aa|AA|ss|[oOlL])\s?\}`,
    String.raw`\\(ae|AE|oe|OE|aa|AA|ss|[oOlL])\{\}`,
    String.raw`(?<=[\p{L}-])\\(ae|AE|oe|OE|aa|AA|ss|[oOlL])(?: (?=\p{Ll})|(?![a-zA-Z]))`,
    String.raw`\\(L|O) ?(?=ojasiewicz|ukasiewicz|rsted)`,
  ].join("|"),
  "gu",
);
