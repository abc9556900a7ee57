import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, type Store } from "../../src/store/open.ts";
import { WHAT_GOES } from "../../src/store/pruning/what-goes.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { pruneAll } from "./prune-all.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore(":memory:");
});

afterEach(() => store.close());

const days = (count: number) => ({ hours: 24 * count });
const aView = (query: string) => ({ list: "search", query, since: null, codeOnly: false });

/** Papers that match a topic, each by its number. */
async function matching(topic: string, count: number): Promise<void> {
  const from = await store.book.arrivals.newest();
  const ids = Array.from({ length: count }, (_, i) => `${topic}-${i}`);
  await store.book.arrivals.note(ids, FRIDAY);
  const matches = ids.map((paperId) => ({ paperId, strength: 1, words: [], fields: [] }));
  await store.book.arrivals.matched(from, from + count, new Map([[topic, matches]]));
}

test("every thing that goes has a name of its own", () => {
  const names = WHAT_GOES.map(({ what }) => what);
  expect(new Set(names).size).toBe(names.length);
});

test("what one person was shown goes a week later, and what all saw stays", async () => {
  const alone = await store.views.save(aView("alone"), { at: FRIDAY, toAll: false });
  const seen = await store.views.save(aView("seen"), { at: FRIDAY, toAll: true });
  const draft = { channelId: "c1", guildId: "g1", topic: "noise", name: null, userId: "u1" };
  const drafted = await store.drafts.save(draft, FRIDAY);
  await pruneAll(store, FRIDAY.add(days(7)));
  expect(await store.views.load(alone)).not.toBeNull();
  expect(await store.drafts.load(drafted)).not.toBeNull();
  await pruneAll(store, FRIDAY.add(days(8)));
  expect(await store.views.load(alone)).toBeNull();
  expect(await store.drafts.load(drafted)).toBeNull();
  await pruneAll(store, FRIDAY.add(days(4000)));
  expect(await store.views.load(seen)).toEqual(aView("seen"));
});

test("a view that is shown again is kept again, and for ever once others see it", async () => {
  const key = await store.views.save(aView("again"), { at: FRIDAY, toAll: false });
  await store.views.save(aView("again"), { at: FRIDAY.add(days(5)), toAll: false });
  await pruneAll(store, FRIDAY.add(days(11)));
  expect(await store.views.load(key)).not.toBeNull();
  await store.views.save(aView("again"), { at: FRIDAY.add(days(11)), toAll: true });
  await store.views.save(aView("again"), { at: FRIDAY.add(days(13)), toAll: false });
  await pruneAll(store, FRIDAY.add(days(400)));
  expect(await store.views.load(key)).not.toBeNull();
});

test("messages for which no request left go with the others of a finished digest", async () => {
  await subscribed(store.book, aChannel(), "vision");
  const { deliveries, history } = store.book;
  await deliveries.plan(aDigest(), [aMessage("p1"), aMessage("p2")]);
  await deliveries.delivered("d1", 1, "m1", FRIDAY);
  await pruneAll(store, FRIDAY.add(days(50)));
  expect(await history.messages("d1")).toHaveLength(2);
  await deliveries.finish("d1", "partly sent", null, FRIDAY.add(days(50)));
  await pruneAll(store, FRIDAY.add(days(79)));
  expect(await history.messages("d1")).toMatchObject([{ number: 2 }]);
  await pruneAll(store, FRIDAY.add(days(81)));
  expect(await history.messages("d1")).toEqual([]);
  expect(await history.edition("d1")).toMatchObject({
    papers: [{ paperId: "p1", isPosted: true }],
  });
});

test("much goes in pieces, and a piece is never long", async () => {
  for (let i = 0; i < 1200; i += 1)
    await store.views.save(aView(`q${i}`), { at: FRIDAY, toAll: false });
  await subscribed(store.book, aChannel(), "vision");
  await matching("vision", 1200);
  const [topic] = await store.book.subscriptions.of("c1");
  await store.book.subscriptions.remove(topic!.id);
  const later = FRIDAY.add(days(31));
  const pieces = [];
  for (;;) {
    const went = await store.pruning.step(later);
    if (went.size === 0) break;
    pieces.push(...went.values());
  }
  expect(Math.max(...pieces)).toBeLessThanOrEqual(500);
  expect(pieces.reduce((sum, rows) => sum + rows, 0)).toBe(2401);
  expect(await store.book.arrivals.newest()).toBe(1200);
});

test("an answer that was to come goes once it is too late for it", async () => {
  await store.promisedAnswers.keep({ userId: "u1", request: "{}", address: "a", at: FRIDAY });
  await pruneAll(store, FRIDAY.add({ minutes: 15 }));
  expect(await store.promisedAnswers.left()).toHaveLength(1);
  await pruneAll(store, FRIDAY.add({ minutes: 16 }));
  expect(await store.promisedAnswers.left()).toEqual([]);
});

test("of an ended channel everything that waited goes, a piece at a time, unless it comes back", async () => {
  const { subscriptions, candidates, deliveries } = store.book;
  await subscribed(store.book, aChannel(), "vision");
  await matching("vision", 1100);
  const leftOver = (await candidates.unsent("c1", "new")).slice(1).map(({ paperId }) => ({
    paperId,
    since: FRIDAY,
    isKnown: false,
    end: null,
  }));
  await deliveries.plan(aDigest(), [aMessage("vision-0")], leftOver);
  await deliveries.delivered("d1", 1, "m1", FRIDAY);
  await deliveries.finish("d1", "sent", null, FRIDAY);
  await subscriptions.end("c1", FRIDAY);
  const later = FRIDAY.add(days(31));
  await store.pruning.step(later);
  expect(await subscriptions.of("c1")).toHaveLength(1);
  await subscriptions.end("c1", null);
  await pruneAll(store, later);
  // What of it still waited has only lost since when.
  expect(await candidates.unsent("c1", "new")).toHaveLength(1099);
  await subscriptions.end("c1", FRIDAY);
  await pruneAll(store, later);
  expect(await subscriptions.channel("c1")).toBeNull();
  expect(await store.book.history.whereabouts("c1", "vision-0")).toMatchObject({
    kind: "delivered",
    id: "m1",
  });
});

test("a topic that somebody wants again while it goes is matched with everything again", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await matching("vision", 1100);
  const [one] = await store.book.subscriptions.of("c1");
  await store.book.subscriptions.remove(one!.id);
  await store.pruning.step(FRIDAY);
  await subscribed(store.book, aChannel(), "vision");
  await pruneAll(store, FRIDAY.add(days(60)));
  expect(await store.book.arrivals.topics()).toMatchObject([{ topic: "vision", matchedUntil: 0 }]);
  const matches = Array.from({ length: 1100 }, (_, i) => ({
    paperId: `vision-${i}`,
    strength: 1,
    words: [],
    fields: [],
  }));
  await store.book.arrivals.matched(0, 1100, new Map([["vision", matches]]));
  expect(await store.book.candidates.unsent("c1", "archive")).toHaveLength(1100);
});

test("a clock that is behind deletes nothing, and one far ahead only what is old by it", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await store.views.save(aView("kept"), { at: FRIDAY, toAll: true });
  expect((await store.pruning.step(FRIDAY.subtract(days(400)))).size).toBe(0);
  await pruneAll(store, FRIDAY.add(days(40_000)));
  expect(await store.book.subscriptions.of("c1")).toHaveLength(1);
});
