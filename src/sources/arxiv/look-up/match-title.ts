import { readable } from "../../../papers/text/clean.ts";
import { fold } from "../../../papers/text/fold.ts";
import type { Published } from "../../../papers/paper.ts";
import { LONGEST_TITLE } from "../../plain-text.ts";
import type { Described } from "../answers/api.ts";

/** A paper that is known by its title. */
export interface Titled {
  title: string;
  published: Published | null;
}

export type TitleMatch =
  | { kind: "found"; paper: Described }
  /** `why` is null where no title is equal; else it is for people, without a full stop. */
  | { kind: "none"; why: string | null };

/** More make a question no clearer. */
const MAX_WORDS_ASKED_FOR = 12;

/** Words that every index cuts alike: formulas, accents, apostrophes and other scripts are not. */
const PLAIN = /^[("“‘]{0,3}([a-z0-9]+(?:[-–][a-z0-9]+)*)[)"”’,;:.!?]{0,3}$/;

/** The words to ask for: the longest run of plain ones. Empty where there is none worth it. */
export function wordsToAsk(title: string): string[] {
  const runs: string[][] = [[]];
  // A formula that reads as letters is none to an index.
  const words = title.slice(0, LONGEST_TITLE).replace(/\S*\$[^$]*\$\S*/g, " $ ");
  for (const token of readable(words).toLowerCase().split(" ")) {
    const [, word] = PLAIN.exec(token) ?? [];
    if (word === undefined) runs.push([]);
    else runs.at(-1)?.push(...word.split(/[-–]/));
  }
  const [longest = []] = runs.toSorted((a, b) => b.length - a.length);
  return longest.join("").length < 3 ? [] : longest.slice(0, MAX_WORDS_ASKED_FOR);
}

/** The paper of exactly this title, where there is one and only one, and the years do not differ. */
export function matchTitle(wanted: Titled, papers: readonly Described[]): TitleMatch {
  const key = comparable(wanted.title);
  const equal = papers.filter(({ title }) => comparable(title) === key);
  const [paper] = equal;
  if (!paper) return { kind: "none", why: null };
  if (equal.length > 1)
    return {
      kind: "none",
      why: `arXiv has several papers with that title: ${equal.map(({ arxivId }) => arxivId).join(", ")}`,
    };
  const year = yearOf(wanted.published);
  const submitted = paper.submitted?.slice(0, 4);
  if (year !== null && submitted !== undefined && year !== submitted)
    return {
      kind: "none",
      why: `${paper.arxivId} has that title, but it's from ${submitted} instead of ${year}`,
    };
  return { kind: "found", paper };
}

/**
 * Equal for titles that differ in compatibility forms, case, accents, TeX, punctuation, hyphens and
 * blanks. Between digits these make a difference: `1.1` is not `11`.
 */
function comparable(title: string): string {
  return fold(readable(title).replace(/\\[a-z]+|[{}$^_]/gi, ""))
    .replace(/(?<=\p{N})[^\p{L}\p{N}+=<>]+(?=\p{N})/gu, ".")
    .replace(/[^\p{L}\p{N}+=<>.]|(?<!\p{N})\.|\.(?!\p{N})/gu, "");
}

/** A year that was printed; one that we worked out is no evidence. */
function yearOf(published: Published | null): string | null {
  return published?.precision === "day" && !published.inferred ? published.date.slice(0, 4) : null;
}
