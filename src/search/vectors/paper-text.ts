import { createHash } from "node:crypto";
import type { Paper } from "../../papers/paper.ts";
import { readable } from "../../papers/text/clean.ts";

/** Models read some hundred words, and refuse or cut what is longer. */
const MAX_LETTERS = 2000;
/** For a model that refuses even that: the title, and how the abstract begins. */
const FEW_LETTERS = 500;

/** What a model is given of a paper. */
export function textOf({ displayTitle, abstract, summary }: Paper): string {
  const text = abstract ?? summary;
  return cut(text === null ? displayTitle : `${displayTitle}\n${readable(text)}`, MAX_LETTERS);
}

export function beginningOf(text: string): string {
  return cut(text, FEW_LETTERS);
}

/** The same for the same text. */
export function keyOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** Never in the middle of a letter. */
function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
}
