import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { matchArrived, type MatchTopics } from "../src/digests/planning/arrive.ts";
import type { Digest } from "../src/digests/digest.ts";
import { planDue } from "../src/digests/planning/due.ts";
import { defaultSettings } from "../src/digests/settings.ts";
import { createCorpus } from "../src/papers/corpus/corpus.ts";
import type { Paper } from "../src/papers/paper.ts";
import { tokenise } from "../src/search/words/analyse.ts";
import { createIndex } from "../src/search/create-index.ts";
import { shownTexts } from "../src/search/words/read-paper.ts";
import { isStopWord } from "../src/search/words/stop-words.ts";
import { readFolder } from "../src/sources/seeds/seeds.ts";
import { openStore, type Store } from "../src/store/open.ts";
import { pick, seededRandom } from "./random.ts";
import { SEEDS } from "./seeds.ts";

export interface Load {
  subscriptions: number;
  /** Distinct ones, at most. */
  topics: number;
  /** New ones, at most as many as there are seeds. */
  papers: number;
}

/** Milliseconds, but for `digests`. */
export interface Matched {
  /** All topics at once. */
  matching: number;
  /** The same, and until the matches are stored. */
  storing: number;
  /** Every subscription by itself: a sample, in proportion. */
  oneByOne: number;
  /** All digests, until they are stored. */
  planning: number;
  /** How many digests hold new papers. */
  digests: number;
}

const TOPICS_PER_CHANNEL = 5;
const SAMPLE = 200;
const SLOT = Temporal.Instant.from("2026-01-31T09:00:00Z");
const YESTERDAY = SLOT.subtract({ hours: 23 });

/** What one batch of new papers costs before anything is sent. */
export async function matchAll({ subscriptions, topics, papers }: Load): Promise<Matched> {
  const today = Temporal.PlainDate.from("2026-01-31");
  const corpus = createCorpus(await readFolder(SEEDS), { today });
  const index = createIndex(corpus.papers);
  const match: MatchTopics = (some, among) => index.matchTopics(some, among);
  const about = (topic: string) => index.papersAbout(topic);
  const fresh = corpus.papers.slice(-papers);
  const wanted = topicsWanted(someTopics(corpus.papers, topics), subscriptions);
  const distinct = [...new Set(wanted)];

  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  const store = await openStore(join(folder, "paperboy.db"));
  const { book } = store;
  try {
    await subscribeAll(wanted, store);
    const ids = fresh.map(({ id }) => id);
    await book.arrivals.note(ids, SLOT);

    const sample = wanted.slice(0, SAMPLE);
    const sampled = await timeOf(() => sample.map((topic) => match([topic], fresh)));
    const matching = await timeOf(() => match(distinct, fresh));
    const storing = await timeOf(() => matchArrived({ book, corpus, match, about, now: SLOT }));
    const planned: (Digest | null)[] = [];
    const planning = await timeOf(async () => {
      for (const channel of await book.subscriptions.due(SLOT)) {
        const newId = () => channel.id;
        planned.push(await planDue(channel, { book, corpus, now: SLOT, newId }));
      }
    });
    return {
      matching,
      storing,
      oneByOne: (sampled / sample.length) * wanted.length,
      planning,
      digests: planned.filter((digest) => digest?.quiet === false).length,
    };
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

async function timeOf(run: () => unknown): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

/** Words that stand side by side somewhere. */
function someTopics(papers: readonly Paper[], count: number): string[] {
  const pairs = papers.flatMap((paper) => {
    const text = [paper.displayTitle, ...shownTexts(paper)].join("\n");
    const words = tokenise(text).map(({ written }) => written);
    return words.slice(1).map((next, i) => [words[i] ?? "", next]);
  });
  const telling = pairs.filter((pair) => !pair.some(isStopWord)).map((pair) => pair.join(" "));
  const random = seededRandom(5);
  const drawn = new Set(Array.from({ length: 4 * count }, () => pick(telling, random)));
  return [...drawn].slice(0, count);
}

/** What each subscription wants, those of a channel one after the other. */
function topicsWanted(topics: readonly string[], subscriptions: number): string[] {
  const random = seededRandom(6);
  return Array.from({ length: subscriptions }, () => pick(topics, random));
}

async function subscribeAll(wanted: readonly string[], { book }: Store): Promise<void> {
  for (const [i, topic] of wanted.entries()) {
    const channelId = `c${Math.floor(i / TOPICS_PER_CHANNEL)}`;
    if (i % TOPICS_PER_CHANNEL === 0)
      await book.subscriptions.saveChannel({
        id: channelId,
        guildId: "g1",
        kind: "text",
        settings: defaultSettings("UTC"),
        settledUntil: YESTERDAY,
        pause: null,
        endedAt: null,
        setUpBy: "u1",
      });
    const subscription = { channelId, topic, name: topic, createdBy: "u1", createdAt: YESTERDAY };
    await book.subscriptions.add(subscription);
  }
}
