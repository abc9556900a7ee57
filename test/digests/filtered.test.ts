import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { planDue } from "../../src/digests/planning/due.ts";
import { countMissed, nextChoice } from "../../src/digests/planning/waiting.ts";
import { why } from "../../src/digests/planning/why.ts";
import type { DigestSettings } from "../../src/digests/settings.ts";
import type { Wishes } from "../../src/digests/wishes.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aPaper } from "../papers/a-paper.ts";
import { aChannel, FRIDAY, subscribed } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";

let store: Store;
/** What the source says of each paper by now. */
let votes: Map<string, number>;
let made: number;

beforeEach(open);
afterEach(() => store.close());

async function open(): Promise<void> {
  store = await openStore(":memory:");
  votes = new Map();
  made = 0;
}

/** The slot so many days after Friday's. */
const slot = (day: number) => FRIDAY.add({ hours: 24 * day });

const corpus = () => aCorpus([...votes].map(([id, upvotes]) => aPaper({ id, upvotes })));
const theChannel = async () => (await store.book.subscriptions.channel("c1"))!;

async function channelWith(settings: Partial<DigestSettings>, wishes: Partial<Wishes>) {
  const { book } = store;
  await subscribed(book, aChannel({ settings }), "vision");
  await wish(wishes);
}

async function wish(wishes: Partial<Wishes>): Promise<void> {
  const [vision] = await store.book.subscriptions.of("c1");
  const changed = { wishes: { ...vision!.wishes, ...wishes } };
  await store.book.subscriptions.change(vision!.id, changed);
}

async function come(...ids: string[]): Promise<void> {
  const { arrivals } = store.book;
  const before = await arrivals.newest();
  for (const id of ids) votes.set(id, votes.get(id) ?? 0);
  await arrivals.note(ids, FRIDAY);
  const matches = ids.map((paperId) => ({ paperId, strength: 1, words: [], fields: [] }));
  await arrivals.matched(before, await arrivals.newest(), new Map([["vision", matches]]));
}

/** The papers of the digest that a tick brings. */
async function sentAt(day: number): Promise<string[]> {
  const { book } = store;
  const now = slot(day);
  const planning = { book, corpus: corpus(), now, newId: () => `d${(made += 1)}` };
  const digest = await planDue(await theChannel(), planning);
  if (!digest || digest.finishedAt !== null) return [];
  const messages = await book.history.messages(digest.id);
  for (const { number } of messages)
    await book.deliveries.delivered(digest.id, number, `m${digest.id}${number}`, now);
  await book.deliveries.finish(digest.id, "sent", null, now);
  return messages.flatMap(({ paperIds }) => paperIds);
}

async function whyNow(id: string, day: number) {
  return await why({
    paper: corpus().byId(id)!,
    channel: await theChannel(),
    book: store.book,
    corpus: corpus(),
    now: slot(day),
  });
}

test("a paper that reaches the upvotes while it may wait comes then", async () => {
  await channelWith({ keep: 3 }, { upvotes: 10 });
  await come("p1", "p2");
  expect(await sentAt(1)).toEqual([]);
  votes.set("p1", 10);
  expect(await sentAt(2)).toEqual(["p1"]);
});

test("one that reaches them later doesn't come, and was neither waiting nor missed", async () => {
  await channelWith({ keep: 2 }, { upvotes: 10 });
  await come("p1");
  for (const day of [1, 2, 3, 4]) {
    expect(await sentAt(day)).toEqual([]);
    expect(await countMissed("c1", slot(day + 1), { book: store.book, corpus: corpus() })).toBe(0);
  }
  votes.set("p1", 500);
  expect(await sentAt(5)).toEqual([]);
  expect(await whyNow("p1", 5)).toMatchObject({ rule: "filtered", isOver: true });
});

test("on the last day of its time it is judged once more", async () => {
  await channelWith({ keep: 2 }, { upvotes: 10 });
  await come("p1");
  expect(await sentAt(1)).toEqual([]);
  expect(await sentAt(2)).toEqual([]);
  votes.set("p1", 10);
  expect(await sentAt(3)).toEqual(["p1"]);
});

test("why says what is not met, and that it can still come", async () => {
  await channelWith({}, { upvotes: 10, code: true });
  await come("p1");
  votes.set("p1", 4);
  expect(await whyNow("p1", 1)).toMatchObject({
    rule: "filtered",
    unmet: [{ wish: "upvotes", wanted: 10, has: 4 }, { wish: "code" }],
    isOver: false,
  });
});

test("why says that a paper waits because its topic has all that it wants", async () => {
  await channelWith({}, { most: 1 });
  await come("p1", "p2");
  expect(await whyNow("p2", 1)).toMatchObject({ rule: "planned", mostOfTopic: 1 });
  expect(await whyNow("p1", 1)).toMatchObject({ rule: "planned", mostOfTopic: null });
});

test("asking for less lets come what may still wait, and nothing whose time is over", async () => {
  await channelWith({ keep: 2 }, { upvotes: 10 });
  await come("old");
  for (const day of [1, 2, 3]) await sentAt(day);
  await come("young");
  expect(await sentAt(4)).toEqual([]);
  await wish({ upvotes: 0 });
  expect(await sentAt(5)).toEqual(["young"]);
  expect(await sentAt(6)).toEqual([]);
});

test("what arrived is sent, waits, was missed or filtered, however votes and wishes change", async () => {
  const day = fc.record({
    coming: fc.nat({ max: 5 }),
    /** Which papers get so many votes. */
    votes: fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 12 })), { maxLength: 6 }),
    upvotes: fc.option(fc.constantFrom(0, 3, 10)),
    most: fc.option(fc.constantFrom(null, 1, 2)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: 3, maxLength: 9 }), async (days) => {
      await store.close();
      await open();
      await channelWith({ keep: 2, most: 3 }, {});
      const sent: string[] = [];
      for (const [i, today] of days.entries()) {
        await come(...Array.from({ length: today.coming }, (_, at) => `p${votes.size + at + 1}`));
        for (const [at, count] of today.votes) if (votes.has(`p${at}`)) votes.set(`p${at}`, count);
        if (today.upvotes !== null) await wish({ upvotes: today.upvotes });
        await wish({ most: today.most });
        sent.push(...(await sentAt(i + 1)));
        const after = { book: store.book, corpus: corpus(), now: slot(i + 1).add({ minutes: 1 }) };
        const next = await nextChoice(await theChannel(), after);
        const unsent = [...next.chosen, ...next.left, ...next.filtered].map(
          ({ paperId }) => paperId,
        );
        const missed = await store.book.candidates.missed("c1", FRIDAY);
        const known = [...sent, ...unsent, ...missed.map(({ paperId }) => paperId)];
        expect(new Set(known).size).toBe(known.length);
        const gone = [...votes.keys()].filter((id) => !known.includes(id));
        for (const id of gone)
          expect(await whyNow(id, i + 1)).toMatchObject({ rule: "filtered", isOver: true });
      }
    }),
    { numRuns: 12 },
  );
}, 180_000);
