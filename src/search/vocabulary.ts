import { editDistance } from "./edit-distance.ts";
import { sortWords } from "./sorted-words.ts";

/** The words that papers use, folded. */
export interface Vocabulary {
  /** Words that begin with `prefix` and go on, those of most papers first. */
  completions: (prefix: string, limit: number) => string[];
  /** Other words at most `within` edits away, nearest first, then those of most papers. */
  near(word: string, options: NearOptions): string[];
}

export interface NearOptions {
  within: number;
  limit: number;
  /** Compares with the beginnings of longer words; default false. */
  unfinished?: boolean;
}

/** `counts`: in how many papers each word stands. */
export function createVocabulary(counts: ReadonlyMap<string, number>): Vocabulary {
  const { words, papers, completions } = sortWords(counts);
  const letters = Uint32Array.from(words, letterSet);

  return {
    completions,
    near(word, { within, limit, unfinished = false }) {
      const typed = letterSet(word);
      const found: { at: number; distance: number }[] = [];
      for (let at = 0; at < words.length; at++) {
        // An edit brings in at most one letter and takes out one, so most words need no more.
        const set = letters[at] ?? 0;
        if (bitCount(typed & ~set) > within) continue;
        if (!unfinished && bitCount(set & ~typed) > within) continue;
        const whole = words[at] ?? "";
        const candidate = unfinished ? whole.slice(0, word.length) : whole;
        if (Math.abs(candidate.length - word.length) > within) continue;
        const distance = editDistance(word, candidate);
        if (distance > 0 && distance <= within) found.push({ at, distance });
      }
      return found
        .toSorted((a, b) => a.distance - b.distance || (papers[b.at] ?? 0) - (papers[a.at] ?? 0))
        .slice(0, limit)
        .map(({ at }) => words[at] ?? "");
    },
  };
}

/** Which letters occur, one bit each; everything but a to z shares six bits. */
function letterSet(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    const bit = code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6);
    bits |= 1 << bit;
  }
  return bits;
}

/** The usual parallel sum of bits, two, four, eight at a time. */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
