import { lowered, raised } from "./scripts.ts";

/** `\textbf{…}`, `{\em …}`. What is nested comes off from the inside, round by round. */
const FONTS =
  /\\(?:text(?:bf|it|tt|sc|rm|sf|sl|up|md|normal)?|emph|underline|mbox|(?:math|up)(?:rm|bf|it|sf|tt|normal|cal|scr|frak)|boldsymbol|bm|operatorname\*?)\s?\{([^{}]{0,2000})\}|\{\\(?:em|it|bf|tt|sc|rm|sf|sl|itshape|bfseries)\s([^{}]{0,2000})\}/g;
/** `\mathcal O`: without braces it reaches over one letter. */
const FONT_OF_LETTER =
  /\\(?:math(?:rm|bf|it|sf|tt|cal|scr|frak)|boldsymbol|bm)\s(\p{L})(?!\p{L})/gu;
const DOUBLE_STRUCK = /\\mathbb(?:\s?\{([CEHNPQRZ])\}|\s([CEHNPQRZ])(?![a-zA-Z]))/g;
const STRUCK = new Map(Array.from("CEHNPQRZ", (letter, i) => [letter, Array.from("ℂ𝔼ℍℕℙℚℝℤ")[i]]));
/** Of what is given twice the second is for those who have no TeX. */
const BOTH = /\\texorpdfstring\s?\{(?:[^{}]|\{[^{}]{0,200}\}){0,400}\}\s?\{([^{}]{0,400})\}/g;
const SCRIPT = /\\text(super|sub)script\{([^{}]{0,40})\}/g;

export function unwrapFonts(text: string): string {
  return text
    .replace(BOTH, "$1")
    .replace(SCRIPT, (_, where: string, signs: string) => {
      return (where === "sub" ? lowered(signs) : raised(signs)) ?? signs;
    })
    .replace(DOUBLE_STRUCK, (found, braced?: string, bare?: string) => {
      return STRUCK.get(braced ?? bare ?? "") ?? found;
    })
    .replace(FONTS, (_, command?: string, group?: string) => command ?? group ?? "")
    .replace(FONT_OF_LETTER, "$1")
    .replace(/\\((?:La|Bib)?TeX)(?![a-zA-Z])(?:\{\})?/g, "$1");
}
