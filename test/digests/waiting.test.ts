import { afterEach, beforeEach, expect, test } from "vitest";
import type { Book } from "../../src/digests/book.ts";
import type { Digest } from "../../src/digests/digest.ts";
import { planByHand, planDue } from "../../src/digests/planning/due.ts";
import { countMissed, missed, waiting } from "../../src/digests/planning/waiting.ts";
import { why } from "../../src/digests/planning/why.ts";
import type { DigestSettings } from "../../src/digests/settings.ts";
import type { Corpus } from "../../src/papers/corpus/corpus.ts";
import type { Store } from "../../src/store/open.ts";
import { aPaper } from "../papers/a-paper.ts";
import { pruneAll } from "../store/prune-all.ts";
import { aChannel, FRIDAY, subscribed } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";
import { openTestStore } from "../store/test-store.ts";

let store: Store;
let book: Book;
let corpus: Corpus;
let made: number;

beforeEach(async () => {
  store = await openTestStore();
  book = store.book;
  corpus = aCorpus(Array.from({ length: 30 }, (_, i) => aPaper({ id: `p${i + 1}` })));
  made = 0;
});

afterEach(() => store.close());

/** The slot so many days after Friday's. */
const slot = (day: number) => FRIDAY.add({ hours: 24 * day });

async function channelWith(settings: Partial<DigestSettings>): Promise<void> {
  await subscribed(book, aChannel({ settings: { most: 1, ...settings } }), "vision");
}

/** Papers come; those that come first match best. */
async function come(...ids: string[]): Promise<void> {
  const before = await book.arrivals.newest();
  await book.arrivals.note(ids, FRIDAY);
  const matches = ids.map((paperId, i) => ({
    paperId,
    strength: 1 - i / 100,
    words: ["vision"],
    fields: ["title" as const],
  }));
  await book.arrivals.matched(before, await book.arrivals.newest(), new Map([["vision", matches]]));
}

const theChannel = async () => (await book.subscriptions.channel("c1"))!;
const planning = (now: Temporal.Instant) => ({ book, corpus, now, newId: () => `d${(made += 1)}` });

/** The papers of the digest that a tick brings. */
async function sentAt(now: Temporal.Instant): Promise<string[]> {
  return await deliver(await planDue(await theChannel(), planning(now)), now);
}

async function deliver(digest: Digest | null, now: Temporal.Instant): Promise<string[]> {
  if (!digest) return [];
  const messages = await book.history.messages(digest.id);
  for (const { number } of messages)
    await book.deliveries.delivered(digest.id, number, `m${digest.id}${number}`, now);
  await book.deliveries.finish(digest.id, "sent", null, now);
  return messages.flatMap(({ paperIds }) => paperIds);
}

/** `waiting: p2 p3 / missed: p4` */
async function left(now = slot(60)): Promise<string> {
  const all = { book, corpus, now };
  const channel = await theChannel();
  const waits = await waiting(channel, all);
  const over = await missed(channel, FRIDAY, all);
  return `waiting: ${idsOf(waits)} / missed: ${idsOf(over)}`;
}

function idsOf(papers: readonly { paperId: string }[]): string {
  return papers
    .map(({ paperId }) => paperId)
    .toSorted()
    .join(" ");
}

test("what has no place waits for so many days after its first digest, and then is missed", async () => {
  await channelWith({ keep: 2 });
  await come("p1", "p2", "p3", "p4", "p5");
  expect(await sentAt(slot(1))).toEqual(["p1"]);
  expect(await left()).toBe("waiting: p2 p3 p4 p5 / missed: ");
  expect(await sentAt(slot(2))).toEqual(["p2"]);
  expect(await left()).toBe("waiting: p3 p4 p5 / missed: ");
  // On its last day it is a candidate still.
  expect(await sentAt(slot(3))).toEqual(["p3"]);
  expect(await left()).toBe("waiting:  / missed: p4 p5");
  expect(await countMissed("c1", slot(4), { book, corpus })).toBe(2);
  expect(await countMissed("c1", slot(11), { book, corpus })).toBe(0);
  expect(await sentAt(slot(4))).toEqual([]);
});

test("a missed paper that was withdrawn is neither shown nor counted", async () => {
  await channelWith({ keep: 0 });
  await come("p1", "p2", "p3");
  await sentAt(slot(1));
  corpus.byId("p2")!.withdrawn = true;
  expect(await left()).toBe("waiting:  / missed: p3");
  expect(await countMissed("c1", slot(2), { book, corpus })).toBe(1);
});

test("with keep 0 each is a candidate once", async () => {
  await channelWith({ keep: 0 });
  await come("p1", "p2");
  expect(await sentAt(slot(1))).toEqual(["p1"]);
  expect(await left()).toBe("waiting:  / missed: p2");
});

test("a channel with one digest a week has each paper as a candidate at least once", async () => {
  await channelWith({ keep: 3, days: "monday" });
  await come("p1", "p2");
  expect(await sentAt(slot(3))).toEqual(["p1"]);
  await come("p3");
  expect(await left()).toBe("waiting: p2 p3 / missed: ");
  expect(await sentAt(slot(10))).toHaveLength(1);
  expect(await left()).toMatch(/^waiting: {2}\/ missed: p[23]$/);
});

test("nothing is missed while digests are paused, and afterwards the best of all that came is sent", async () => {
  await channelWith({ keep: 1, order: "best match" });
  await book.subscriptions.pause("c1", { why: "asked", until: slot(20) });
  await come("p9");
  expect(await sentAt(slot(10))).toEqual([]);
  await come("p1", "p2");
  expect(await left()).toBe("waiting: p1 p2 p9 / missed: ");
  expect(await sentAt(slot(21))).toEqual(["p9"]);
  expect(await left()).toBe("waiting: p1 p2 / missed: ");
});

test("days of a pause, of an outage or of a blocked channel are no days of waiting", async () => {
  await channelWith({ keep: 3, order: "best match" });
  await come("p1", "p2", "p3", "p4", "p5", "p6");
  expect(await sentAt(slot(1))).toEqual(["p1"]);
  await book.subscriptions.pause("c1", { why: "asked", until: slot(20) });
  for (let day = 2; day < 20; day += 1) await sentAt(slot(day));
  await book.subscriptions.pause("c1", null);
  expect(await sentAt(slot(21))).toEqual(["p2"]);
  // Nobody was there for a week, and then nothing got through.
  const blocked = await planDue(await theChannel(), planning(slot(28)));
  await book.deliveries.finish(blocked!.id, "failed", null, slot(28));
  expect(await sentAt(slot(29))).toEqual(["p3"]);
  expect(await left()).toBe("waiting: p4 p5 p6 / missed: ");
  expect(await sentAt(slot(30))).toEqual(["p4"]);
  expect(await left()).toBe("waiting:  / missed: p5 p6");
});

test("a channel that was away has papers by its order, whenever they came", async () => {
  await channelWith({ order: "most upvoted" });
  const votes = [3, 40, 7, 212];
  corpus = aCorpus(votes.map((upvotes, i) => aPaper({ id: `p${i + 1}`, upvotes })));
  await come("p1");
  await come("p2");
  await come("p3");
  await come("p4");
  expect(await sentAt(slot(12))).toEqual(["p4"]);
  expect(await sentAt(slot(13))).toEqual(["p2"]);
});

test("a digest that is sent by hand counts as any other", async () => {
  await channelWith({ keep: 0 });
  await come("p1", "p2");
  const now = slot(1).subtract({ hours: 3 });
  expect(await deliver(await planByHand(await theChannel(), planning(now)), now)).toEqual(["p1"]);
  expect(await left()).toBe("waiting:  / missed: p2");
});

test("days are those of the calendar: clocks that go back give nobody a day more", async () => {
  await channelWith({ keep: 1 });
  // Sunday, 28 March 2027 has an hour less in Berlin.
  const saturday = Temporal.Instant.from("2027-03-27T08:00:00Z");
  const sunday = Temporal.Instant.from("2027-03-28T07:00:00Z");
  await come("p1", "p2", "p3");
  await sentAt(saturday);
  await sentAt(sunday);
  expect(await left(sunday)).toBe("waiting:  / missed: p3");
});

test("a longer wait does not bring back what was missed", async () => {
  await channelWith({ keep: 0 });
  await come("p1", "p2");
  await sentAt(slot(1));
  const { settings } = await theChannel();
  await book.subscriptions.changeSettings("c1", { ...settings, keep: 30 }, slot(1));
  expect(await left()).toBe("waiting:  / missed: p2");
});

test.each(["failed", "skipped: paused"] as const)(
  "by a digest of which nothing was posted (%s) no paper is missed, and none has waited",
  async (outcome) => {
    await channelWith({ keep: 0 });
    await come("p1", "p2");
    const digest = await planDue(await theChannel(), planning(slot(1)));
    await book.deliveries.finish(digest!.id, outcome, null, slot(1));
    expect(await left()).toBe("waiting: p1 p2 / missed: ");
    expect((await book.candidates.unsent("c1", "new")).map((one) => one.waitingSince)).toEqual([
      null,
      null,
    ]);
    expect(await sentAt(slot(2))).toEqual(["p1"]);
    expect(await left()).toBe("waiting:  / missed: p2");
  },
);

test("what had waited before a digest that failed waits on from where it was", async () => {
  await channelWith({ keep: 2 });
  await come("p1", "p2", "p3");
  await sentAt(slot(1));
  const digest = await planDue(await theChannel(), planning(slot(3)));
  await book.deliveries.finish(digest!.id, "failed", null, slot(3));
  expect(await book.candidates.unsent("c1", "new")).toMatchObject([
    { paperId: "p2", waitingSince: slot(1) },
    { paperId: "p3", waitingSince: slot(1) },
  ]);
});

test("by a digest of which a part was posted papers are missed", async () => {
  await channelWith({ keep: 0, most: 2 });
  await come("p1", "p2", "p3");
  const digest = await planDue(await theChannel(), planning(slot(1)));
  await book.deliveries.delivered(digest!.id, 1, "m1", slot(1));
  await book.deliveries.finish(digest!.id, "partly sent", null, slot(1));
  expect(await left()).toBe("waiting:  / missed: p3");
});

test("of two papers that turn out to be one the wait goes on", async () => {
  await channelWith({ keep: 1 });
  await come("p1", "p2");
  await sentAt(slot(1));
  await come("p4", "p5", "p3");
  await book.arrivals.join("p2", "p3");
  expect(await book.candidates.unsent("c1", "new")).toMatchObject([
    { paperId: "p4", waitingSince: null },
    { paperId: "p3", waitingSince: slot(1) },
    { paperId: "p5", waitingSince: null },
  ]);
  await sentAt(slot(2));
  expect(await left()).toBe("waiting: p5 / missed: p3");
});

test("a missed paper that turns out to be one that waits is not missed", async () => {
  await channelWith({ keep: 0 });
  await come("p1", "p2");
  await sentAt(slot(1));
  const { settings } = await theChannel();
  await book.subscriptions.changeSettings("c1", { ...settings, keep: 5 }, slot(1));
  await come("p3", "p4");
  await sentAt(slot(2));
  expect(await left()).toBe("waiting: p4 / missed: p2");
  await book.arrivals.join("p2", "p4");
  expect(await left()).toBe("waiting: p4 / missed: ");
});

test("a channel that is forgotten leaves nothing behind", async () => {
  await channelWith({ keep: 0 });
  await come("p1", "p2");
  await sentAt(slot(1));
  await book.subscriptions.end("c1", slot(2));
  await pruneAll(store, slot(3).add({ hours: 30 * 24 }));
  await book.subscriptions.saveChannel(aChannel({ settings: { most: 1 } }));
  expect(await countMissed("c1", slot(3), { book, corpus })).toBe(0);
});

test("why says since when a paper had waited, and when that was over", async () => {
  await channelWith({ keep: 1 });
  await come("p1", "p2", "p3");
  await sentAt(slot(1));
  await sentAt(slot(2));
  const question = { channel: await theChannel(), book, corpus, now: slot(3) };
  expect(await why({ ...question, paper: corpus.byId("p3")! })).toMatchObject({
    rule: "missed",
    name: "vision",
    since: slot(1),
    at: slot(2),
    keep: 1,
  });
});
