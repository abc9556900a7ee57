import type { Entry, Problem, Snapshot } from "../../../papers/paper.ts";
import type { Described } from "./api.ts";
import type { AnnounceType } from "./feed.ts";

/** One announcement, with what is known of the paper. */
export interface Listed {
  /** From 1. */
  position: number;
  type: AnnounceType;
  paper: Omit<Described, "position">;
}

/** What a category announced on a day, as a listing among others. */
export function listing(from: {
  category: string;
  day: string;
  listed: readonly Listed[];
  problems?: readonly Problem[];
}): Snapshot {
  return {
    file: `arXiv ${from.category}, ${from.day}`,
    origin: "arxiv",
    savedOn: { date: from.day, precision: "day", inferred: false },
    textKind: "abstract",
    entries: from.listed.map(({ position, type, paper }) =>
      type === "new" || type === "cross"
        ? entryOf(paper, position, from.day)
        : // Its first version was announced on another day.
          { ...entryOf(paper, position, null), onlyIfKnown: true },
    ),
    problems: [...(from.problems ?? [])],
  };
}

/** `announced` is the day on which arXiv did so, where that is known. */
export function entryOf(paper: Listed["paper"], line: number, announced: string | null): Entry {
  const { submitted } = paper;
  return {
    line,
    title: paper.title,
    text: paper.abstract,
    authorCount: paper.authorCount,
    organisation: null,
    published: submitted === null ? null : { date: submitted, precision: "day", inferred: false },
    comments: null,
    arxivId: paper.arxivId,
    ...(paper.doi === null ? {} : { doi: paper.doi }),
    ...(paper.authors.length > 0 ? { authors: paper.authors } : {}),
    ...(paper.categories.length > 0 ? { categories: paper.categories } : {}),
    url: `https://arxiv.org/abs/${paper.arxivId}`,
    dates: {
      ...(submitted === null ? {} : { submitted }),
      ...(announced === null ? {} : { announced }),
    },
    // It is known even so: no other source shall make news of it.
    ...(paper.withdrawn ? { withdrawn: true } : {}),
  };
}
