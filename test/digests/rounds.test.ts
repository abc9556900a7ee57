import { afterEach, beforeEach, expect, test } from "vitest";
import type { MatchTopics } from "../../src/digests/planning/arrive.ts";
import type { Book } from "../../src/digests/book.ts";
import { createRounds, type RoundsOptions } from "../../src/digests/delivery/rounds.ts";
import type { Paper } from "../../src/papers/paper.ts";
import type { Store } from "../../src/store/open.ts";
import { recordLog, type RecordedLog } from "../discord/log.ts";
import { aPaper } from "../papers/a-paper.ts";
import { aChannel, FRIDAY, subscribed } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";
import { openTestStore } from "../store/test-store.ts";

const SATURDAY = FRIDAY.add({ hours: 24 });

let store: Store;
let book: Book;
let now: Temporal.Instant;
let papers: Paper[];
let hasChanged: boolean;
let isLocked: boolean;
let deliveries: number;
let recorded: RecordedLog;

beforeEach(async () => {
  store = await openTestStore();
  book = store.book;
  now = FRIDAY;
  papers = [];
  hasChanged = false;
  isLocked = false;
  deliveries = 0;
  recorded = recordLog();
});

afterEach(() => store.close());

/** Every paper is about every topic. */
const match: MatchTopics = (topics, some) => {
  const all = some.map(({ id }) => ({ paperId: id, strength: 1, words: [], fields: [] }));
  return new Map(topics.map((topic) => [topic, all]));
};

function rounds(overrides: Partial<RoundsOptions> = {}) {
  let digests = 0;
  return createRounds({
    book,
    library: {
      isIncomplete: false,
      isHalfTaken: false,
      get corpus() {
        return aCorpus(papers);
      },
      refresh() {
        const changed = hasChanged;
        hasChanged = false;
        return Promise.resolve(changed);
      },
    },
    match,
    about: () => [],
    delivery: {
      deliver() {
        deliveries += 1;
        return Promise.resolve();
      },
      deliverOne: () => Promise.resolve(),
    },
    now: () => now,
    newId: () => `d${(digests += 1)}`,
    log: recorded.log,
    ...overrides,
  });
}

function papersCome(...ids: string[]): void {
  papers = [...papers, ...ids.map((id) => aPaper({ id, title: `Paper ${id}` }))];
  hasChanged = true;
}

/** A book that takes no matches while the database is locked. */
function lockable(): Book {
  const { arrivals } = book;
  const matched: typeof arrivals.matched = async (...asked) => {
    if (isLocked) throw new Error("database is locked");
    await arrivals.matched(...asked);
  };
  return { ...book, arrivals: { ...arrivals, matched } };
}

const days = (count: number) => FRIDAY.add({ hours: 24 * count });

const newsOf = async (channelId: string) =>
  (await book.candidates.unsent(channelId, "new")).map(({ paperId }) => paperId);

const runsOf = async (channelId: string) => (await book.history.runs(channelId, 9)).length;

test("a look takes in what is new, and plans nothing", async () => {
  await subscribed(book, aChannel(), "vision");
  papersCome("p1");
  now = SATURDAY;
  await rounds().look();
  expect(await newsOf("c1")).toEqual(["p1"]);
  expect(await runsOf("c1")).toBe(0);
  expect(deliveries).toBe(0);
});

test("what lies there when a slot comes is in that digest", async () => {
  await subscribed(book, aChannel(), "vision");
  const { tick } = rounds();
  await tick();
  papersCome("p1");
  now = SATURDAY;
  await tick();
  const [message] = await book.history.messages("d1");
  expect(message?.paperIds).toEqual(["p1"]);
});

test("papers whose arrival failed arrive with the next look, although nothing changes again", async () => {
  await subscribed(book, aChannel(), "vision");
  const { look } = rounds({ book: lockable() });
  await look();
  papersCome("p1");
  isLocked = true;
  await expect(look()).rejects.toThrow("database is locked");
  isLocked = false;
  await look();
  expect(await newsOf("c1")).toEqual(["p1"]);
});

test("a topic whose matching failed for somebody who subscribed is matched by the next look", async () => {
  const { look, takeIn } = rounds({ book: lockable() });
  papersCome("p1");
  await look();
  await subscribed(book, aChannel(), "vision");
  isLocked = true;
  await expect(takeIn()).rejects.toThrow("database is locked");
  isLocked = false;
  await look();
  expect(await book.candidates.unsent("c1", "archive")).toHaveLength(1);
});

test("what is planned already is delivered, even if nothing can be planned", async () => {
  await subscribed(book, aChannel(), "vision");
  const { tick } = rounds({ book: lockable() });
  papersCome("p1");
  isLocked = true;
  await expect(tick()).rejects.toThrow("database is locked");
  expect(deliveries).toBe(1);
});

test("ticks that overlap plan a digest once, and each of them delivers", async () => {
  await subscribed(book, aChannel(), "vision");
  const { tick } = rounds();
  papersCome("p1");
  now = SATURDAY;
  await Promise.all([tick(), tick(), tick()]);
  expect(await runsOf("c1")).toBe(1);
  expect(deliveries).toBe(3);
});

test("who asks while a plan is being made has the next, which looks again", async () => {
  await subscribed(book, aChannel(), "vision");
  const gate = Promise.withResolvers<void>();
  const looking = Promise.withResolvers<void>();
  let looks = 0;
  const library = {
    isIncomplete: false,
    isHalfTaken: false,
    get corpus() {
      return aCorpus(papers);
    },
    async refresh() {
      looks += 1;
      looking.resolve();
      await gate.promise;
      return true;
    },
  };
  const { tick } = rounds({ library });
  const first = tick();
  await looking.promise;
  const others = [tick(), tick()];
  gate.resolve();
  await Promise.all([first, ...others]);
  expect(looks).toBe(2);
});

test("a look that never ends holds up neither plans nor deliveries, and none begins beside it", async () => {
  await subscribed(book, aChannel(), "vision");
  const hanging = Promise.withResolvers<boolean>();
  let looks = 0;
  const library = {
    isIncomplete: false,
    isHalfTaken: false,
    get corpus() {
      return aCorpus(papers);
    },
    refresh() {
      looks += 1;
      return looks === 1 ? hanging.promise : Promise.resolve(false);
    },
  };
  const { tick } = rounds({ library, lookLimitMs: 10 });
  now = SATURDAY;
  await tick();
  expect(await runsOf("c1")).toBe(1);
  now = days(2);
  await book.deliveries.finish("d1", "nothing new", null, now);
  await tick();
  expect([await runsOf("c1"), deliveries, looks]).toEqual([2, 2, 1]);
  papersCome("p1");
  hanging.resolve(true);
  await tick();
  expect(looks).toBe(2);
  expect(await newsOf("c1")).toEqual(["p1"]);
});

test("whatever goes wrong in a look, papers arrive, what is due is planned, and the tick says why", async () => {
  await subscribed(book, aChannel(), "vision");
  papersCome("p1");
  const library = {
    isIncomplete: false,
    isHalfTaken: false,
    get corpus() {
      return aCorpus(papers);
    },
    refresh: () => Promise.reject(new RangeError("Not a valid time zone")),
  };
  const { tick } = rounds({ library });
  now = SATURDAY;
  await expect(tick()).rejects.toThrow("Not a valid time zone");
  const [message] = await book.history.messages("d1");
  expect(message?.paperIds).toEqual(["p1"]);
  expect(deliveries).toBe(1);
});

test("what is due is planned although papers cannot arrive", async () => {
  await subscribed(book, aChannel(), "vision");
  const { tick } = rounds({ book: lockable() });
  papersCome("p1");
  isLocked = true;
  now = SATURDAY;
  await expect(tick()).rejects.toThrow("database is locked");
  expect(await runsOf("c1")).toBe(1);
});

test("a slow delivery holds up neither the next plan nor the next delivery", async () => {
  await subscribed(book, aChannel(), "vision");
  const slow = Promise.withResolvers<void>();
  const { tick } = rounds({
    delivery: {
      deliver() {
        deliveries += 1;
        return deliveries === 1 ? slow.promise : Promise.resolve();
      },
      deliverOne: () => Promise.resolve(),
    },
  });
  const first = tick();
  await expect.poll(() => deliveries).toBe(1);
  now = SATURDAY;
  await tick();
  expect(await runsOf("c1")).toBe(1);
  slow.resolve();
  await first;
});

test("the first digest is on its way while others are planned, and is waited for", async () => {
  for (const id of ["c1", "c2"]) await subscribed(book, aChannel({ id }), "vision");
  const sent = Promise.withResolvers<void>();
  const begun: string[] = [];
  const planning: Book["deliveries"] = {
    ...book.deliveries,
    async plan(...given) {
      // The second, while the first is being sent.
      if (begun.length > 0) sent.resolve();
      return await book.deliveries.plan(...given);
    },
  };
  papersCome("p1");
  now = SATURDAY;
  await rounds({
    book: { ...book, deliveries: planning },
    delivery: {
      deliver: () => Promise.resolve(),
      async deliverOne(id) {
        begun.push(id);
        await sent.promise;
      },
    },
  }).tick();
  expect(begun).toHaveLength(2);
});

test("a digest that cannot be planned is logged, and holds up no other channel", async () => {
  await subscribed(book, aChannel(), "vision");
  await subscribed(book, aChannel({ id: "c2" }), "vision");
  const failing: Book["deliveries"] = {
    ...book.deliveries,
    plan: (digest, messages) =>
      digest.channelId === "c1"
        ? Promise.reject(new Error("no luck"))
        : book.deliveries.plan(digest, messages),
  };
  now = SATURDAY;
  await rounds({ book: { ...book, deliveries: failing } }).tick();
  expect(await runsOf("c2")).toBe(1);
  expect(recorded.lines).toContainEqual(
    expect.objectContaining({ msg: "Could not plan a digest", channelId: "c1" }),
  );
});

test("a slot that came while nobody was up is answered late, however soon", async () => {
  await subscribed(book, aChannel(), "vision");
  const later = { settings: { time: "09:01" }, settledUntil: FRIDAY.add({ minutes: 1 }) };
  await subscribed(book, aChannel({ id: "c2", ...later }), "vision");
  now = SATURDAY.add({ seconds: 10 });
  const { tick } = rounds();
  await tick();
  now = SATURDAY.add({ seconds: 70 });
  await tick();
  expect(await book.history.runs("c1", 9)).toMatchObject([{ late: true }]);
  expect(await book.history.runs("c2", 9)).toMatchObject([{ late: false }]);
});

test("after the clock was wrong by months, each day has one digest again, and none has two", async () => {
  await subscribed(book, aChannel(), "vision");
  const { tick } = rounds();
  const finishAll = async () => {
    for (const { id } of await book.deliveries.unfinished(now))
      await book.deliveries.finish(id, "nothing new", null, now);
  };
  for (const at of [days(1), days(40), days(2), days(3), days(40), days(41)]) {
    for (const minute of [0, 1]) {
      now = at.add({ minutes: minute });
      await tick();
      await finishAll();
    }
  }
  const runs = await book.history.runs("c1", 99);
  expect(runs.map(({ occasion }) => occasion.kind === "slot" && occasion.date)).toEqual([
    "2026-12-31",
    "2026-12-30",
    "2026-11-23",
    "2026-11-21",
  ]);
});

test("a digest that was put off while the clock was ahead is not forgotten", async () => {
  await subscribed(book, aChannel(), "vision");
  const { tick } = rounds();
  now = SATURDAY.add({ hours: 1000 });
  await tick();
  now = SATURDAY;
  expect(await book.deliveries.unfinished(now)).toHaveLength(1);
});
