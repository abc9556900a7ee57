import { setImmediate } from "node:timers/promises";
import type { Corpus } from "../papers/corpus.ts";
import type { Paper } from "../papers/paper.ts";
import type { Book } from "./book.ts";
import type { TopicMatch } from "./digest.ts";

/**
 * Which of some papers each topic is about, by topic. A topic without an entry matches none, such
 * as one that cannot be read as a query.
 */
export type MatchTopics = (
  topics: readonly string[],
  papers: readonly Paper[],
) => ReadonlyMap<string, readonly TopicMatch[]>;

export interface Arrival {
  book: Book;
  corpus: Corpus;
  match: MatchTopics;
  now: Temporal.Instant;
}

/** Topics are stored in parts, so that another process never waits long for its turn to write. */
const TOPICS_PER_WRITE = 100;

/**
 * Takes in a corpus: papers never seen before are new, two that turned out to be one are joined, and
 * each topic is matched against what arrived since it was last. Returns the ids that are new.
 * Stopped anywhere, the next call goes on. Call it before anything is planned from that corpus, and
 * one call at a time.
 */
export async function arrive({ book, corpus, match, now }: Arrival): Promise<string[]> {
  const { arrivals } = book;
  // First what an interrupted call left: afterwards a joined paper's own number may be gone.
  await matchArrived({ book, corpus, match });
  const joined = corpus.joined();
  for (const oldId of await arrivals.among([...joined.keys()])) {
    const id = joined.get(oldId) ?? oldId;
    if (corpus.byId(id)) await arrivals.join(oldId, id);
  }
  const fresh: string[] = [];
  for (const some of inParts(corpus.ids())) {
    fresh.push(...(await arrivals.note(some, now)));
    await setImmediate();
  }
  await matchArrived({ book, corpus, match });
  return fresh;
}

/**
 * Matches each topic against the papers that arrived since it was last matched: a topic that is
 * subscribed to for the first time, against all. The work grows with distinct topics, whoever wants them.
 */
export async function matchArrived({ book, corpus, match }: Omit<Arrival, "now">): Promise<void> {
  const { arrivals } = book;
  const until = await arrivals.newest();
  const behind = (await arrivals.topics()).filter(({ matchedUntil }) => matchedUntil < until);
  for (const [mark, topics] of Map.groupBy(behind, ({ matchedUntil }) => matchedUntil)) {
    const arrived = (await arrivals.after(mark)).filter(({ arrival }) => arrival <= until);
    const found = matchesOf(
      topics.map(({ topic }) => topic),
      arrived.map(({ paperId }) => paperId),
      corpus,
      match,
    );
    for (let start = 0; start < found.length; start += TOPICS_PER_WRITE)
      await arrivals.matched(mark, until, new Map(found.slice(start, start + TOPICS_PER_WRITE)));
  }
}

/** Few enough that nobody waits for long while they are compared with those that are known. */
function* inParts(ids: Iterable<string>): Generator<string[]> {
  let part: string[] = [];
  for (const id of ids) if (part.push(id) === 2000) yield part.splice(0);
  if (part.length > 0) yield part;
}

/** By the ids under which the papers arrived, which may be others by now. */
function matchesOf(
  topics: readonly string[],
  arrived: readonly string[],
  corpus: Corpus,
  match: MatchTopics,
): [topic: string, matches: TopicMatch[]][] {
  const papers = new Map<string, Paper>();
  const arrivedAs = new Map<string, string[]>();
  for (const id of arrived) {
    const paper = corpus.byId(id);
    if (!paper) continue;
    papers.set(paper.id, paper);
    arrivedAs.set(paper.id, [...(arrivedAs.get(paper.id) ?? []), id]);
  }
  const matches = match(topics, [...papers.values()]);
  return topics.map((topic) => [
    topic,
    (matches.get(topic) ?? []).flatMap((found) =>
      (arrivedAs.get(found.paperId) ?? []).map((paperId) => ({ ...found, paperId })),
    ),
  ]);
}
