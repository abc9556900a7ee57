import { afterAll, beforeAll, expect, test } from "vitest";
import { planDue } from "../../src/digests/planning/due.ts";
import { missed, waiting } from "../../src/digests/planning/waiting.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aPaper } from "../papers/a-paper.ts";
import { aChannel, FRIDAY, subscribed } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";

/** A month of a channel for which ninety papers a day match, and whose digests take ten. */
const DAYS = 30;
/** How many of a day's papers each topic matches: one of them hardly any. */
const SHARES = { vision: 55, audio: 31, graphs: 4 };
const TOPICS = Object.keys(SHARES);
const MOST = 10;
const KEEP = 7;

/** What came on one day. */
interface Listing {
  day: number;
  papers: { id: string; topic: string; strength: number; votes: number; comments: number }[];
}

/** One digest, as the channel got it, and what there was besides once it was planned. */
interface Read {
  day: number;
  ids: string[];
  text: string;
  waiting: string[];
  missed: string[];
}

let store: Store;
let listings: Listing[];
let digests: Read[];

beforeAll(async () => {
  const random = seeded(20_261_120);
  listings = Array.from({ length: DAYS }, (_, day) => listingOf(day, random));
  store = await openStore(":memory:");
  digests = await theMonth();
});

afterAll(() => store.close());

test("every digest is full", () => {
  expect(digests.map(({ ids }) => ids.length)).toEqual(Array(DAYS).fill(MOST));
});

test("what each day had most votes for in the end came within two days", () => {
  const late = listings.flatMap(({ day, papers }) => {
    const star = papers.toSorted((a, b) => b.votes - a.votes)[0]!;
    const sent = digests.find(({ ids }) => ids.includes(star.id));
    const isLast = day === DAYS - 1;
    return sent ? (sent.day - day > 1 ? [star] : []) : isLast ? [] : [star];
  });
  expect(late).toEqual([]);
});

test("and still digests are more about their topics than what came is", () => {
  const strengthOf = new Map(
    listings.flatMap(({ papers }) => papers.map(({ id, strength }) => [id, strength] as const)),
  );
  const sent = digests.flatMap(({ ids }) => ids.map((id) => strengthOf.get(id) ?? 0));
  expect(mean(sent)).toBeGreaterThan(mean([...strengthOf.values()]) + 0.15);
});

test("no topic starves: each is in every digest, the small one too", () => {
  const topicOf = new Map(
    listings.flatMap(({ papers }) => papers.map(({ id, topic }) => [id, topic] as const)),
  );
  for (const { ids } of digests)
    expect(new Set(ids.map((id) => topicOf.get(id)))).toEqual(new Set(TOPICS));
});

test("each day what arrived is sent, waits, or is missed, and nothing is two of these", () => {
  const sent = new Set<string>();
  for (const digest of digests) {
    const arrived = listings.slice(0, digest.day + 1).flatMap(({ papers }) => papers);
    for (const id of digest.ids) {
      expect(sent).not.toContain(id);
      sent.add(id);
    }
    const all = [...sent, ...digest.waiting, ...digest.missed];
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(arrived.length);
  }
});

test("nothing waits longer than it may, and the last line of each digest counts the rest", () => {
  const dayOf = new Map(
    listings.flatMap(({ day, papers }) => papers.map(({ id }) => [id, day] as const)),
  );
  for (const [i, digest] of digests.entries()) {
    const oldest = Math.min(...digest.waiting.map((id) => dayOf.get(id) ?? 0));
    expect(digest.day - oldest).toBeLessThan(KEEP);
    const weekAgo = digests[i - 7]?.missed.length ?? 0;
    const missedNow = digest.missed.length - weekAgo;
    const counts = [
      `${digest.waiting.length} more waiting`,
      ...(missedNow > 0 ? [`${missedNow} missed this week`] : []),
    ];
    expect(digest.text).toContain(`-# ${counts.join(" · ")}"`);
  }
});

test("papers that votes brought say so", () => {
  expect(digests[9]?.text).toMatch(/ · \d+ upvotes in its first (?:day|\d days)/);
});

async function theMonth(): Promise<Read[]> {
  const { book } = store;
  const channel = aChannel({ settings: { most: MOST, keep: KEEP } });
  await subscribed(book, channel, ...TOPICS);
  const read: Read[] = [];
  for (const { day, papers } of listings) {
    const before = await book.arrivals.newest();
    const at = cameOn(day);
    await book.arrivals.note(
      papers.map(({ id }) => id),
      at,
    );
    const matched = Map.groupBy(papers, ({ topic }) => topic);
    const matches = TOPICS.map((topic) => {
      const own = matched.get(topic) ?? [];
      return [
        topic,
        own.map(({ id, strength }) => ({
          paperId: id,
          strength,
          words: [topic],
          fields: ["title" as const],
        })),
      ] as const;
    });
    await book.arrivals.matched(before, await book.arrivals.newest(), new Map(matches));

    const now = FRIDAY.add({ hours: 24 * (day + 1) });
    const corpus = aCorpus(papersAt(now));
    const kept = (await book.subscriptions.channel(channel.id))!;
    const digest = (await planDue(kept, { book, corpus, now, newId: () => `d${day}` }))!;
    const messages = await book.history.messages(digest.id);
    for (const { number } of messages)
      await book.deliveries.delivered(digest.id, number, `m${day}-${number}`, now);
    await book.deliveries.finish(digest.id, "sent", null, now);
    const all = { book, corpus, now };
    read.push({
      day,
      ids: messages.flatMap(({ paperIds }) => paperIds),
      text: JSON.stringify(messages.map(({ payload }) => payload)),
      waiting: (await waiting(kept, all)).map(({ paperId }) => paperId),
      missed: (await missed(kept, FRIDAY, all)).map(({ paperId }) => paperId),
    });
  }
  return read;
}

/** At noon, twenty hours before its first digest. */
function cameOn(day: number): Temporal.Instant {
  return FRIDAY.add({ hours: 24 * day + 4 });
}

/** What is known at an instant of all that came before. */
function papersAt(now: Temporal.Instant): Paper[] {
  return listings.flatMap(({ day, papers }) => {
    const came = cameOn(day);
    if (Temporal.Instant.compare(came, now) > 0) return [];
    const listed = came.toZonedDateTimeISO("UTC").toPlainDate().toString();
    const grown = 1 - Math.exp(-came.until(now).total("days") / DAYS_OF_VOTING);
    return papers.map(({ id, votes, comments }) =>
      aPaper({
        id,
        title: `Paper ${id}`,
        dates: { listed },
        upvotes: Math.round(votes * grown),
        comments: Math.round(comments * grown),
      }),
    );
  });
}

/** Most votes come in the first days. */
const DAYS_OF_VOTING = 1.5;

function listingOf(day: number, random: () => number): Listing {
  const topics = TOPICS.flatMap((topic, i) =>
    Array<string>(Object.values(SHARES)[i] ?? 0).fill(topic),
  );
  return {
    day,
    papers: topics.map((topic, i) => {
      // A heavy tail: half have a handful, one of a day some hundred.
      const votes = Math.min(400, Math.round(4 * (1 - random()) ** (-1 / 1.1)));
      return {
        id: `p${day}-${i}`,
        topic,
        // Many are wholly about it, as titles are.
        strength: random() < 0.2 ? 1 : Math.round(100 * random()) / 100,
        votes,
        comments: Math.round((votes * random()) / 10),
      };
    }),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The same numbers from 0 to 1 each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
