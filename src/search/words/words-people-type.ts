import type { Token } from "./analyse.ts";
import type { Field } from "./paper-fields.ts";

/** Not the sign in `RRT*`. */
const HAS_LETTER = /[\p{L}\p{N}]/u;

/** The words of a paper that completions and repairs are taken from. */
export function wordsPeopleType(tokens: Record<Field, Token[]>): Set<string> {
  const words = new Set<string>();
  for (const { written, parts } of [...tokens.title, ...tokens.text, ...tokens.organisation]) {
    for (const part of parts) if (HAS_LETTER.test(part)) words.add(part);
    // Nobody types `diffusionbased`, but `beautybank` they do.
    if (!written.includes("-")) words.add(written);
  }
  return words;
}
