import { afterEach, beforeEach, expect, test } from "vitest";
import type {
  FinalCopyOutcome,
  Outlet,
  OutletEnd,
  OutletKind,
} from "../../../src/digests/outlet.ts";
import type {
  CopyToSend,
  OutletCourier,
  SendResult,
} from "../../../src/digests/outlets/outlet-courier.ts";
import { createOutletRounds } from "../../../src/digests/outlets/rounds.ts";
import { planDue } from "../../../src/digests/planning/due.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import type { Store } from "../../../src/store/open.ts";
import { recordLog, type RecordedLog } from "../../discord/log.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { pruneAll } from "../../store/prune-all.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../a-channel.ts";
import { aCorpus } from "../a-corpus.ts";
import { openTestStore } from "../../store/test-store.ts";

const SATURDAY = FRIDAY.add({ hours: 24 });

let store: Store;
let now: Temporal.Instant;
let papers: Paper[];
let recorded: RecordedLog;
let sent: CopyToSend[];
let answer: (copy: CopyToSend) => SendResult | Promise<SendResult>;
let ended: [string, OutletEnd][];
let finished: [OutletKind, FinalCopyOutcome, number][];

beforeEach(async () => {
  store = await openTestStore();
  now = SATURDAY;
  papers = [];
  sent = [];
  ended = [];
  finished = [];
  answer = () => ({ kind: "sent" });
  recorded = recordLog();
});

afterEach(() => store.close());

const courier: OutletCourier = {
  kind: "webhook",
  atOnce: 2,
  async send(copy) {
    const result = await answer(copy);
    sent.push(copy);
    return result;
  },
};

function rounds(owner = "me") {
  return createOutletRounds({
    outlets: store.outlets,
    book: store.book,
    corpus: () => aCorpus(papers),
    couriers: [courier],
    now: () => now,
    owner,
    hasEnded: (name) => name === "dead",
    onEnd: (outlet: Outlet, why) => {
      ended.push([outlet.id, why]);
      return Promise.resolve();
    },
    onFinish: (...one) => void finished.push(one),
    log: recorded.log,
  });
}

async function anOutlet(id: string, channelId = "c1"): Promise<void> {
  await store.outlets.add({ id, kind: "webhook", channelId, startedAt: FRIDAY });
}

/** New papers that match the topic of channels. */
async function papersCome(...ids: string[]): Promise<void> {
  const before = papers.length;
  papers = [...papers, ...ids.map((id) => aPaper({ id, title: `Vision ${id}` }))];
  await store.book.arrivals.note(ids, FRIDAY);
  const matches = ids.map((paperId) => ({
    paperId,
    strength: 1,
    words: ["vision"],
    fields: ["title" as const],
  }));
  await store.book.arrivals.matched(before, papers.length, new Map([["vision", matches]]));
}

let digests = 0;

const newId = () => `d${(digests += 1)}`;

async function plan(channelId = "c1") {
  const { book } = store;
  const channel = await book.subscriptions.channel(channelId);
  return await planDue(channel!, { book, corpus: aCorpus(papers), now, newId });
}

const outcomeOf = async (outletId: string) =>
  (await store.outlets.copies(outletId, 9)).map(({ outcome }) => outcome);

test("each outlet of a channel gets its copy of a digest, once", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await subscribed(store.book, aChannel({ id: "c2" }), "vision");
  await anOutlet("o1");
  await anOutlet("o2");
  await anOutlet("o3", "c2");
  await papersCome("p1", "p2");
  const digest = await plan();
  await rounds().run();
  await rounds().run();
  expect(sent.map(({ id, outletId }) => [id, outletId])).toEqual([
    [`${digest?.id}.o1`, "o1"],
    [`${digest?.id}.o2`, "o2"],
  ]);
  expect(sent[0]).toMatchObject({
    isRepeat: false,
    channel: { id: "c1" },
    papers: [
      { paperId: "p1", reason: { heading: "vision", words: ["vision"] }, paper: { id: "p1" } },
      { paperId: "p2" },
    ],
  });
  expect(await outcomeOf("o1")).toEqual(["sent"]);
  expect(await outcomeOf("o3")).toEqual([]);
});

test("on a quiet day there is no copy", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await anOutlet("o1");
  expect(await plan()).toMatchObject({ quiet: true });
  await rounds().run();
  expect(sent).toEqual([]);
});

test("what was withdrawn since is left out, and nothing is sent of nothing", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await anOutlet("o1");
  await papersCome("p1", "p2");
  await plan();
  papers = papers.map((paper) => (paper.id === "p1" ? { ...paper, withdrawn: true } : paper));
  answer = () => ({ kind: "later", reason: "not yet" });
  await rounds().run();
  expect(sent[0]?.papers).toMatchObject([{ paperId: "p2" }]);
  papers = papers.map((paper) => ({ ...paper, withdrawn: true }));
  now = now.add({ minutes: 1 });
  await rounds().run();
  expect(sent).toHaveLength(1);
  expect(await outcomeOf("o1")).toEqual(["empty"]);
});

test("what no source shows any more is not sent, as nowhere else", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await anOutlet("o1");
  await papersCome("p1", "p2");
  await plan();
  papers = papers.map((paper) => (paper.id === "p1" ? { ...paper, gone: true } : paper));
  await rounds().run();
  expect(sent[0]?.papers).toMatchObject([{ paperId: "p2" }]);
});

test("what fails is tried again with the same id, and says that it is a repeat", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await anOutlet("o1");
  await papersCome("p1");
  await plan();
  answer = () => ({ kind: "later", reason: "451" });
  await rounds().run();
  await rounds().run();
  expect(sent).toHaveLength(1);
  answer = () => ({ kind: "sent" });
  now = now.add({ minutes: 1 });
  await rounds().run();
  expect(sent.map(({ id, isRepeat }) => [id, isRepeat])).toEqual([
    [sent[0]?.id, false],
    [sent[0]?.id, true],
  ]);
});

test("an outage is told once, holds up all, and one copy finds out whether it is over", async () => {
  await subscribed(store.book, aChannel(), "vision");
  for (let i = 0; i < 5; i += 1) await anOutlet(`o${i}`);
  await papersCome("p1");
  await plan();
  answer = () => ({ kind: "outage", reason: "no connection" });
  const one = rounds();
  await one.run();
  // Two were on their way at once.
  expect(sent.length).toBeLessThanOrEqual(2);
  const tried = sent.length;
  await one.run();
  expect(sent).toHaveLength(tried);
  now = now.add({ minutes: 1 });
  await one.run();
  expect(sent).toHaveLength(tried + 1);
  answer = () => ({ kind: "sent" });
  now = now.add({ minutes: 30 });
  await one.run();
  for (let i = 0; i < 5; i += 1) expect((await outcomeOf(`o${i}`))[0]).toMatch(/^sent/);
  const lines = recorded.lines.map(({ msg }) => msg);
  expect(lines.filter((line) => line.startsWith("Nothing can be sent"))).toHaveLength(1);
  expect(lines).toContain("Copies of digests can be sent again");
});

test("an outlet that is refused for three days ends, and others go on", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await anOutlet("bad");
  await anOutlet("good");
  await papersCome("p1");
  await plan();
  answer = ({ outletId }) =>
    outletId === "bad" ? { kind: "refused", reason: "550" } : { kind: "sent" };
  for (let hours = 0; hours <= 80; hours += 1) {
    await rounds().run();
    now = now.add({ hours: 1 });
  }
  expect(ended).toEqual([["bad", "refused"]]);
  expect(await outcomeOf("bad")).toEqual(["ended"]);
  expect(await outcomeOf("good")).toEqual(["sent"]);
  expect((await store.outlets.outlet("bad"))?.end).toMatchObject({ why: "refused" });
  // Nothing is planned for it any more; after a while it is forgotten.
  now = now.add({ hours: 31 * 24 });
  await pruneAll(store, now);
  expect(await store.outlets.outlet("bad")).toBeNull();
  expect(await store.outlets.copies("good", 9)).toEqual([]);
});

test("each copy is counted once, by what became of it", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await anOutlet("o1");
  await anOutlet("o2");
  await papersCome("p1", "p2");
  await store.book.deliveries.plan(aDigest(), [aMessage("p1")]);
  await store.book.deliveries.delivered("d1", 1, "m1", now);
  await store.book.deliveries.finish("d1", "sent", null, now);
  const byHand = { id: "d2", occasion: { kind: "by hand" } } as const;
  await store.book.deliveries.plan(aDigest(byHand), [aMessage("p2")]);
  expect(await store.outlets.countUnfinished()).toEqual({ mail: 0, webhook: 4 });
  answer = ({ outletId }) =>
    outletId === "o1" ? { kind: "sent" } : { kind: "over", why: "unwanted" };
  await rounds().run();
  const counts = Map.groupBy(finished, ([kind, outcome]) => `${kind} ${outcome}`);
  const sums = [...counts].map(([what, all]) => [what, all.reduce((sum, one) => sum + one[2], 0)]);
  expect(Object.fromEntries(sums)).toEqual({ "webhook sent": 2, "webhook ended": 2 });
  expect(await store.outlets.countUnfinished()).toEqual({ mail: 0, webhook: 0 });
});

test("two processes never send one copy, and one that died is followed at once", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await anOutlet("o1");
  await papersCome("p1");
  await plan();
  const { promise, resolve } = Promise.withResolvers<SendResult>();
  answer = () => promise;
  const first = rounds("dead").run();
  await new Promise(setImmediate);
  // To whoever cannot tell that it died, its lease counts.
  const span = { now, until: now.add({ minutes: 5 }) };
  const [copy] = await store.outlets.due("webhook", now);
  expect(await store.outlets.claim(copy!.id, "other", span)).toBe(false);
  answer = () => ({ kind: "sent" });
  await rounds("me").run();
  expect(sent).toHaveLength(1);
  resolve({ kind: "later", reason: "too late to count" });
  await first;
  expect(await outcomeOf("o1")).toEqual(["sent"]);
});

test("a courier that fails at something itself holds up nobody", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await anOutlet("o1");
  await anOutlet("o2");
  await papersCome("p1");
  await plan();
  answer = ({ outletId }) => {
    if (outletId === "o1") throw new Error("oops");
    return { kind: "sent" };
  };
  await rounds().run();
  expect(await outcomeOf("o1")).toEqual(["waiting"]);
  expect(await outcomeOf("o2")).toEqual(["sent"]);
});

test("topics of one's own are sent once their copy is, and else come again", async () => {
  const { book } = store;
  const mine = aChannel({
    id: "mail:o1",
    guildId: null,
    kind: "mail",
    settings: { quietDay: "nothing" },
  });
  await subscribed(book, mine, "vision");
  await anOutlet("o1", "mail:o1");
  await papersCome("p1");
  answer = () => ({ kind: "invalid", reason: "554" });
  await plan("mail:o1");
  expect(await book.deliveries.unfinished(now)).toEqual([]);
  await rounds().run();
  expect(await book.history.runs("mail:o1", 9)).toMatchObject([{ outcome: "failed" }]);
  // Its paper was not sent.
  answer = () => ({ kind: "sent" });
  now = now.add({ hours: 24 });
  await plan("mail:o1");
  await rounds().run();
  expect(sent.map((copy) => copy.papers[0]?.paperId)).toEqual(["p1", "p1"]);
  expect((await book.history.runs("mail:o1", 9))[0]).toMatchObject({ outcome: "sent" });
  now = now.add({ hours: 24 });
  expect(await plan("mail:o1")).toMatchObject({ outcome: "nothing new" });
});

test("the copies are there with the digest or not at all", async () => {
  await anOutlet("o1");
  const planned = aDigest();
  await store.book.deliveries.plan(planned, [aMessage("p1")]);
  expect(await store.outlets.copies("o1", 9)).toHaveLength(1);
  // A second try at the same slot is none.
  await store.book.deliveries.plan({ ...planned, id: "d2" }, [aMessage("p2")]);
  expect(await store.outlets.copies("o1", 9)).toHaveLength(1);
});
