import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Paper } from "../../papers/paper.ts";
import type { Book } from "../book.ts";
import type { Subscription } from "../digest.ts";
import type { MatchTopics } from "./arrive.ts";
import { shownAs } from "./in-turn.ts";
import { wantedOf } from "./unmet.ts";

/** What another topic, or other wishes, would have made of the last seven days. */
export interface LastWeek {
  /** The papers that were looked at, and whether these are all that came. */
  looked: number;
  isAll: boolean;
  /** Those that come only with the change, and only without it: best match first. */
  gained: Paper[];
  lost: Paper[];
  /** How many come either way. */
  kept: number;
}

type Wanted = Pick<Subscription, "topic" | "wishes">;

interface Comparing {
  book: Pick<Book, "arrivals">;
  corpus: Corpus;
  match: MatchTopics;
  now: Temporal.Instant;
}

/** A busy week is some thousand papers; where all of a library came this week, the newest say enough. */
const MAX_PAPERS_COMPARED = 2000;
const WEEK = { hours: 7 * 24 };

export async function lastWeek(
  before: Wanted,
  after: Wanted,
  { book, corpus, match, now }: Comparing,
): Promise<LastWeek> {
  const ids = await book.arrivals.since(now.subtract(WEEK), MAX_PAPERS_COMPARED + 1);
  const compared = ids.slice(0, MAX_PAPERS_COMPARED);
  const papers = compared.flatMap((id) => shownAs(id, corpus) ?? []);
  const matches = match([...new Set([before.topic, after.topic])], papers);
  const wantedBy = ({ topic, wishes }: Wanted) =>
    wantedOf(matches.get(topic) ?? [], wishes, corpus)
      .toSorted((a, b) => b.strength - a.strength)
      .map(({ paper }) => paper);
  const [had, has] = [new Set(wantedBy(before)), new Set(wantedBy(after))];
  return {
    looked: papers.length,
    isAll: ids.length <= MAX_PAPERS_COMPARED,
    gained: [...has.difference(had)],
    lost: [...had.difference(has)],
    kept: has.intersection(had).size,
  };
}
