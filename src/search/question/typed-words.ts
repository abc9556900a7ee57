import { FILTER_NAMES, QUOTES } from "../query/signs.ts";

/** A stretch of what was typed, up to a blank: a phrase in quotation marks is one. */
export interface TypedWord {
  written: string;
  /** In lower case, without punctuation around it; "" for what belongs to the query language, and is no plain word. */
  plain: string;
  /** Whether a comma or the like stands behind it. */
  endsPart: boolean;
}

/** What mathematicians write: `O(n^2)`, `SE(3)`, `O(n log n)`. */
const FORMULA = String.raw`[A-Za-z]{1,3}\([^\s()]{1,12}(?: [^\s()]{1,12}){0,2}\)`;
export const IS_FORMULA = new RegExp(`^${FORMULA}$`);

const STRETCH = new RegExp(
  String.raw`-*(?:[A-Za-z]{3,12}:)?[${QUOTES}][^${QUOTES}]*[${QUOTES}]|(?<![^\s])${FORMULA}(?![^\s,.;:?!])|[()]|[^\s()]+`,
  "gu",
);
const SIGN = new RegExp(String.raw`^(?:-+\S|OR$|(?:${FILTER_NAMES}):)|[()${QUOTES}]`, "iu");
const AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#*]+$/gu;

export function typedWords(text: string): TypedWord[] {
  return (text.match(STRETCH) ?? []).map((written) => ({
    written,
    plain: written === "or" || !SIGN.test(written) ? plainWord(written) : "",
    endsPart: /[,;:]$/.test(written),
  }));
}

function plainWord(written: string): string {
  return written.replace(AROUND, "").toLowerCase();
}
