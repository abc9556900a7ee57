import type { Corpus } from "../papers/corpus/corpus.ts";
import type { Paper } from "../papers/paper.ts";
import type { SentPaper } from "../digests/book.ts";

/** When people last caught up with a channel. */
export interface CatchUps {
  last(userId: string, channelId: string): Promise<Temporal.Instant | null>;
  note(userId: string, channelId: string, at: Temporal.Instant): Promise<void>;
}

/** Whoever never caught up in a channel gets so much of it. */
const FIRST_TIME = { hours: 7 * 24 };

/** From when on somebody has not caught up. What lies ahead was noted while the clock was wrong. */
export function beginningOf(
  last: Temporal.Instant | null,
  now: Temporal.Instant,
): Temporal.Instant {
  const isKnown = last !== null && Temporal.Instant.compare(last, now) <= 0;
  return isKnown ? last : now.subtract(FIRST_TIME);
}

/** Whether whoever read what came since an instant has caught up: nothing from before it is left. */
export function isCaughtUp(since: Temporal.Instant, last: Temporal.Instant | null): boolean {
  return last === null || Temporal.Instant.compare(since, last) <= 0;
}

/** A paper that came to a channel, and where it stands. */
export interface CaughtUp extends SentPaper {
  paper: Paper;
  /** Those that the reader may know of. */
  votes: number;
}

/**
 * What came to a channel, each paper once: the most voted first, then by upvotes where sources count them,
 * then the newest. Without what the library no longer has.
 */
export function mostVotedFirst(
  sent: readonly SentPaper[],
  votes: ReadonlyMap<string, number>,
  { byId }: Pick<Corpus, "byId">,
): CaughtUp[] {
  const papers = new Map<string, CaughtUp>();
  for (const one of sent) {
    const paper = byId(one.paperId);
    if (paper && !papers.has(paper.id))
      papers.set(paper.id, { ...one, paper, votes: votes.get(paper.id) ?? 0 });
  }
  return [...papers.values()].toSorted(
    (a, b) =>
      b.votes - a.votes ||
      (b.paper.upvotes ?? 0) - (a.paper.upvotes ?? 0) ||
      Temporal.Instant.compare(b.at, a.at),
  );
}
