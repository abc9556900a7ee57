/** Words or phrases in alphabetical order, each with the number of papers that have it. */
export interface SortedWords {
  readonly words: readonly string[];
  /** Parallel to `words`. */
  readonly papers: Uint32Array;
  /** Index of the first word that does not come before `text`. */
  firstFrom: (text: string) => number;
  /**
   * Words that begin with `prefix` and go on, those of most papers first. The work is bounded
   * for any prefix: one letter begins a large part of all words.
   */
  completions: (prefix: string, limit: number) => string[];
}

export function sortWords(counts: ReadonlyMap<string, number>): SortedWords {
  const words = [...counts.keys()].toSorted();
  const papers = Uint32Array.from(words, (word) => counts.get(word) ?? 0);
  const shortPrefixes = topOfShortPrefixes(words, papers);

  function firstFrom(text: string): number {
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((words[middle] ?? "") < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    words,
    papers,
    firstFrom,
    completions(prefix, limit) {
      const top = shortPrefixes.get(prefix);
      if (top) return top.slice(0, limit);
      if (prefix.length <= SHORT_PREFIX) return [];
      const found: number[] = [];
      for (let i = firstFrom(prefix); found.length < MAX_WORDS_SCANNED; i++) {
        const word = words[i];
        if (!word?.startsWith(prefix)) break;
        if (word !== prefix) found.push(i);
      }
      return found
        .toSorted((a, b) => (papers[b] ?? 0) - (papers[a] ?? 0))
        .slice(0, limit)
        .map((i) => words[i] ?? "");
    },
  };
}

/** Prefixes up to this length have their best completions at hand. */
const SHORT_PREFIX = 3;
const KEPT_COMPLETIONS = 24;
/** Bounds the scan for a longer prefix. */
const MAX_WORDS_SCANNED = 2000;

function topOfShortPrefixes(words: string[], papers: Uint32Array): Map<string, string[]> {
  const tops = new Map<string, string[]>();
  const commonFirst = words
    .map((_, i) => i)
    .toSorted((a, b) => (papers[b] ?? 0) - (papers[a] ?? 0));
  for (const i of commonFirst) {
    const word = words[i] ?? "";
    for (let length = 1; length <= SHORT_PREFIX && length < word.length; length++) {
      const prefix = word.slice(0, length);
      const top = tops.get(prefix);
      if (!top) tops.set(prefix, [word]);
      else if (top.length < KEPT_COMPLETIONS) top.push(word);
    }
  }
  return tops;
}
