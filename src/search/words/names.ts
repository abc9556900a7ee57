import type { Paper } from "../../papers/paper.ts";
import { tokenise } from "./analyse.ts";
import { editDistance } from "./edit-distance.ts";

export type NameKind = "author" | "organisation";

/** Names of the corpus, as papers have them. The work is bounded for any text. */
export interface KnownNames {
  /**
   * Names that begin, at one of their words, like `text` (as `nameWords` gives them, with blanks
   * between), those of most papers first. Of the names that begin so, the first
   * `MAX_NAMES_SCANNED` of the alphabet are looked at.
   */
  beginning: (kind: NameKind, text: string, limit: number) => readonly string[];
}

/** To look at so many takes about a millisecond. */
export const MAX_NAMES_SCANNED = 2000;

/** A longer one is no name that anybody types, and has no room among completions. */
const MAX_NAME_LETTERS = 80;

/** The authors and the organisation of a paper, each once. */
export function namesOf({
  authors = [],
  organisation,
}: Pick<Paper, "authors" | "organisation">): { kind: NameKind; name: string }[] {
  const all = [
    ...[...new Set(authors)].map((name) => ({ kind: "author" as const, name })),
    ...(organisation === null ? [] : [{ kind: "organisation" as const, name: organisation }]),
  ];
  return all.filter(({ name }) => name.length <= MAX_NAME_LETTERS && nameWords(name).length > 0);
}

/** The words of a name, folded: `Jean-Pierre LeCun` has `jeanpierre` and `lecun`. */
export function nameWords(name: string): string[] {
  return tokenise(name).map(({ parts }) => parts.join(""));
}

/**
 * What can be typed to begin a name, folded: all of it, and all from any later word on, so that
 * `van der Maaten` and `Maaten` find Laurens van der Maaten. Initials in the middle may be left out.
 */
export function nameBeginnings(name: string): string[] {
  const words = nameWords(name);
  const withoutInitials = words.filter((word, i) => i === 0 || word.length > 1);
  const whole = [words, withoutInitials].map((some) => some.join(" "));
  const later = words.slice(1).map((_, i) => words.slice(i + 1).join(" "));
  return [...new Set([...whole, ...later])];
}

/** A shorter word is one slip away from too many. */
const SHORTEST_MENDED = 5;
/** A slip is rarely among the first letters. */
const LETTERS_KEPT = 3;
const MAX_NAMES_COMPARED = 500;

/** The word of an author's name that is one letter off from another, of the one with most papers. */
export function nameWordNear(word: string, { beginning }: KnownNames): string | null {
  if (word.length < SHORTEST_MENDED) return null;
  const start = word.slice(0, LETTERS_KEPT);
  const near = beginning("author", start, MAX_NAMES_COMPARED)
    .flatMap(nameWords)
    .find((one) => one.startsWith(start) && editDistance(one, word) === 1);
  return near ?? null;
}
