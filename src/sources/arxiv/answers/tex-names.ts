import { restoreAccents } from "../../../papers/text/accents.ts";

/**
 * Names with the letters that TeX spells out. In names `\'i` is an accent where prose may mean an
 * apostrophe, and `\O ystein` a letter where prose may have a macro: braces say so to `restoreAccents`.
 */
export function restoreNames(names: string): string {
  if (!/[\\~{}]/.test(names)) return blanksOnce(names);
  const braced = names
    .replace(
      MATH_ACCENT,
      (_, name: string, letter: string) => `{\\${MATH[name] ?? "'"}{${letter}}}`,
    )
    .replace(OTHER_LETTER, (_, name: string) => OTHER_LETTERS[name] ?? "")
    .replace(COMMA_BELOW, "$1\u0326")
    .replace(FONT, "")
    .replace(/\\(['`^"~=.]) (?=\p{L})/gu, "\\$1")
    .replace(/\\'(?=\p{Ll})(\p{Ll})/gu, "{\\'$1}")
    .replace(/\\([uvHckrd]) (\p{L})/gu, "\\$1{$2}")
    .replace(/\\(ae|AE|oe|OE|aa|AA|ss|[oOlL])(?![a-zA-Z{}]) ?/g, "{\\$1}")
    .replace(/\\([ij])(?![a-zA-Z}]) ?/g, "$1");
  return blanksOnce(
    restoreAccents(braced)
      .replace(/\\'/g, "'")
      .replace(/~|\\[ ,]/g, " ")
      .replace(/[{}]/g, "")
      .normalize("NFC"),
  );
}

/** `$\ddot{o}$`, `$\acute e$`: accents of formulas, where somebody knew no others. */
const MATH_ACCENT =
  /\$\s*\\(acute|grave|hat|ddot|tilde|bar|dot|breve|check)\s*\{?\\?(\p{L})\}?\s*\$/gu;
const MATH: Readonly<Record<string, string>> = {
  acute: "'",
  grave: "`",
  hat: "^",
  ddot: '"',
  tilde: "~",
  bar: "=",
  dot: ".",
  breve: "u",
  check: "v",
};

/** Letters that prose seldom has. */
const OTHER_LETTER = /\\(DJ|dj|TH|th|DH|dh|NG|ng)(?![a-zA-Z])(?:\{\}| )?/g;
const OTHER_LETTERS: Readonly<Record<string, string>> = {
  DJ: "Đ",
  dj: "đ",
  TH: "Þ",
  th: "þ",
  DH: "Ð",
  dh: "ð",
  NG: "Ŋ",
  ng: "ŋ",
};

/** Romanian `ș` and `ț`. */
const COMMA_BELOW = /\\(?:cb|textcommabelow)\s*\{?(\p{L})\}?/gu;

const FONT =
  /\\(?:text(?:sc|it|bf|rm|sf|tt|normal)|mbox|emph)(?![a-zA-Z])\s?|\\(?:sc|it|bf|rm|em) /g;

function blanksOnce(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
