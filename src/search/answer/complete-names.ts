import { type KnownNames, type NameKind, nameWords } from "../words/names.ts";

/** Names of the corpus that go on as somebody has begun, as papers write them, at most `limit`. */
export type CompleteNames = (kind: NameKind, typed: string, limit: number) => string[];

/** One word of a name begins many; the other words choose among so many of them. */
const MAX_NAMES_COMPARED = 500;

/**
 * Names that begin as typed at one of their words; then those that have all the words typed, in any
 * order and with initials for names: "LeCun, Y". A name that is written in several ways comes once, as
 * most papers have it.
 */
export function createCompleteNames({ beginning }: KnownNames): CompleteNames {
  function withAll(kind: NameKind, words: readonly string[]): readonly string[] {
    const [longest = ""] = words.toSorted((a, b) => b.length - a.length);
    return beginning(kind, longest, MAX_NAMES_COMPARED).filter((name) => {
      const those = nameWords(name);
      return words.every((word) => those.some((one) => one.startsWith(word)));
    });
  }

  return (kind, typed, limit) => {
    const words = nameWords(typed);
    if (words.length === 0) return [];
    const isFinished = !/[\p{L}\p{N}\p{M}]$/u.test(typed);
    const text = words.join(" ") + (isFinished ? " " : "");
    const found = onceEach(beginning(kind, text, 2 * limit));
    if (found.length >= limit || words.length === 1) return found.slice(0, limit);
    return onceEach([...found, ...withAll(kind, words)]).slice(0, limit);
  };
}

/** Accents and capitals don't make another name. */
function onceEach(names: readonly string[]): string[] {
  const byWords = Map.groupBy(names, (name) => nameWords(name).join(" "));
  return [...byWords.values()].map(([name = ""]) => name);
}
