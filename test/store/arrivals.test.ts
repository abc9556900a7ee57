import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Book } from "../../src/digests/book.ts";
import type { TopicMatch } from "../../src/digests/digest.ts";
import type { Store } from "../../src/store/open.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { openTestStore } from "./test-store.ts";

let store: Store;
let book: Book;

beforeEach(async () => {
  store = await openTestStore();
  book = store.book;
});

afterEach(() => store.close());

const SATURDAY = FRIDAY.add({ hours: 24 });

function aMatch(paperId: string, strength = 1): TopicMatch {
  return { paperId, strength, words: ["vision"], fields: ["title"] };
}

async function arrivedPapers(after = 0): Promise<string[]> {
  return (await book.arrivals.after(after)).map(({ arrival, paperId }) => `${arrival} ${paperId}`);
}

async function unsent(which: "new" | "archive" = "new", channelId = "c1"): Promise<string[]> {
  return (await book.candidates.unsent(channelId, which)).map(({ paperId }) => paperId);
}

test("papers are numbered in the order given, and only those never seen are new", async () => {
  expect(await book.arrivals.newest()).toBe(0);
  expect(await book.arrivals.note(["p2", "p1", "p2"], FRIDAY)).toEqual(["p2", "p1"]);
  expect(await book.arrivals.note(["p1", "p3", "p2"], SATURDAY)).toEqual(["p3"]);
  expect(await arrivedPapers()).toEqual(["1 p2", "2 p1", "3 p3"]);
  expect(await book.arrivals.after(2)).toEqual([{ paperId: "p3", arrival: 3, at: SATURDAY }]);
  expect(await book.arrivals.newest()).toBe(3);
});

test("archive is numbered anew when it is noted as news, and matched again under that number", async () => {
  await subscribed(book, aChannel(), "vision");
  await book.arrivals.note(["p1", "p2"], FRIDAY, { areArchive: true });
  await book.arrivals.matched(0, 2, new Map([["vision", [aMatch("p1"), aMatch("p2")]]]));
  expect(await book.arrivals.note(["p2", "p1"], FRIDAY, { areArchive: true })).toEqual([]);
  expect(await book.arrivals.note(["p2"], SATURDAY)).toEqual(["p2"]);
  expect(await arrivedPapers()).toEqual(["1 p1", "3 p2"]);
  expect(await book.arrivals.after(2)).toMatchObject([{ at: SATURDAY }]);
  expect([await unsent("new"), await unsent("archive")]).toEqual([[], ["p1"]]);
  await book.arrivals.matched(2, 3, new Map([["vision", [aMatch("p2")]]]));
  expect([await unsent("new"), await unsent("archive")]).toEqual([["p2"], ["p1"]]);
  expect(await book.arrivals.note(["p2"], SATURDAY)).toEqual([]);
  expect(await book.arrivals.note(["p2"], SATURDAY, { areArchive: true })).toEqual([]);
});

test("fifty thousand papers are noted at once", async () => {
  const many = Array.from({ length: 50_000 }, (_, i) => `p${i}`);
  expect(await book.arrivals.note(many, FRIDAY)).toHaveLength(50_000);
  expect(await book.arrivals.newest()).toBe(50_000);
});

test("each topic of a living subscription is matched once, however many want it", async () => {
  await subscribed(book, aChannel({ id: "c1" }), "vision", "audio");
  await subscribed(book, aChannel({ id: "c2" }), "vision");
  await subscribed(book, aChannel({ id: "c3", endedAt: FRIDAY }), "graphs");
  expect(await book.arrivals.topics()).toEqual([
    { topic: "vision", matchedUntil: 0, archiveUntil: 0 },
    { topic: "audio", matchedUntil: 0, archiveUntil: 0 },
  ]);
});

test("matches are stored with the new mark, and not when the mark has moved meanwhile", async () => {
  await subscribed(book, aChannel(), "vision");
  await book.arrivals.note(["p1", "p2"], FRIDAY);
  await book.arrivals.matched(0, 2, new Map([["vision", [aMatch("p1")]]]));
  await book.arrivals.matched(0, 2, new Map([["vision", [aMatch("p2")]]]));
  expect(await book.arrivals.topics()).toEqual([
    { topic: "vision", matchedUntil: 2, archiveUntil: 0 },
  ]);
  expect(await unsent()).toEqual(["p1"]);
});

test("matches of a topic that was given up and taken up again meanwhile are passed over", async () => {
  await subscribed(book, aChannel(), "vision");
  await book.arrivals.note(["p1"], FRIDAY);
  await book.arrivals.matched(0, 1, new Map([["vision", [aMatch("p1")]]]));
  await book.arrivals.note(["p2"], FRIDAY);
  const [subscription] = await book.subscriptions.of("c1");
  await book.subscriptions.remove(subscription!.id);
  await subscribed(book, aChannel(), "vision");
  await book.arrivals.matched(1, 2, new Map([["vision", [aMatch("p2")]]]));
  expect(await book.arrivals.topics()).toEqual([
    { topic: "vision", matchedUntil: 0, archiveUntil: 2 },
  ]);
});

describe("when two papers turn out to be one", () => {
  test("it is as old as the older, with the matches of both", async () => {
    await book.arrivals.note(["kept"], FRIDAY);
    await subscribed(book, aChannel(), "vision", "audio");
    await book.arrivals.note(["old"], FRIDAY);
    const matches = new Map([
      ["vision", [aMatch("old", 0.4)]],
      ["audio", [aMatch("kept", 0.9), aMatch("old", 0.3)]],
    ]);
    await book.arrivals.matched(0, 2, matches);
    await book.arrivals.join("old", "kept");
    expect(await arrivedPapers()).toEqual(["1 kept"]);
    expect(await unsent("new")).toEqual([]);
    expect(await book.candidates.unsent("c1", "archive")).toMatchObject([
      { paperId: "kept", topic: "audio", strength: 0.9 },
      { paperId: "kept", topic: "vision", strength: 0.4 },
    ]);
  });

  test("it takes the older one's place, whichever id stays", async () => {
    await book.arrivals.note(["old", "p2", "kept"], FRIDAY);
    await book.arrivals.join("old", "kept");
    expect(await arrivedPapers()).toEqual(["1 kept", "2 p2"]);
    await book.arrivals.join("p2", "never seen");
    expect(await arrivedPapers()).toEqual(["1 kept", "2 never seen"]);
    await book.arrivals.join("unknown", "kept");
    expect(await arrivedPapers()).toEqual(["1 kept", "2 never seen"]);
  });

  test("its number is not given to the next paper, which would pass for matched", async () => {
    await book.arrivals.note(["p1", "p2"], FRIDAY);
    await subscribed(book, aChannel(), "vision");
    await book.arrivals.matched(0, 2, new Map([["vision", []]]));
    await book.arrivals.join("p2", "p1");
    await book.arrivals.note(["p3"], FRIDAY);
    expect(await arrivedPapers(2)).toEqual(["3 p3"]);
  });

  type State = "delivered" | "set aside" | "reserved";

  /** A digest of one paper in channel c1, and how far it got. */
  async function digestOf(id: string, paperId: string, state: State): Promise<void> {
    await book.deliveries.plan(aDigest({ id, occasion: { kind: "by hand" } }), [aMessage(paperId)]);
    if (state === "reserved") return;
    if (state === "delivered") await book.deliveries.delivered(id, 1, `message of ${id}`, SATURDAY);
    else await book.deliveries.refused(id, 1, "refused", []);
    await book.deliveries.finish(id, "sent", null, SATURDAY);
  }

  test.each<[State, State | "unsent", string | null]>([
    ["delivered", "unsent", "message of d1"],
    ["delivered", "reserved", "message of d1"],
    ["delivered", "set aside", "message of d1"],
    ["delivered", "delivered", "message of d2"],
    ["set aside", "delivered", "message of d2"],
    ["set aside", "unsent", null],
    ["set aside", "reserved", null],
  ])("one %s and one %s is not sent again", async (old, kept, messageId) => {
    await subscribed(book, aChannel(), "vision");
    await book.arrivals.note(["kept", "old"], FRIDAY);
    await book.arrivals.matched(0, 2, new Map([["vision", [aMatch("kept"), aMatch("old")]]]));
    await digestOf("d1", "old", old);
    if (kept !== "unsent") await digestOf("d2", "kept", kept);
    await book.arrivals.join("old", "kept");
    // A digest that is given up takes its reservations with it, and nothing else.
    await book.deliveries.finish("d2", "failed", null, SATURDAY);
    expect(await unsent()).toEqual([]);
    expect(await book.history.whereabouts("c1", "kept")).toMatchObject(
      messageId === null ? { kind: "refused" } : { kind: "delivered", id: messageId },
    );
    expect(await book.history.whereabouts("c1", "old")).toBeNull();
  });

  test("a message on its way enters the ledger under the id that stays", async () => {
    await subscribed(book, aChannel(), "vision");
    await book.arrivals.note(["kept", "old"], FRIDAY);
    await book.arrivals.matched(0, 2, new Map([["vision", [aMatch("kept"), aMatch("old")]]]));
    await book.deliveries.plan(aDigest(), [aMessage("old"), aMessage("kept")]);
    await book.arrivals.join("old", "kept");
    await book.deliveries.delivered("d1", 1, "m1", SATURDAY);
    await book.deliveries.delivered("d1", 2, "m2", SATURDAY);
    await book.deliveries.finish("d1", "sent", null, SATURDAY);
    expect(await unsent()).toEqual([]);
    expect(await book.history.whereabouts("c1", "old")).toBeNull();
    expect(await book.history.whereabouts("c1", "kept")).not.toBeNull();
  });
});
