import { setImmediate } from "node:timers/promises";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import { wordingOf } from "../../papers/paper.ts";
import type { Book } from "../book.ts";
import type { MatchTopics } from "./arrive.ts";

interface MatchingAgain {
  book: Book;
  corpus: Corpus;
  match: MatchTopics;
  now: Temporal.Instant;
}

/** Topics times papers that are compared, and stored, at a stretch, while people wait for answers. */
const MAX_COMPARISONS_AT_ONCE = 4000;

/**
 * Matches topics with papers whose title or texts came or changed after they had arrived, once for each
 * change. They keep their place in the order of arrival, so that nothing becomes new by it to a channel
 * to which it was known, and what was sent is not sent again. Call it after `arrive`.
 */
export async function matchAgain({ book, corpus, match, now }: MatchingAgain): Promise<void> {
  const { arrivals, rewordings } = book;
  const ids = await rewordings.unmatched();
  if (ids.length === 0) return;
  const topics = (await arrivals.topics()).map(({ topic }) => topic);
  const size = Math.max(1, Math.floor(MAX_COMPARISONS_AT_ONCE / Math.max(1, topics.length)));
  for (let start = 0; start < ids.length; start += size) {
    const papers = ids.slice(start, start + size).flatMap((id) => {
      const paper = corpus.byId(id);
      // One that goes by another id now is matched under that.
      return paper?.id === id ? [paper] : [];
    });
    const found = match(topics, papers);
    const matches = new Map(topics.map((topic) => [topic, found.get(topic) ?? []]));
    const read = papers.map((paper) => ({ paperId: paper.id, wording: wordingOf(paper) }));
    await rewordings.matched(read, matches, now);
    await setImmediate();
  }
}
