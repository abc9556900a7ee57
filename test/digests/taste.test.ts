import { afterEach, beforeEach, expect, test } from "vitest";
import { createOpinions } from "../../src/community/opinions.ts";
import { createVoting } from "../../src/community/votes.ts";
import type { Book } from "../../src/digests/book.ts";
import type { Channel } from "../../src/digests/digest.ts";
import { preview } from "../../src/digests/planning/due.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aPaper } from "../papers/a-paper.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";

const LIKED = "Mamba over *long* contexts";
const OLD = 30;
const NEW = 6;

/** Every third of what was sent is liked, and the fourth of what is new is like these. */
const papers = [
  ...Array.from({ length: OLD }, (_, i) =>
    aPaper({ id: `p${i}`, title: i % 3 === 0 ? `${LIKED} ${i}` : `Graph networks ${i}` }),
  ),
  ...Array.from({ length: NEW }, (_, i) =>
    aPaper({ id: `n${i}`, title: i === 3 ? "Faster Mamba" : `Robots ${i}` }),
  ),
];
const ids = papers.map(({ id }) => id);
const corpus = aCorpus(papers);

let store: Store;
let book: Book;

beforeEach(async () => {
  store = await openStore(":memory:");
  // All channels are open to all.
  const voting = createVoting(store.votes, () => Promise.resolve(true));
  const opinions = createOpinions(voting, () => Promise.resolve(null), {
    sent: (...asked) => store.book.history.sent(...asked),
    paper: (id) => corpus.byId(id),
    openedOf: () => Promise.resolve(new Set()),
  });
  book = { ...store.book, opinions };
  await subscribed(book, aChannel(), "vision");
  const sent = aDigest({ occasion: { kind: "by hand" }, plannedAt: FRIDAY, dueAt: FRIDAY });
  await book.deliveries.plan(sent, [aMessage(...ids.slice(0, OLD))]);
  await book.deliveries.delivered("d1", 1, "m1", FRIDAY);
  await book.deliveries.finish("d1", "sent", null, FRIDAY);
  const fresh = ids.slice(OLD);
  await book.arrivals.note(fresh, FRIDAY);
  await book.arrivals.matched(
    0,
    NEW,
    new Map([["vision", fresh.map((id) => ({ ...match(id), strength: 1 }))]]),
  );
});

afterEach(() => store.close());

const match = (paperId: string) => ({ paperId, words: ["vision"], fields: ["title" as const] });

/** Somebody votes for so many of the liked ones. */
async function vote(count: number, channelId = "c1", audienceId = channelId): Promise<void> {
  for (let i = 0; i < count; i += 1)
    await store.votes.cast({
      guildId: "g1",
      channelId,
      audienceId,
      paperId: `p${3 * i}`,
      userId: "ada",
      at: FRIDAY.add({ minutes: i }),
    });
}

async function nextDigest(settings: Partial<Channel["settings"]>) {
  const channel = aChannel({ settings: { taste: true, ...settings } });
  const now = FRIDAY.add({ hours: 1 });
  const { messages } = await preview(channel, { book, corpus, now });
  return {
    ids: messages.flatMap(({ paperIds }) => paperIds),
    said: JSON.stringify(messages.map(({ payload }) => payload)),
  };
}

const PLAIN = ["n0", "n1", "n2", "n3", "n4", "n5"];

test("from ten votes on, what people liked comes a little earlier, and the digest says why", async () => {
  await vote(9);
  expect((await nextDigest({})).ids).toEqual(PLAIN);
  await vote(10);
  const digest = await nextDigest({});
  expect(digest.ids).toEqual(["n0", "n1", "n3", "n2", "n4", "n5"]);
  expect(digest.said).toContain("-# People here liked: mamba");
});

test("never changes what is in a digest", async () => {
  await vote(10);
  expect((await nextDigest({ most: 3 })).ids).toEqual(["n0", "n1", "n2"]);
});

test("is off unless it is on, and without votes", async () => {
  await vote(10);
  for (const settings of [{ taste: false }, { votes: false }]) {
    const digest = await nextDigest(settings);
    expect(digest.ids).toEqual(PLAIN);
    expect(digest.said).not.toContain("liked");
  }
});

test("is made of the channel's own votes and those in its threads, not of others that its readers see", async () => {
  await vote(10, "c2");
  expect((await nextDigest({})).ids).toEqual(PLAIN);
  for (let i = 0; i < 10; i += 1)
    await store.votes.takeBack({ guildId: "g1", paperId: `p${3 * i}`, userId: "ada" });
  await vote(10, "thread", "c1");
  expect((await nextDigest({})).ids).not.toEqual(PLAIN);
});
