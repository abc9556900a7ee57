import type { Token } from "../words/analyse.ts";
import { type Field, FIELDS, type MatchedWords } from "../words/paper-fields.ts";
import { stemsOf } from "../words/terms.ts";
import type { PhraseFinder } from "../words/phrases.ts";

/**
 * The words of a paper that are indexed under one of `terms`, folded and in reading order, and the
 * fields they are in. Of a compound that matched as one it is all of it, run together.
 */
export function matchedWords(
  fields: Record<Field, readonly Token[]>,
  terms: ReadonlySet<string>,
  phrases: PhraseFinder,
): MatchedWords {
  const words = new Set<string>();
  const where: Field[] = [];
  for (const field of FIELDS) {
    const found = inTokens(fields[field], terms, phrases);
    for (const word of found) words.add(word);
    if (found.length > 0) where.push(field);
  }
  return { words: [...words], fields: where };
}

function inTokens(
  tokens: readonly Token[],
  terms: ReadonlySet<string>,
  phrases: PhraseFinder,
): string[] {
  const stems = stemsOf(tokens);
  const inPhrase = new Set<number>();
  for (const { term, from, to } of phrases(stems)) {
    if (!terms.has(term)) continue;
    for (let i = from; i < to; i++) inPhrase.add(i);
  }
  const words: string[] = [];
  let at = 0;
  for (const { parts, joined, isUnspaced } of tokens) {
    const [first = ""] = parts;
    if (parts.length === 1 && !isUnspaced) {
      if (terms.has(first) || terms.has(stems[at] ?? first) || inPhrase.has(at)) words.push(first);
      at += 1;
      continue;
    }
    if (isUnspaced) {
      words.push(...runsOf(parts, joined, terms));
      at += parts.length;
      continue;
    }
    const matching = parts.filter((part, i) => {
      return terms.has(part) || terms.has(stems[at + i] ?? part) || inPhrase.has(at + i);
    });
    at += parts.length;
    const compound = parts.join("");
    if (matching.length === parts.length || terms.has(compound)) words.push(compound);
    else words.push(...matching);
  }
  return words;
}

/** Of an unspaced run the stretches that matched: by pairs of letters, or else by single ones. */
function runsOf(
  parts: readonly string[],
  pairs: readonly string[],
  terms: ReadonlySet<string>,
): string[] {
  const hasPair = pairs.some((pair) => terms.has(pair));
  const isMatch = (at: number) => terms.has(pairs[at] ?? "");
  const runs: string[] = [];
  let run = "";
  for (const [at, letter] of parts.entries()) {
    const matches = hasPair ? isMatch(at) || isMatch(at - 1) : terms.has(letter);
    const goesOn = hasPair ? isMatch(at - 1) : run !== "" && terms.has(letter);
    if (run !== "" && !goesOn) {
      runs.push(run);
      run = "";
    }
    if (matches) run += letter;
  }
  return run === "" ? runs : [...runs, run];
}
