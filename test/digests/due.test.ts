import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Book } from "../../src/digests/book.ts";
import type { Channel, Digest, Pause, PlannedMessage } from "../../src/digests/digest.ts";
import { planByHand, planDue, preview } from "../../src/digests/planning/due.ts";
import type { Corpus } from "../../src/papers/corpus/corpus.ts";
import type { Store } from "../../src/store/open.ts";
import { aPaper } from "../papers/a-paper.ts";
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
  corpus = aCorpus(Array.from({ length: 12 }, (_, i) => aPaper({ id: `p${i + 1}` })));
  made = 0;
});

afterEach(() => store.close());

const SATURDAY = FRIDAY.add({ hours: 24 });
const SUNDAY = FRIDAY.add({ hours: 48 });

const planning = (now: Temporal.Instant) => ({
  book,
  corpus,
  now,
  newId: () => `d${(made += 1)}`,
});

/** What a tick does. */
async function tick(now: Temporal.Instant): Promise<(Digest | null)[]> {
  const digests = [];
  for (const channel of await book.subscriptions.due(now))
    digests.push(await planDue(channel, planning(now)));
  return digests;
}

test("votes of people here bring a paper forward, say so, and stand on its button", async () => {
  const channel = await withNews({ fresh: 3 });
  const votes = new Map([["p3", 2]]);
  book = { ...book, opinions: anOpinion(votes) };
  const { messages } = await preview(channel, planning(FRIDAY.add({ hours: 1 })));
  expect(messages[0]?.paperIds).toEqual(["p3", "p1", "p2"]);
  const shown = JSON.stringify(messages[0]?.payload);
  expect(shown).toContain("**vision** · 2 votes here");
  expect(shown).toContain('"label":"▲ 2"');
  const off = { ...channel, settings: { ...channel.settings, votes: false } };
  const without = await preview(off, planning(FRIDAY.add({ hours: 1 })));
  expect(without.messages[0]?.paperIds).toEqual(["p1", "p2", "p3"]);
  expect(JSON.stringify(without.messages)).not.toContain("▲");
});

/** Of people who voted, and do not talk. */
function anOpinion(votes: ReadonlyMap<string, number>): NonNullable<Book["opinions"]> {
  const voted = () => Promise.resolve(votes);
  return {
    votes: voted,
    votesSince: voted,
    opened: () => Promise.resolve(new Set()),
    taste: () => Promise.resolve(null),
    messages: () => Promise.resolve(new Map()),
  };
}

/** A channel that wants "vision", with some papers in its archive and some that are new to it. */
async function withNews(
  count: { archive?: number; fresh?: number },
  overrides: Parameters<typeof aChannel>[0] = {},
): Promise<Channel> {
  const ids = [...corpus.ids()];
  const { archive = 0, fresh = 0 } = count;
  await book.arrivals.note(ids.slice(0, archive), FRIDAY);
  const channel = aChannel(overrides);
  await subscribed(book, channel, "vision");
  await book.arrivals.note(ids.slice(0, archive + fresh), FRIDAY);
  const matches = ids
    .slice(0, archive + fresh)
    .map((paperId) => ({ paperId, strength: 1, words: ["vision"], fields: ["title" as const] }));
  await book.arrivals.matched(0, await book.arrivals.newest(), new Map([["vision", matches]]));
  return channel;
}

async function delivered(digest: Digest | null | undefined, at: Temporal.Instant): Promise<void> {
  for (const { number } of await book.history.messages(digest!.id))
    await book.deliveries.delivered(digest!.id, number, `m${number}`, at);
  await book.deliveries.finish(digest!.id, "sent", null, at);
}

async function papersOf(digest: Digest | null | undefined): Promise<string[]> {
  return (await book.history.messages(digest!.id)).flatMap(({ paperIds }) => paperIds);
}

function asked(until: Temporal.Instant | null): Pause {
  return { why: "asked", until };
}

/** The first text of a message. */
function head({ payload }: PlannedMessage): string | undefined {
  return JSON.stringify(payload).split('"content":')[1];
}

test("a slot that has come has its digest, once", async () => {
  await withNews({ archive: 1, fresh: 2 });
  expect(await tick(SATURDAY.subtract({ seconds: 1 }))).toEqual([]);
  const [digest] = await tick(SATURDAY);
  expect(digest).toMatchObject({
    id: "d1",
    occasion: { kind: "slot", date: "2026-11-21" },
    late: false,
    quiet: false,
    outcome: "planned",
  });
  expect(await papersOf(digest)).toEqual(["p2", "p3"]);
  expect(await tick(SATURDAY)).toEqual([]);
});

test("a tick that knows an older state of the channel plans nothing twice", async () => {
  const stale = await withNews({ fresh: 2 });
  const [digest] = await tick(SATURDAY);
  await delivered(digest, SATURDAY);
  expect(await planDue(stale, planning(SATURDAY))).toBeNull();
  expect(await book.history.runs("c1", 5)).toHaveLength(1);
});

test("what did not fit comes with the next digest", async () => {
  await withNews({ fresh: 5 }, { settings: { most: 3 } });
  const [first] = await tick(SATURDAY);
  expect(await papersOf(first)).toEqual(["p1", "p2", "p3"]);
  await delivered(first, SATURDAY);
  const [second] = await tick(SUNDAY);
  expect(await papersOf(second)).toEqual(["p4", "p5"]);
});

test("an edit of a title makes no paper new again", async () => {
  await withNews({ fresh: 1 });
  await delivered((await tick(SATURDAY))[0], SATURDAY);
  corpus = aCorpus([{ ...[...corpus.all()][0]!, title: "Another title" }]);
  expect((await tick(SUNDAY))[0]).toMatchObject({ quiet: true });
});

describe("after a time in which nothing ran", () => {
  test("one late digest answers every missed slot", async () => {
    await withNews({ fresh: 2 });
    const now = FRIDAY.add({ hours: 24 * 6, minutes: 1 });
    const [digest] = await tick(now);
    expect(digest).toMatchObject({ occasion: { kind: "slot", date: "2026-11-26" }, late: true });
    expect(JSON.stringify(await book.history.messages("d1"))).toContain("This digest is late");
    await delivered(digest, now);
    expect(await tick(now)).toEqual([]);
    expect(await book.history.runs("c1", 5)).toHaveLength(1);
  });

  test.each([
    { minutes: 15, late: false },
    { minutes: 16, late: true },
  ])("a digest $minutes minutes after its slot is late: $late", async ({ minutes, late }) => {
    await withNews({ fresh: 2 });
    expect((await tick(SATURDAY.add({ minutes })))[0]).toMatchObject({ late });
  });
});

test.each([
  { upFor: 0, late: false },
  { upFor: -1, late: true },
])("with $upFor ms between start and slot a digest is late: $late", async ({ upFor, late }) => {
  const channel = await withNews({ fresh: 2 });
  const upSince = SATURDAY.subtract({ milliseconds: upFor });
  expect(await planDue(channel, { ...planning(SATURDAY), upSince })).toMatchObject({ late });
});

test("while a digest is under way its channel's next slot waits, and then comes late", async () => {
  await withNews({ fresh: 2 }, { settings: { most: 1 } });
  const [first] = await tick(SATURDAY);
  expect(await tick(SUNDAY)).toEqual([null]);
  const now = SUNDAY.add({ hours: 1 });
  await delivered(first, now);
  expect(await tick(now)).toMatchObject([
    { occasion: { kind: "slot", date: "2026-11-22" }, late: true },
  ]);
});

test("a slot is not answered by silence while a digest is under way", async () => {
  await withNews({ fresh: 1 }, { settings: { quietDay: "nothing" } });
  const [first] = await tick(SATURDAY);
  expect(await tick(SUNDAY)).toEqual([null]);
  await book.deliveries.finish(first!.id, "failed", null, SUNDAY);
  expect(await tick(SUNDAY)).toMatchObject([
    { occasion: { kind: "slot", date: "2026-11-22" }, quiet: false },
  ]);
});

describe("on a quiet day", () => {
  test.each(["nothing", "archive"] as const)("%s may mean no message at all", async (quietDay) => {
    await withNews({ archive: quietDay === "nothing" ? 3 : 0 }, { settings: { quietDay } });
    const [digest] = await tick(SATURDAY);
    expect(digest).toMatchObject({ quiet: true, late: false });
    const messages = await book.history.messages(digest!.id);
    // An archive that is used up has one line.
    expect(messages).toHaveLength(quietDay === "nothing" ? 0 : 1);
    expect(digest?.outcome).toBe(quietDay === "nothing" ? "nothing new" : "planned");
    expect(digest?.finishedAt !== null).toBe(quietDay === "nothing");
  });

  test("one line is a message without papers", async () => {
    await withNews({ archive: 3 }, { settings: { roleId: "123" } });
    const [digest] = await tick(SATURDAY);
    expect(digest).toMatchObject({ quiet: true, outcome: "planned", finishedAt: null });
    const [line] = await book.history.messages(digest!.id);
    expect(line?.paperIds).toEqual([]);
    expect(JSON.stringify(line?.payload)).toContain("nothing new on *vision*");
    expect(line?.payload.allowed_mentions).toEqual({ parse: [] });
  });

  test("unsent papers of the archive come, each once", async () => {
    await withNews({ archive: 3 }, { settings: { quietDay: "archive", most: 2 } });
    const [first] = await tick(SATURDAY);
    expect(first).toMatchObject({ quiet: true });
    expect(await papersOf(first)).toEqual(["p1", "p2"]);
    await delivered(first, SATURDAY);
    expect(await papersOf((await tick(SUNDAY))[0])).toEqual(["p3"]);
  });
});

describe("while a channel is paused", () => {
  test("its slots are skipped, which can be seen, and its papers wait", async () => {
    await withNews({ fresh: 2 }, { pause: asked(null) });
    const skipped = { outcome: "skipped: paused", occasion: { kind: "slot", date: "2026-11-21" } };
    const [digest] = await tick(SATURDAY);
    expect(digest).toMatchObject(skipped);
    expect(digest?.finishedAt?.equals(SATURDAY)).toBe(true);
    expect(await tick(SATURDAY.add({ minutes: 1 }))).toEqual([]);
    await book.subscriptions.pause("c1", null);
    expect(await papersOf((await tick(SUNDAY))[0])).toEqual(["p1", "p2"]);
  });

  test("a pause that has run out lifts itself with the next slot", async () => {
    await withNews({ fresh: 2 }, { pause: asked(SATURDAY.add({ hours: 1 })) });
    expect(await tick(SATURDAY)).toMatchObject([{ outcome: "skipped: paused" }]);
    expect(await tick(SUNDAY)).toMatchObject([{ outcome: "planned", late: false }]);
    expect((await book.subscriptions.channel("c1"))?.pause).toBeNull();
  });

  test("a slot within the pause is skipped even if it is noticed after", async () => {
    await withNews({ fresh: 2 }, { pause: asked(SATURDAY.add({ hours: 1 })) });
    expect(await tick(SATURDAY.add({ hours: 2 }))).toMatchObject([{ outcome: "skipped: paused" }]);
  });

  test("a pause that has not run out stays, whoever asks what is due", async () => {
    const channel = await withNews({ fresh: 2 }, { pause: asked(SATURDAY) });
    expect(await planDue(channel, planning(FRIDAY.add({ hours: 1 })))).toBeNull();
    expect((await book.subscriptions.channel("c1"))?.pause).toEqual(asked(SATURDAY));
  });

  test("a slot at the very end of the pause is answered, and the pause is over", async () => {
    await withNews({ fresh: 2 }, { pause: asked(SATURDAY) });
    expect(await tick(SATURDAY)).toMatchObject([{ outcome: "planned", late: false }]);
    expect((await book.subscriptions.channel("c1"))?.pause).toBeNull();
  });

  test("a slot is skipped up to the last moment of the pause, which goes on", async () => {
    const until = SATURDAY.add({ milliseconds: 1 });
    await withNews({ fresh: 2 }, { pause: asked(until) });
    expect(await tick(SATURDAY)).toMatchObject([{ outcome: "skipped: paused" }]);
    expect((await book.subscriptions.channel("c1"))?.pause).toEqual(asked(until));
  });

  test("a digest by hand comes all the same, and leaves the pause as it is", async () => {
    const channel = await withNews({ fresh: 2 }, { pause: asked(null) });
    const digest = await planByHand(channel, planning(SATURDAY));
    expect(digest).toMatchObject({ occasion: { kind: "by hand" }, outcome: "planned" });
    expect(await papersOf(digest)).toEqual(["p1", "p2"]);
    expect((await book.subscriptions.channel("c1"))?.pause).toEqual(asked(null));
  });

  test("a missing permission stops no planning: who delivers finds out whether it is back", async () => {
    await withNews(
      { fresh: 2 },
      { pause: { why: "blocked", permission: "Send Messages", notified: true } },
    );
    expect(await tick(SATURDAY)).toMatchObject([{ outcome: "planned" }]);
    expect((await book.subscriptions.channel("c1"))?.pause).toMatchObject({ why: "blocked" });
  });
});

test("a channel that ended, or wants no topic, has no digest", async () => {
  const channel = await withNews({ fresh: 2 });
  const now = planning(SATURDAY);
  expect(await planDue({ ...channel, endedAt: FRIDAY }, now)).toBeNull();
  const [subscription] = await book.subscriptions.of("c1");
  await book.subscriptions.remove(subscription!.id);
  expect(await planDue(channel, now)).toBeNull();
  expect(await planByHand(channel, now)).toBeNull();
});

test("a digest by hand comes beside the slots, and never beside one under way", async () => {
  const channel = await withNews({ fresh: 2 });
  const now = FRIDAY.add({ hours: 15 });
  const digest = await planByHand(channel, planning(now));
  expect(digest).toMatchObject({ occasion: { kind: "by hand" }, late: false, outcome: "planned" });
  expect(digest?.dueAt.equals(now)).toBe(true);
  expect(await planByHand(channel, planning(now))).toBeNull();
  await delivered(digest, now);
  expect((await tick(SATURDAY))[0]).toMatchObject({
    occasion: { kind: "slot", date: "2026-11-21" },
    quiet: true,
  });
});

test("a preview is what comes then, and stores nothing", async () => {
  const channel = await withNews({ fresh: 12 });
  const shown = await preview(channel, planning(FRIDAY.add({ hours: 1 })));
  expect(shown.slot.date).toBe("2026-11-21");
  expect(shown.plan).toMatchObject({ waiting: 2 });
  expect(await book.history.runs("c1", 1)).toEqual([]);
  const [digest] = await tick(SATURDAY);
  const messages = await book.history.messages(digest!.id);
  expect(shown.messages.map(({ paperIds }) => paperIds)).toEqual(
    messages.map(({ paperIds }) => paperIds),
  );
  expect(head(shown.messages[0]!)).toBe(head(messages[0]!));
});

const idsIn = (messages: PlannedMessage[]) => messages.flatMap(({ paperIds }) => paperIds);

test("with more topics than places a digest by hand has the papers of its preview", async () => {
  const topics = ["vision", "audio", "graphs", "speech", "robots"];
  const channel = aChannel({ settings: { most: 2 } });
  await subscribed(book, channel, ...topics);
  await book.arrivals.note([...corpus.ids()], FRIDAY);
  const matches = topics.map((topic, i) => {
    const match = { paperId: `p${i + 1}`, strength: 1, words: [topic], fields: ["title" as const] };
    return [topic, [match]] as const;
  });
  await book.arrivals.matched(0, await book.arrivals.newest(), new Map(matches));
  // Each of them on a day of its own, and for a slot of its own.
  for (let day = 0; day < 3; day += 1) {
    const now = FRIDAY.add({ hours: 24 * day + 1 });
    const shown = await preview(channel, planning(now));
    const digest = await planByHand(channel, planning(now.add({ minutes: 1 })));
    expect(idsIn(await book.history.messages(digest!.id))).toEqual(idsIn(shown.messages));
    await delivered(digest, now);
  }
});
