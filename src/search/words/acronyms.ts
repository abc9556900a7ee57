import { stem, tokenise } from "./analyse.ts";
import { isStopWord } from "./stop-words.ts";

/** A short form, and the words it stands for. */
export interface Acronym {
  /** Folded, without the `s` of a plural. */
  short: string;
  /** Stems, in order. */
  long: string[];
}

/**
 * The acronyms that a text spells out, "State Space Models (SSMs)" or "SSM (state space model)".
 * A letter of the acronym must be found for each step through the words, right to left, and the
 * first must begin a word: the rule of Schwartz and Hearst (PSB 2003), which needs no training.
 */
export function acronymsIn(text: string): Acronym[] {
  const found: Acronym[] = [];
  if (!text.includes("(")) return found;
  for (const match of text.matchAll(SHORT_IN_BRACKETS)) {
    const before = text.slice(Math.max(0, match.index - MAX_EXPANSION_LETTERS), match.index);
    // Only the clause that the bracket ends: an acronym never reaches back over a full stop.
    const clause = before.split(CLAUSE_END).at(-1) ?? "";
    const acronym = expand(match[1] ?? "", wordsOf(clause));
    if (acronym) found.push(acronym);
  }
  for (const match of text.matchAll(SHORT_BEFORE_BRACKETS)) {
    const acronym = expand(match[1] ?? "", wordsOf(match[2] ?? ""));
    if (acronym) found.push(acronym);
  }
  return found;
}

const MAX_EXPANSION_LETTERS = 120;
const CLAUSE_END = /[.;:()!?]\s|[()]/;
const SHORT_IN_BRACKETS = /\(\s{0,2}([\p{L}\p{N}][\p{L}\p{N}-]{1,11})\s{0,2}\)/gu;
const SHORT_BEFORE_BRACKETS =
  /(?<![\p{L}\p{N}])([\p{L}\p{N}][\p{L}\p{N}-]{1,11})\s?\(([^()]{4,120})\)/gu;

function wordsOf(text: string): string[] {
  return tokenise(text).flatMap(({ parts }) => parts);
}

/** The shortest run of words at the end of `words` that `written` abbreviates. */
function expand(written: string, words: string[]): Acronym | null {
  const name = written.replace(/(?<=\p{Lu})s$/u, "");
  if ((name.match(/\p{Lu}/gu) ?? []).length < 2) return null;
  const short = wordsOf(name).join("");
  const most = Math.min(short.length + 5, short.length * 2);
  const usable = words.slice(-most);
  const first = startOfExpansion(short, usable);
  if (first === null) return null;
  const long = usable.slice(first);
  // One word abbreviates nothing, and what stands beside itself explains nothing.
  if (long.length < 2 || long.includes(short) || isStopWord(long[0] ?? "")) return null;
  return { short, long: long.map(stem) };
}

/** Index of the word that the first letter begins; null when the letters are not all there. */
function startOfExpansion(short: string, words: string[]): number | null {
  // "Self-supervised learning (SSL)" has both of its S in the last two words as well.
  const last = words.slice(-short.length);
  if (last.map((word) => word.charAt(0)).join("") === short) return words.length - last.length;
  let left = words.flatMap((word, at) =>
    word.split("").map((letter, i) => ({ letter, at, begins: i === 0 })),
  );
  let start: number | null = null;
  for (const [i, wanted] of short.split("").entries().toArray().toReversed()) {
    const found = left.findLastIndex(
      ({ letter, begins }) => letter === wanted && (begins || i > 0),
    );
    start = left[found]?.at ?? null;
    if (start === null) return null;
    left = left.slice(0, found);
  }
  return start;
}
