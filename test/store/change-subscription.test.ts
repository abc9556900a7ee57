import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Book } from "../../src/digests/book.ts";
import { NO_WISHES } from "../../src/digests/wishes.ts";
import type { Store } from "../../src/store/open.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { openTestStore } from "./test-store.ts";

let store: Store;
let book: Book;

beforeEach(async () => {
  store = await openTestStore();
  book = store.book;
  await come("a1");
  await subscribed(book, aChannel(), "vision");
});

afterEach(() => store.close());

async function come(...ids: string[]): Promise<void> {
  await book.arrivals.note(ids, FRIDAY);
}

/** All that has come is matched with all topics. */
async function matchAll(matches: Record<string, string[]>): Promise<void> {
  const until = await book.arrivals.newest();
  for (const { topic, matchedUntil } of await book.arrivals.topics()) {
    const found = (matches[topic] ?? []).map((paperId) => ({
      paperId,
      strength: 1,
      words: [],
      fields: [],
    }));
    await book.arrivals.matched(matchedUntil, until, new Map([[topic, found]]));
  }
}

const ids = async (which: "new" | "archive") =>
  (await book.candidates.unsent("c1", which)).map(({ paperId }) => paperId).toSorted();

const theTopic = async () => (await book.subscriptions.of("c1"))[0]!;

test("a name and wishes change, and nothing else does", async () => {
  await come("p1");
  await matchAll({ vision: ["a1", "p1"] });
  const before = await theTopic();
  const wishes = { ...NO_WISHES, most: 3, hide: ["arxiv" as const] };
  expect(await book.subscriptions.change(before.id, { name: "Seeing", wishes })).toBe(true);
  expect(await theTopic()).toEqual({ ...before, name: "Seeing", wishes });
  expect(await ids("new")).toEqual(["p1"]);
  expect(await ids("archive")).toEqual(["a1"]);
});

test("subscribing again changes the wishes that are given, and keeps the others", async () => {
  const again = { channelId: "c1", topic: "vision", name: "Seeing", createdBy: "u2" };
  await book.subscriptions.add({ ...again, createdAt: FRIDAY, wishes: { most: 3 } });
  await book.subscriptions.add({ ...again, createdAt: FRIDAY, wishes: { code: true } });
  expect(await book.subscriptions.of("c1")).toMatchObject([
    { name: "Seeing", wishes: { ...NO_WISHES, most: 3, code: true } },
  ]);
});

describe("another topic", () => {
  test("has for its archive what has come; what was new to the one before stays new if it matches", async () => {
    await come("both", "before", "after");
    await matchAll({ vision: ["a1", "both", "before"] });
    await book.subscriptions.change((await theTopic()).id, { topic: "seeing" });
    await come("later");
    await matchAll({ seeing: ["a1", "both", "after", "later"] });
    expect(await ids("new")).toEqual(["both", "later"]);
    expect(await ids("archive")).toEqual(["a1", "after"]);
  });

  test("brings nothing again that was sent", async () => {
    await come("p1", "p2");
    await matchAll({ vision: ["p1", "p2"] });
    await book.deliveries.plan(aDigest(), [aMessage("p1")]);
    await book.deliveries.delivered("d1", 1, "m1", FRIDAY);
    await book.deliveries.finish("d1", "sent", null, FRIDAY);
    for (const topic of ["seeing", "vision"]) {
      await book.subscriptions.change((await theTopic()).id, { topic });
      await matchAll({ [topic]: ["p1", "p2"] });
      expect(await ids("new")).toEqual(["p2"]);
      expect(await ids("archive")).toEqual([]);
    }
  });

  test("and back again loses nothing that waited", async () => {
    await come("p1");
    await matchAll({ vision: ["p1"] });
    await book.subscriptions.change((await theTopic()).id, { topic: "audio" });
    await matchAll({ audio: [] });
    expect(await ids("new")).toEqual([]);
    await book.subscriptions.change((await theTopic()).id, { topic: "vision" });
    await matchAll({ vision: ["a1", "p1"] });
    expect(await ids("new")).toEqual(["p1"]);
  });

  test("is compared one by one with what was carried over, however large the archive is", async () => {
    await come("p1", "p2");
    await matchAll({ vision: ["p1"] });
    await book.subscriptions.change((await theTopic()).id, { topic: "seeing" });
    expect(await book.arrivals.topics()).toEqual([
      { topic: "seeing", matchedUntil: 0, archiveUntil: 1 },
    ]);
  });

  test("is refused where the channel has it, and where the subscription is gone", async () => {
    await subscribed(book, aChannel(), "audio");
    const { id } = await theTopic();
    expect(await book.subscriptions.change(id, { topic: "audio", name: "Ears" })).toBe(false);
    expect(await theTopic()).toMatchObject({ topic: "vision", name: "vision" });
    await book.subscriptions.remove(id);
    expect(await book.subscriptions.change(id, { name: "Eyes" })).toBe(false);
    expect(await book.subscriptions.of("c1")).toMatchObject([{ topic: "audio" }]);
  });

  test("keeps new what was, under the id of a paper that it turns out to be", async () => {
    await come("p1", "p2");
    await matchAll({ vision: ["p1", "p2"] });
    await book.subscriptions.change((await theTopic()).id, { topic: "seeing" });
    await matchAll({ seeing: ["p1", "p2"] });
    await book.arrivals.join("p2", "p1");
    expect(await ids("new")).toEqual(["p1"]);
  });
});
