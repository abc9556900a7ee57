import { afterEach, beforeEach, expect, test } from "vitest";
import type { Book } from "../../src/digests/book.ts";
import type { Channel } from "../../src/digests/digest.ts";
import type { Store } from "../../src/store/open.ts";
import { pruneAll } from "./prune-all.ts";
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
const MONTH = { hours: 30 * 24 };

async function ids(channels: Promise<Channel[]>): Promise<string[]> {
  return (await channels).map(({ id }) => id);
}

test("a channel is read as it was saved, and replaced by what is saved later", async () => {
  const channel = aChannel({
    kind: "announcement",
    settings: {
      days: "weekdays",
      roleId: "r1",
      publish: true,
      quietDay: "archive",
      alarms: { kind: "person", id: "u2" },
    },
    pause: { why: "asked", until: SATURDAY },
  });
  await book.subscriptions.saveChannel(channel);
  expect(await book.subscriptions.channel("c1")).toEqual(channel);
  const blocked: Channel = {
    ...channel,
    guildId: null,
    kind: "dm",
    pause: { why: "blocked", permission: "Send Messages", notified: true },
    endedAt: SATURDAY,
  };
  await book.subscriptions.saveChannel(blocked);
  expect(await book.subscriptions.channel("c1")).toEqual(blocked);
  expect(await book.subscriptions.channel("c2")).toBeNull();
});

test("channels come by server, those that ended only where asked for", async () => {
  await book.subscriptions.saveChannel(aChannel({ id: "c1" }));
  await book.subscriptions.saveChannel(aChannel({ id: "c2", endedAt: FRIDAY }));
  await book.subscriptions.saveChannel(aChannel({ id: "c3", guildId: "g2" }));
  expect(await ids(book.subscriptions.channels())).toEqual(["c1", "c3"]);
  expect(await ids(book.subscriptions.channels({ guildId: "g1" }))).toEqual(["c1"]);
  expect(await ids(book.subscriptions.channels({ ended: true }))).toEqual(["c2"]);
  await book.subscriptions.end("c2", null);
  expect(await ids(book.subscriptions.channels({ guildId: "g1" }))).toEqual(["c1", "c2"]);
});

test("a channel is due once its next slot has come, if it lives and wants a topic", async () => {
  await subscribed(book, aChannel({ id: "c1" }), "vision");
  await subscribed(book, aChannel({ id: "ended", endedAt: FRIDAY }), "vision");
  await subscribed(book, aChannel({ id: "without topics" }));
  await subscribed(book, aChannel({ id: "monday", settings: { days: "monday" } }), "vision");
  expect(await ids(book.subscriptions.due(SATURDAY.subtract({ seconds: 1 })))).toEqual([]);
  expect(await ids(book.subscriptions.due(SATURDAY))).toEqual(["c1"]);
  await book.deliveries.plan(aDigest(), [aMessage()]);
  expect(await ids(book.subscriptions.due(SATURDAY))).toEqual([]);
  expect(await ids(book.subscriptions.due(FRIDAY.add({ hours: 72 })))).toEqual(["c1", "monday"]);
});

test("a changed schedule moves the next slot, and never opens a slot again that is settled", async () => {
  await subscribed(book, aChannel(), "vision");
  const settings = aChannel({ settings: { time: "18:00" } }).settings;
  await book.subscriptions.changeSettings("c1", settings, FRIDAY.subtract({ hours: 24 }));
  const changed = await book.subscriptions.channel("c1");
  expect(changed?.settings.time).toBe("18:00");
  expect(changed?.settledUntil.equals(FRIDAY)).toBe(true);
  expect(await ids(book.subscriptions.due(FRIDAY.add({ hours: 9 })))).toEqual(["c1"]);
});

test("slots that are settled further ahead than any change settles are open again", async () => {
  const ahead = FRIDAY.add({ hours: 72 });
  await subscribed(book, aChannel({ id: "c1", settledUntil: ahead }), "vision");
  const beyond = aChannel({ id: "c2", settledUntil: ahead.add({ milliseconds: 1 }) });
  await subscribed(book, beyond, "vision");
  await book.subscriptions.unsettleAhead(FRIDAY);
  expect((await book.subscriptions.channel("c1"))?.settledUntil).toEqual(ahead);
  expect((await book.subscriptions.channel("c2"))?.settledUntil).toEqual(FRIDAY);
  expect(await ids(book.subscriptions.due(SATURDAY))).toEqual(["c2"]);
});

test("a digest of an older slot takes back nothing that is settled", async () => {
  await subscribed(book, aChannel({ settledUntil: SATURDAY.add({ hours: 24 }) }), "vision");
  await book.deliveries.plan(aDigest(), []);
  const channel = await book.subscriptions.channel("c1");
  expect(channel?.settledUntil.toString()).toBe("2026-11-22T08:00:00Z");
});

test("a pause is kept and lifted", async () => {
  await book.subscriptions.saveChannel(aChannel());
  await book.subscriptions.pause("c1", { why: "asked", until: null });
  expect((await book.subscriptions.channel("c1"))?.pause).toEqual({ why: "asked", until: null });
  await book.subscriptions.pause("c1", null);
  expect((await book.subscriptions.channel("c1"))?.pause).toBeNull();
});

test("the same topic twice in a channel is one subscription, under the newer name", async () => {
  await subscribed(book, aChannel(), "vision", "audio");
  await book.arrivals.note(["p1"], FRIDAY);
  const again = await book.subscriptions.add({
    channelId: "c1",
    topic: "vision",
    name: "Seeing",
    createdBy: "u2",
    createdAt: SATURDAY,
  });
  expect(again).toMatchObject({ name: "Seeing", createdBy: "u1", archiveUntil: 0 });
  expect((await book.subscriptions.of("c1")).map(({ name }) => name)).toEqual(["Seeing", "audio"]);
});

test("what is known when a subscription begins is its archive", async () => {
  await book.arrivals.note(["p1", "p2"], FRIDAY);
  await subscribed(book, aChannel(), "vision");
  expect((await book.subscriptions.of("c1"))[0]?.archiveUntil).toBe(2);
});

test("the slots before a channel's first subscription are settled, not missed", async () => {
  await book.subscriptions.saveChannel(aChannel({ settledUntil: FRIDAY.subtract({ hours: 240 }) }));
  await book.subscriptions.add({
    channelId: "c1",
    topic: "vision",
    name: "vision",
    createdBy: "u1",
    createdAt: FRIDAY.add({ minutes: 5 }),
  });
  expect(await book.subscriptions.due(FRIDAY.add({ minutes: 5 }))).toEqual([]);
  const channel = await book.subscriptions.channel("c1");
  expect(channel?.settledUntil.toString()).toBe("2026-11-20T08:05:00Z");
});

test("a topic that nobody wants any more is forgotten, and matched afresh when wanted again", async () => {
  await book.arrivals.note(["p1"], FRIDAY);
  await subscribed(book, aChannel({ id: "c1" }), "vision");
  await subscribed(book, aChannel({ id: "c2" }), "vision");
  await book.arrivals.matched(0, 1, new Map([["vision", []]]));
  const [first] = await book.subscriptions.of("c1");
  await book.subscriptions.remove(first!.id);
  expect(await book.subscriptions.of("c1")).toEqual([]);
  expect(await book.arrivals.topics()).toEqual([
    { topic: "vision", matchedUntil: 1, archiveUntil: 1 },
  ]);
  const [second] = await book.subscriptions.of("c2");
  await book.subscriptions.remove(second!.id);
  expect(await book.arrivals.topics()).toEqual([]);
  await subscribed(book, aChannel({ id: "c1" }), "vision");
  expect(await book.arrivals.topics()).toEqual([
    { topic: "vision", matchedUntil: 0, archiveUntil: 1 },
  ]);
});

test("a digest that is not finished keeps its messages and papers, however old they are", async () => {
  await subscribed(book, aChannel(), "vision");
  await book.arrivals.note(["p1", "p2"], FRIDAY);
  const matches = ["p1", "p2"].map((paperId) => ({ paperId, strength: 1, words: [], fields: [] }));
  await book.arrivals.matched(0, 2, new Map([["vision", matches]]));
  await book.deliveries.plan(aDigest(), [aMessage("p1"), aMessage("p2")]);
  await book.deliveries.attempting("d1", 1, SATURDAY);
  await book.deliveries.delivered("d1", 1, "m1", SATURDAY);
  await book.deliveries.attempting("d1", 2, SATURDAY);
  const before = await book.history.messages("d1");
  await pruneAll(store, SATURDAY.add({ hours: 1000 }).add(MONTH));
  expect(await book.history.messages("d1")).toEqual(before);
  expect(await book.deliveries.open("c1")).toMatchObject({ id: "d1" });
  expect(await book.history.whereabouts("c1", "p2")).toMatchObject({ kind: "under way" });
  expect(await book.candidates.unsent("c1", "new")).toEqual([]);
  await book.deliveries.finish("d1", "partly sent", null, SATURDAY);
  await pruneAll(store, SATURDAY.add({ hours: 1000 }).add(MONTH));
  expect(await book.history.messages("d1")).toEqual([]);
  expect(await book.history.digest("d1")).toMatchObject({ outcome: "partly sent" });
  expect((await book.candidates.unsent("c1", "new")).map(({ paperId }) => paperId)).toEqual(["p2"]);
});

test("channels that ended long ago are forgotten with their subscriptions, but not what they were sent", async () => {
  await subscribed(book, aChannel({ id: "c1", endedAt: FRIDAY }), "vision");
  await subscribed(book, aChannel({ id: "c2", endedAt: SATURDAY }), "audio");
  await book.deliveries.plan(aDigest(), [aMessage("p1")]);
  await book.deliveries.delivered("d1", 1, "m1", SATURDAY);
  await book.deliveries.finish("d1", "sent", null, SATURDAY);
  await pruneAll(store, SATURDAY.add(MONTH));
  expect(await ids(book.subscriptions.channels({ ended: true }))).toEqual(["c2"]);
  expect(await book.subscriptions.of("c1")).toEqual([]);
  expect(await book.history.messages("d1")).toHaveLength(1);
  await pruneAll(store, SATURDAY.add({ seconds: 1 }).add(MONTH));
  expect(await ids(book.subscriptions.channels({ ended: true }))).toEqual([]);
  expect(await book.history.messages("d1")).toEqual([]);
  expect(await book.history.whereabouts("c1", "p1")).toMatchObject({ kind: "delivered", id: "m1" });
});

test("a channel that was forgotten is neither public nor mailed when somebody sets it up again", async () => {
  await subscribed(book, aChannel({ id: "c1" }), "vision");
  const always = FRIDAY.subtract({ hours: 1000 });
  await store.publicChannels.open({ id: "c1", name: "a", serverName: "b", since: always }, FRIDAY);
  const mail = {
    id: "o1",
    channelId: "c1",
    startedAt: FRIDAY,
    userId: "u1",
    address: "a@b.example",
  };
  await store.mails.add(mail);
  await book.subscriptions.end("c1", FRIDAY);
  await pruneAll(store, FRIDAY.add(MONTH));
  expect(await store.mails.of("u1")).toHaveLength(1);
  await pruneAll(store, SATURDAY.add(MONTH));
  expect(await store.mails.of("u1")).toEqual([]);
  await subscribed(book, aChannel({ id: "c1" }), "vision");
  expect(await store.publicChannels.find("c1")).toEqual({ kind: "closed" });
});
