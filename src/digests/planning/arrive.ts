import { setImmediate } from "node:timers/promises";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Paper } from "../../papers/paper.ts";
import type { Book } from "../book.ts";
import type { TopicMatch } from "../digest.ts";

/**
 * Which of some papers each topic is about, by topic. A topic without an entry matches none, such
 * as one that cannot be read as a query.
 */
export type MatchTopics = (
  topics: readonly string[],
  papers: readonly Paper[],
) => ReadonlyMap<string, readonly TopicMatch[]>;

/** The papers of the whole corpus that a topic is most about: a bounded number, without reading all. */
export type PapersAbout = (topic: string) => readonly TopicMatch[];

export interface Arrival {
  book: Book;
  corpus: Corpus;
  match: MatchTopics;
  about: PapersAbout;
  now: Temporal.Instant;
}

/** Topics are stored in parts, so that another process never waits long for its turn to write. */
const TOPICS_PER_WRITE = 100;

/**
 * Takes in a corpus: papers are new once a source lists them for the first time, and archive until then where one had
 * them before it was read; two that turned out to be one are joined, and each topic is matched against what arrived since it was last.
 * Returns the ids that are new.
 * Stopped anywhere, the next call goes on. Call it before anything is planned from that corpus, and
 * one call at a time.
 */
export async function arrive(arrival: Arrival): Promise<string[]> {
  const { book, corpus, now } = arrival;
  const { arrivals } = book;
  // First what an interrupted call left: afterwards a joined paper's own number may be gone.
  await matchArrived(arrival);
  const joined = corpus.joined();
  for (const oldId of await arrivals.known([...joined.keys()])) {
    const id = joined.get(oldId) ?? oldId;
    if (corpus.byId(id)) await arrivals.join(oldId, id);
  }
  const fresh: string[] = [];
  const unlisted = corpus.unlisted();
  for (const some of inParts(corpus.ids())) {
    const { listed = [], archive = [] } = Object.groupBy(
      some,
      (id) => unlisted.get(id) ?? "listed",
    );
    fresh.push(...(await arrivals.note(listed, now)));
    if (archive.length > 0) await arrivals.note(archive, now, { areArchive: true });
    await setImmediate();
  }
  await matchArrived(arrival);
  return fresh;
}

/**
 * Matches each topic against the papers that arrived since it was last matched: a topic that is
 * subscribed to for the first time, against all. The work grows with distinct topics, whoever wants them.
 * A paper that another process has just numbered, and this one does not have yet, is for the next call, with all
 * that came after it: its mark would pass over it for ever.
 */
export async function matchArrived(arrival: Arrival): Promise<void> {
  const { arrivals } = arrival.book;
  const until = await lastAtHand(arrival);
  const behind = (await arrivals.topics()).filter(({ matchedUntil }) => matchedUntil < until);
  for (const [mark, topics] of Map.groupBy(behind, ({ matchedUntil }) => matchedUntil)) {
    const arrived = (await arrivals.after(mark)).filter(({ arrival: number }) => number <= until);
    // To read a large archive for a new topic takes too long, and nobody pages through all of it.
    const archiveUntil =
      arrived.length > MAX_PAPERS_COMPARED
        ? Math.min(...topics.map((one) => one.archiveUntil))
        : mark;
    const { archive = [], news = [] } = Object.groupBy(arrived, (one) =>
      one.arrival <= archiveUntil ? "archive" : "news",
    );
    const wordings = topics.map(({ topic }) => topic);
    const found = await matchesOf(wordings, idsOf(news), arrival);
    if (archive.length > 0) await addFromArchive(found, idsOf(archive), arrival);
    const all = [...found];
    for (let start = 0; start < all.length; start += TOPICS_PER_WRITE)
      await arrivals.matched(mark, until, new Map(all.slice(start, start + TOPICS_PER_WRITE)));
  }
}

/** A copy of the papers is moments behind. What arrived longer ago and is not there is no longer anywhere. */
const COPY_LAGS = { minutes: 10 };

/** Up to which arrival this process has all papers. */
async function lastAtHand({ book: { arrivals }, corpus, now }: Arrival): Promise<number> {
  const newest = await arrivals.newest();
  const recent = await arrivals.after(newest - MAX_PAPERS_COMPARED);
  const joined = corpus.joined();
  const unread = recent.filter(
    ({ paperId, at }) =>
      Temporal.Instant.compare(at.add(COPY_LAGS), now) > 0 &&
      !corpus.byId(joined.get(paperId) ?? paperId),
  );
  if (unread.length === 0) return newest;
  // What is there and can't be read is not waited for.
  const there = new Set(corpus.ids());
  const missing = unread.find(({ paperId }) => !there.has(paperId));
  return missing ? Math.min(newest, missing.arrival - 1) : newest;
}

/** Papers that a topic is compared with one by one. */
const MAX_PAPERS_COMPARED = 2000;
/** Topics times papers that are compared at a stretch, while people wait for answers. */
const MAX_COMPARISONS_AT_ONCE = 40_000;

/** Few enough that nobody waits for long while they are compared with those that are known. */
function* inParts(ids: Iterable<string>): Generator<string[]> {
  let part: string[] = [];
  for (const id of ids) if (part.push(id) === 2000) yield part.splice(0);
  if (part.length > 0) yield part;
}

function idsOf(arrived: readonly { paperId: string }[]): string[] {
  return arrived.map(({ paperId }) => paperId);
}

/** What each topic matches, by the ids under which the papers arrived, which may be others by now. */
type Matches = Map<string, TopicMatch[]>;

async function matchesOf(
  topics: readonly string[],
  arrived: readonly string[],
  { corpus, match }: Pick<Arrival, "corpus" | "match">,
): Promise<Matches> {
  const arrivedAs = arrivedIds(arrived, corpus);
  const papers = [...arrivedAs.keys()];
  const found: Matches = new Map(topics.map((topic) => [topic, []]));
  const size = Math.max(1, Math.ceil(MAX_COMPARISONS_AT_ONCE / topics.length));
  for (let start = 0; start < papers.length; start += size) {
    const some = papers.slice(start, start + size).flatMap((id) => corpus.byId(id) ?? []);
    for (const [topic, matches] of match(topics, some))
      found.get(topic)?.push(...matches.flatMap((one) => asArrived(one, arrivedAs)));
    await setImmediate();
  }
  return found;
}

async function addFromArchive(
  found: Matches,
  arrived: readonly string[],
  { corpus, about }: Pick<Arrival, "corpus" | "about">,
): Promise<void> {
  const arrivedAs = arrivedIds(arrived, corpus);
  for (const [topic, matches] of found) {
    matches.push(...about(topic).flatMap((one) => asArrived(one, arrivedAs)));
    await setImmediate();
  }
}

/** The ids under which papers arrived, by their ids of now. */
function arrivedIds(arrived: readonly string[], corpus: Corpus): Map<string, string[]> {
  const joined = corpus.joined();
  return Map.groupBy(arrived, (id) => joined.get(id) ?? id);
}

function asArrived(match: TopicMatch, arrivedAs: ReadonlyMap<string, string[]>): TopicMatch[] {
  return (arrivedAs.get(match.paperId) ?? []).map((paperId) => ({ ...match, paperId }));
}
