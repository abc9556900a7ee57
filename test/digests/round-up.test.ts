import { afterEach, beforeEach, expect, test } from "vitest";
import { createOpinions } from "../../src/community/opinions.ts";
import { createOpenings } from "../../src/community/openings.ts";
import { createVoting, type IsOpenToAll } from "../../src/community/votes.ts";
import type { Book } from "../../src/digests/book.ts";
import { planDue } from "../../src/digests/planning/due.ts";
import { planRoundUp } from "../../src/digests/planning/round-up.ts";
import { changeSettings } from "../../src/digests/subscriptions/change-settings.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aPaper } from "../papers/a-paper.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";

const HOUR = { hours: 1 };
const DAY = { hours: 24 };
const WEEK = { hours: 7 * 24 };
const DUE = FRIDAY.add({ hours: 8 });

const corpus = aCorpus(
  Array.from({ length: 8 }, (_, i) =>
    aPaper({ id: `p${i + 1}`, upvotes: i, title: `Paper ${i + 1}` }),
  ),
);
const talk = new Map([["p3", 8]]);

const isOpenToAll: IsOpenToAll = (_guildId, channelId) => Promise.resolve(channelId !== "staff");

let store: Store;
let book: Book;
let made: number;

beforeEach(async () => {
  made = 0;
  store = await openStore(":memory:");
  const voting = createVoting(store.votes, isOpenToAll);
  const openings = createOpenings(store.openings, { isOpenToAll, now: () => FRIDAY });
  const opinions = createOpinions(voting, (id) => Promise.resolve(talk.get(id) ?? null), {
    sent: (...asked) => store.book.history.sent(...asked),
    paper: (id) => corpus.byId(id),
    openedOf: (...asked) => openings.openedOf(...asked),
  });
  book = { ...store.book, opinions };
  await subscribed(book, aChannel({ guildId: "g1" }), "vision");
  await sent(["p1", "p2", "p3", "p4", "p5", "p6", "p7"], FRIDAY.subtract(DAY));
  await turnOn();
});

afterEach(() => store.close());

async function sent(paperIds: string[], at: Temporal.Instant): Promise<void> {
  const id = `sent${(made += 1)}`;
  await book.deliveries.plan(
    aDigest({ id, occasion: { kind: "by hand" }, plannedAt: at, dueAt: at }),
    [aMessage(...paperIds)],
  );
  await book.deliveries.delivered(id, 1, "m1", at);
  await book.deliveries.finish(id, "sent", null, at);
}

const theChannel = async () => (await book.subscriptions.channel("c1"))!;

async function turnOn(now = FRIDAY.subtract(HOUR)): Promise<void> {
  const channel = await theChannel();
  const roundUp = { day: "friday", time: "16:00" } as const;
  await changeSettings(channel, { ...channel.settings, timeZone: "UTC", roundUp }, book, now);
}

async function vote(paperId: string, userId: string, at = FRIDAY): Promise<void> {
  const place = { guildId: "g1", channelId: "c1", audienceId: "c1" };
  await store.votes.cast({ ...place, paperId, userId, at });
}

const planning = (now: Temporal.Instant) => ({ book, corpus, now, newId: () => `r${(made += 1)}` });

/** What a tick does. */
async function tick(now: Temporal.Instant) {
  const planned = [];
  for (const { channel, since } of await book.subscriptions.dueRoundUps(now))
    planned.push(await planRoundUp(channel, since, planning(now)));
  return planned.flatMap((one) => one ?? []);
}

async function textsOf(id = ""): Promise<string[]> {
  const messages = await book.history.messages(id);
  return messages.flatMap(({ payload }) =>
    [...JSON.stringify(payload).matchAll(/"content":"(?<text>(?:[^"\\]|\\.)*)"/g)].map(
      ({ groups }) => groups?.["text"] ?? "",
    ),
  );
}

test("tells the most voted, the most discussed, and three that nobody looked at", async () => {
  await vote("p1", "ada");
  await vote("p1", "ben");
  await vote("p2", "ada");
  await vote("p8", "ada", FRIDAY.subtract(DAY));
  await vote("p4", "ada", FRIDAY.subtract({ hours: 24 * 9 }));
  expect(await tick(DUE.subtract({ minutes: 1 }))).toEqual([]);
  const [digest] = await tick(DUE);
  expect(digest).toMatchObject({ occasion: { kind: "round-up" }, outcome: "planned", late: false });
  const all = (await textsOf(digest?.id)).join("\n");
  const places = [
    "Round-up of the week",
    "### Most voted",
    "Paper 1",
    "2 votes this week",
    "Paper 2",
    "Paper 8",
    "### Most discussed",
    "Paper 3",
    "8 messages in its discussion",
    "### No one has looked",
    "Paper 7",
    "Paper 6",
    "Paper 5",
  ].map((words) => all.indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(all).not.toContain("Paper 4");
  const [message] = await book.history.messages(digest?.id ?? "");
  expect(message?.paperIds).toEqual([]);
  expect(JSON.stringify(message?.payload)).toContain('"label":"▲ 2"');
});

async function opened(paperId: string, channelId: string): Promise<void> {
  const place = { guildId: "g1", channelId, audienceId: channelId };
  const day = FRIDAY.toZonedDateTimeISO("UTC").toPlainDate();
  await store.openings.note({ ...place, paperId, day });
}

test("has nothing that somebody opened here, or where everybody sees it", async () => {
  await opened("p7", "c1");
  await opened("p6", "general");
  // Where others don't see it, the round-up tells nothing of it, and whatever became of it before is over.
  await opened("p5", "staff");
  const [digest] = await tick(DUE);
  const all = (await textsOf(digest?.id)).join("\n");
  const unseen = all.slice(all.indexOf("### No one has looked"));
  expect(
    ["p1", "p2", "p3", "p4", "p5", "p6", "p7"].filter((id) =>
      unseen.includes(`Paper ${id.slice(1)}`),
    ),
  ).toEqual(["p2", "p4", "p5"]);
});

test("comes once for its day, also by two processes and after the clock was set back", async () => {
  await vote("p1", "ada");
  const due = await book.subscriptions.dueRoundUps(DUE);
  const twice = await Promise.all(
    [...due, ...due].map(({ channel, since }) => planRoundUp(channel, since, planning(DUE))),
  );
  expect(twice.filter((one) => one !== null)).toHaveLength(1);
  expect(await tick(DUE.add(HOUR))).toEqual([]);
  await book.deliveries.finish(twice.find((one) => one !== null)?.id ?? "", "sent", null, DUE);
  await book.subscriptions.settleRoundUps("c1", FRIDAY);
  expect(await tick(DUE.add(HOUR))).toEqual([]);
  expect(await tick(DUE.add(WEEK))).toHaveLength(1);
});

test("is one for several that were missed, and none in a pause", async () => {
  await vote("p1", "ada", DUE.add({ hours: 20 * 24 }));
  expect(await tick(DUE.add({ hours: 21 * 24 + 2 }))).toHaveLength(1);
  await book.deliveries.finish("r2", "sent", null, DUE);
  await book.subscriptions.pause("c1", { why: "asked", until: null });
  expect(await tick(DUE.add({ hours: 28 * 24 }))).toEqual([]);
  await book.subscriptions.pause("c1", null);
  expect(await tick(DUE.add({ hours: 28 * 24 + 1 }))).toEqual([]);
});

test("waits for a digest that is under way, and the day's digest still comes beside it", async () => {
  await book.deliveries.plan(
    aDigest({ id: "open", occasion: { kind: "by hand" }, dueAt: FRIDAY }),
    [aMessage("p8")],
  );
  expect(await tick(DUE)).toEqual([]);
  await book.deliveries.finish("open", "sent", null, DUE);
  const [digest] = await tick(DUE.add(HOUR));
  expect(digest?.occasion).toEqual({ kind: "round-up", date: "2026-11-20" });
  await book.deliveries.finish(digest?.id ?? "", "sent", null, DUE);
  expect(await book.history.answered("c1", DUE)).toEqual([]);
  expect(await planDue(await theChannel(), planning(DUE.add(DAY)))).not.toBeNull();
});

test("that nothing arrived of takes back nobody's wait", async () => {
  const left = { paperId: "p8", since: DUE, isKnown: false, end: null };
  await book.deliveries.plan(aDigest({ id: "d9", dueAt: DUE, plannedAt: DUE }), [], [left]);
  const [digest] = await tick(DUE);
  await book.deliveries.finish(digest?.id ?? "", "failed", null, DUE);
  await book.arrivals.note(["p8"], DUE);
  const match = { paperId: "p8", strength: 1, words: [], fields: [] };
  await book.arrivals.matched(0, 1, new Map([["vision", [match]]]));
  expect(await book.candidates.unsent("c1", "new")).toMatchObject([{ waitingSince: DUE }]);
});

test("is not made up for when it is turned on late, nor moved by a clock that was wrong", async () => {
  const { settings } = await theChannel();
  await changeSettings(await theChannel(), { ...settings, roundUp: null }, book, FRIDAY);
  expect(await tick(DUE)).toEqual([]);
  await turnOn(DUE.add(HOUR));
  expect(await tick(DUE.add({ hours: 2 }))).toEqual([]);
  await book.subscriptions.settleRoundUps("c1", DUE.add({ hours: 24 * 400 }));
  expect(await tick(DUE.add({ hours: 3 }))).toEqual([]);
  expect(await tick(DUE.add(WEEK))).toHaveLength(1);
});

test("with nothing to tell posts nothing", async () => {
  const [digest] = await tick(DUE.add({ hours: 24 * 35 }));
  expect(digest?.outcome).toBe("nothing new");
  expect(await book.history.messages(digest?.id ?? "")).toEqual([]);
});
