/**
 * What each of some words stands for: forms of one word for one idea, and an acronym for those of the
 * words it is short for. A sentence with "state space models (SSMs)" tells no more than one without
 * the acronym. `words` are folded.
 */
export function ideasOf(words: readonly string[]): Map<string, string[]> {
  return new Map(words.map((word) => [word, longFormOf(word, words) ?? [rootOf(word)]]));
}

/** Enough to know `model`, `models` and `modeling` for one; that others are too does little harm. */
function rootOf(word: string): string {
  return word.slice(0, 4).replace(/(?<=.{3})s$/, "");
}

/** For `ssm`, the ideas of `state`, `space` and `models`, where these are among the words. */
function longFormOf(word: string, words: readonly string[]): string[] | null {
  const letters = word.replace(/s$/, "");
  if (letters.length < 2 || letters.length > MAX_ACRONYM_LETTERS) return null;
  const long: string[] = [];
  for (const letter of letters) {
    const all = words.filter((one) => one.startsWith(letter) && one.length > letters.length);
    // Where two of its words begin alike, only one of them may have matched.
    const meant = all.find((one) => !long.includes(one)) ?? all[0];
    if (meant === undefined) return null;
    long.push(meant);
  }
  return [...new Set(long.map(rootOf))];
}

const MAX_ACRONYM_LETTERS = 5;
