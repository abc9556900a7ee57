import { editDistance } from "./edit-distance.ts";

/** Words to compare others with, letter by letter. Only looking at each finds the nearest. */
export interface NearWords {
  add(word: string): void;
  /** As `Vocabulary.near`. `papersWith` tells in how many papers a word stands now: in none, it is none. */
  near(word: string, options: NearOptions, papersWith: (word: string) => number): string[];
}

export interface NearOptions {
  within: number;
  limit: number;
  /** Compares with the beginnings of longer words; default false. */
  unfinished?: boolean;
}

export function createNearWords(): NearWords {
  const words: string[] = [];
  let letters = new Uint32Array(1024);
  /** Of each word, 255 for longer ones too: to look at the words themselves takes longer. */
  let lengths = new Uint8Array(1024);

  return {
    add(word) {
      if (words.length === letters.length) {
        const longer = new Uint32Array(2 * letters.length);
        longer.set(letters);
        letters = longer;
        const more = new Uint8Array(longer.length);
        more.set(lengths);
        lengths = more;
      }
      lengths[words.length] = Math.min(word.length, MAX_LENGTH);
      letters[words.length] = letterSet(word);
      words.push(word);
    },

    near(word, { within, limit, unfinished = false }, papersWith) {
      const typed = letterSet(word);
      const least = Math.min(word.length - within, MAX_LENGTH);
      const most =
        unfinished || word.length + within >= MAX_LENGTH ? MAX_LENGTH : word.length + within;
      const found: { word: string; distance: number }[] = [];
      for (let at = 0; at < words.length; at++) {
        const length = lengths[at] ?? 0;
        if (length < least || length > most) continue;
        // An edit brings in at most one letter and takes out one, so most words need no more.
        const set = letters[at] ?? 0;
        if (bitCount(typed & ~set) > within) continue;
        if (!unfinished && bitCount(set & ~typed) > within) continue;
        const other = words[at] ?? "";
        const candidate = unfinished ? other.slice(0, word.length) : other;
        if (Math.abs(candidate.length - word.length) > within) continue;
        const distance = editDistance(word, candidate);
        if (distance > 0 && distance <= within) found.push({ word: other, distance });
      }
      return found
        .map((one) => ({ ...one, papers: papersWith(one.word) }))
        .filter(({ papers }) => papers > 0)
        .toSorted(
          (a, b) => a.distance - b.distance || b.papers - a.papers || (a.word < b.word ? -1 : 1),
        )
        .slice(0, limit)
        .map((one) => one.word);
    },
  };
}

const MAX_LENGTH = 255;

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
