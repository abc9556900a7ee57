import type { Token } from "./analyse.ts";
import type { Field } from "./paper-index.ts";

/** The words of a paper that completions and repairs are taken from. */
export function wordsPeopleType(tokens: Record<Field, Token[]>): Set<string> {
  const words = new Set<string>();
  for (const { written, parts } of [...tokens.title, ...tokens.text, ...tokens.organisation]) {
    for (const part of parts) words.add(part);
    // Nobody types `diffusionbased`, but `beautybank` they do.
    if (!written.includes("-")) words.add(written);
  }
  return words;
}
