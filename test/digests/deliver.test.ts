import { setTimeout as delay } from "node:timers/promises";
import { PermissionFlagsBits } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { createDelivery } from "../../src/digests/delivery/deliver.ts";
import { recordLog } from "../discord/log.ts";
import { trusted } from "../discord/trusted.ts";
import { aPaper } from "../papers/a-paper.ts";
import { longPapers } from "./long-papers.ts";
import { office, usePostOffice, provoke, ids, minutes, breakPosts } from "./at-post-office.ts";
import { POST_MESSAGE, SATURDAY } from "./post-office.ts";

usePostOffice();

test("a digest of several messages arrives in order, each message once", async () => {
  const channel = await office.channel("text", { settings: { most: 25 } });
  await office.papersCome(longPapers(20));
  await office.tick();
  await office.tick();
  expect(office.messagesIn(channel).length).toBeGreaterThan(2);
  expect(office.papersIn(channel)).toEqual(ids(20));
  expect(await office.run(channel)).toMatchObject({ outcome: "sent", note: null });
  expect(await office.book.history.whereabouts(channel, "p20")).toMatchObject({
    kind: "delivered",
    id: office.messagesIn(channel).at(-1)?.id,
  });
});

test("every message has a nonce of its own, at most 25 characters, that Discord enforces", async () => {
  await office.channel("text", { settings: { most: 25 } });
  await office.channel("announcement", { settings: { most: 25 } });
  await office.papersCome(longPapers(20));
  await office.tick();
  const bodies = office.standIn.requests
    .filter(({ name }) => POST_MESSAGE.test(name))
    .map(({ body }) => trusted<{ nonce: string; enforce_nonce: boolean }>(body));
  const nonces = bodies.map(({ nonce }) => nonce);
  expect(new Set(nonces).size).toBe(bodies.length);
  expect(Math.max(...nonces.map(({ length }) => length))).toBeLessThanOrEqual(25);
  expect(bodies.every(({ enforce_nonce }) => enforce_nonce)).toBe(true);
});

test("a quiet day is never ambiguous", async () => {
  const silent = await office.channel("text", { settings: { quietDay: "nothing" } });
  const line = await office.channel("text", { settings: { quietDay: "one line" } });
  await office.tick();
  expect(office.messagesIn(silent)).toEqual([]);
  expect(office.messagesIn(line)).toHaveLength(1);
  expect(await office.run(silent)).toMatchObject({ outcome: "nothing new" });
  expect(await office.run(line)).toMatchObject({ outcome: "nothing new" });
});

test("a digest that answers a missed slot is sent late", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  await office.tick(minutes(200));
  expect(await office.run(channel)).toMatchObject({ outcome: "sent late", late: true });
});

test.each([
  { why: "a 502", fault: { with: { status: 502 }, times: 4 } },
  { why: "a 502 after the message was stored", fault: { times: 4, takesEffect: true } },
  { why: "a reset", fault: { with: { reset: true as const }, times: 4 } },
  {
    why: "a reset after the message was stored",
    fault: { with: { reset: true as const }, times: 4, takesEffect: true },
  },
  { why: "an orderly close", fault: { with: { closed: true as const } } },
  {
    why: "an orderly close after the message was stored",
    fault: { with: { closed: true as const }, takesEffect: true },
  },
])("$why delays a digest by a minute, and doubles nothing", async ({ fault }) => {
  const channel = await office.channel();
  await office.papersCome(longPapers(10));
  breakPosts(fault);
  await office.tick();
  expect(await office.run(channel)).toMatchObject({ outcome: "sending", finishedAt: null });
  await office.tick();
  expect(await office.run(channel)).toMatchObject({ finishedAt: null });
  await office.tick(minutes(1));
  expect(office.papersIn(channel)).toEqual(ids(10));
  expect(await office.run(channel)).toMatchObject({ outcome: "sent" });
});

test("the repeats of the library alone double nothing", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(10));
  breakPosts({ takesEffect: true, times: 3 });
  await office.tick();
  expect(office.papersIn(channel)).toEqual(ids(10));
});

test("long after Discord forgot the nonce, a message that arrived is found among many others", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(3));
  breakPosts({ with: { closed: true } });
  await office.tick();
  for (let i = 0; i < 350; i += 1)
    office.standIn.messages.add({ channelId: channel, authorId: "1", onlyFor: null });
  breakPosts({ with: { closed: true }, takesEffect: true });
  await office.tick(minutes(1));
  const [first] = office.messagesIn(channel);
  // Somebody shows the same buttons.
  office.standIn.messages.add({ ...first!, id: "1", authorId: "1" });
  office.restart();
  await office.tick(minutes(600));
  expect(office.papersIn(channel)).toEqual([...ids(3), ...ids(3)]);
  expect(await office.book.history.whereabouts(channel, "p1")).toMatchObject({
    kind: "delivered",
    id: first?.id,
    digest: { outcome: "sent late" },
  });
});

test("a repeat whose message was deleted meanwhile counts as delivered", async () => {
  provoke(10008);
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  breakPosts({ with: { closed: true }, takesEffect: true });
  await office.tick();
  office.standIn.messages.remove(office.messagesIn(channel)[0]!);
  await office.tick(minutes(1));
  expect(office.messagesIn(channel)).toEqual([]);
  expect(await office.run(channel)).toMatchObject({ outcome: "sent" });
  expect(await office.book.candidates.unsent(channel, "new")).toEqual([]);
});

test("a 429 is waited for as its header says", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  breakPosts({ with: { status: 429, retryAfterS: 0.02 } });
  await office.tick();
  expect(office.papersIn(channel)).toEqual(ids(2));
});

test("for an hour a digest is tried with growing pauses, then its papers go to the next", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  breakPosts({ times: Infinity });
  const triedAt: number[] = [];
  for (let minute = 0; minute <= 70; minute += 1) {
    const before = office.standIn.requests.length;
    await office.tick(minutes(minute));
    if (office.standIn.requests.length > before) triedAt.push(minute);
  }
  expect(triedAt).toEqual([0, 1, 2, 4, 8, 16, 32, 52, 60]);
  const failed = await office.run(channel);
  expect(failed).toMatchObject({ outcome: "failed", finishedAt: minutes(60) });
  expect(failed.note).toBe(
    "Discord didn't accept it for an hour. Its papers will be in the next digest.",
  );
  const unsent = await office.book.candidates.unsent(channel, "new");
  expect(unsent.map(({ paperId }) => paperId)).toEqual(ids(2));
});

test("what had arrived in a failing hour is found at its end, and not sent again", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  office.standIn.fail({ on: /^GET .*messages$/, with: { status: 500 }, times: 40 });
  breakPosts({ with: { closed: true }, takesEffect: true });
  for (let minute = 0; minute <= 300; minute += 1) await office.tick(minutes(minute));
  expect(office.papersIn(channel)).toEqual(ids(2));
  expect(await office.run(channel)).toMatchObject({ outcome: "sent late" });
});

test("while nobody can say whether a message arrived, its papers go nowhere else", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  office.standIn.fail({ on: /^GET .*messages$/, with: { status: 500 }, times: Infinity });
  breakPosts({ with: { closed: true }, takesEffect: true });
  for (let minute = 0; minute <= 90; minute += 1) await office.tick(minutes(minute));
  expect(await office.run(channel)).toMatchObject({ outcome: "failed", finishedAt: null });
  expect(await office.book.candidates.unsent(channel, "new")).toEqual([]);
});

test("of a refused message the papers go one by one, and only the culprit is set aside", async () => {
  provoke(50035, 50035);
  const channel = await office.channel();
  await office.papersCome(longPapers(7));
  office.standIn.dislike("Paper p2 ");
  await office.tick();
  expect(office.papersIn(channel).toSorted()).toEqual(["p1", "p3", "p4", "p5", "p6", "p7"]);
  const run = await office.run(channel);
  expect(run.outcome).toBe("partly sent");
  expect(run.note).toContain("Paper p2 on vision");
  expect(office.bot.recorded.lines).toContainEqual(
    expect.objectContaining({ channelId: channel, paperIds: ["p2"], level: 40 }),
  );
  expect(await office.book.history.whereabouts(channel, "p2")).toMatchObject({
    kind: "refused",
    reason: expect.stringContaining("has Paper p2"),
  });
  expect(await office.book.subscriptions.of(channel)).toHaveLength(1);
});

test("the day after, a channel with a paper that was set aside gets its digest as ever", async () => {
  provoke(50035, 50035);
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  office.standIn.dislike("Paper p2 ");
  await office.tick();
  await office.papersCome(longPapers(2, "q"));
  await office.tick(minutes(24 * 60));
  expect(office.papersIn(channel)).toEqual(["p1", "q1", "q2"]);
  expect(await office.run(channel)).toMatchObject({ outcome: "sent" });
});

test("of two channels the first fails half way: the other is unaffected, and it completes later", async () => {
  const first = await office.channel("text", { settings: { most: 25 } });
  const second = await office.channel("text", { settings: { most: 25 } });
  await office.papersCome(longPapers(20));
  const its = new RegExp(`^POST /channels/${first}/messages$`);
  // The library does not repeat what was closed in good order.
  for (const takesEffect of [false, true])
    office.standIn.fail({ on: its, with: { closed: true }, takesEffect });
  await office.tick();
  expect(office.papersIn(second)).toEqual(ids(20));
  expect(await office.run(second)).toMatchObject({ outcome: "sent" });
  expect(await office.run(first)).toMatchObject({ finishedAt: null });
  for (let minute = 1; minute < 5; minute += 1) await office.tick(minutes(minute));
  expect(office.papersIn(first)).toEqual(ids(20));
  expect(office.papersIn(second)).toEqual(ids(20));
  expect(await office.run(first)).toMatchObject({ outcome: "sent" });
});

test("a slow channel holds up neither another nor the next tick", async () => {
  const slow = await office.channel();
  await office.papersCome(longPapers(2));
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  breakPosts({ with: { heldUntil: held } });
  const arrived = office.standIn.arrival(POST_MESSAGE);
  const first = office.tick();
  await arrived;
  const quick = await office.channel();
  await office.papersCome(longPapers(2, "q"));
  await office.tick(minutes(24 * 60));
  expect(office.papersIn(quick)).toEqual(ids(2, "q"));
  expect(office.papersIn(slow)).toEqual([]);
  release();
  await first;
  expect(office.papersIn(slow)).toEqual(ids(2));
});

test("ticks at the same moment send a digest once", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(10));
  await Promise.all([office.tick(), office.tick(), office.tick()]);
  expect(office.papersIn(channel)).toEqual(ids(10));
  expect(await office.book.history.runs(channel, 5)).toHaveLength(1);
});

test("two processes at the same moment send a digest once", async () => {
  const channels = [await office.channel(), await office.channel(), await office.channel()];
  await office.papersCome(longPapers(10));
  const rival = await office.rival();
  await office.plan();
  await Promise.all([rival.delivery.deliver(), office.tick(), rival.delivery.deliver()]);
  await rival.close();
  for (const channel of channels) expect(office.papersIn(channel)).toEqual(ids(10));
  const posts = office.standIn.requests.filter(({ name }) => POST_MESSAGE.test(name));
  expect(posts).toHaveLength(channels.flatMap((id) => office.messagesIn(id)).length);
});

test("while one process is slow with a digest, ticks keep it from another", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  breakPosts({ with: { heldUntil: held } });
  const arrived = office.standIn.arrival(POST_MESSAGE);
  const first = office.tick();
  await arrived;
  const rival = await office.rival();
  for (const minute of [1, 2, 3, 4, 5]) {
    await office.tick(minutes(minute));
    await rival.delivery.deliver();
  }
  release();
  await first;
  await rival.close();
  const posts = office.standIn.requests.filter(({ name }) => POST_MESSAGE.test(name));
  expect(posts).toHaveLength(1);
  expect(office.papersIn(channel)).toEqual(ids(2));
});

test("a forum post that hangs for longer than a lease is made by nobody else, tick or no tick", async () => {
  const forum = await office.channel("forum");
  await office.papersCome(longPapers(2));
  await office.plan();
  const { log } = recordLog();
  const slow = createDelivery({
    corpus: office.corpus,
    book: office.book,
    courier: office.bot.courier,
    now: () => office.now,
    owner: "slow",
    log,
    renewEveryMs: 1,
  });
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const posts = /^POST \/channels\/\d+\/threads$/;
  office.standIn.fail({ on: posts, with: { heldUntil: held } });
  const arrived = office.standIn.arrival(posts);
  const first = slow.deliver();
  await arrived;
  const rival = await office.rival();
  for (let minute = 1; minute <= 12; minute += 1) {
    office.now = minutes(minute);
    await delay(20);
    await rival.delivery.deliver();
  }
  release();
  await first;
  await rival.close();
  expect(office.standIn.requests.filter(({ name }) => posts.test(name))).toHaveLength(1);
  expect(office.papersIn(forum)).toEqual(ids(2));
});

test("a lease that was taken while the clock was ahead ends as any other does", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  await office.plan();
  const digest = await office.run(channel);
  const ahead = SATURDAY.add({ hours: 365 * 24 });
  await office.book.leases.claim(digest.id, "another", ahead, ahead.add({ minutes: 3 }));
  const rival = await office.rival();
  for (const minute of [0, 1, 2]) {
    office.now = minutes(minute);
    await rival.delivery.deliver();
  }
  expect(office.papersIn(channel)).toEqual([]);
  office.now = minutes(3);
  await rival.delivery.deliver();
  await rival.close();
  expect(office.papersIn(channel)).toEqual(ids(2));
});

test("what a process had begun goes on at once when it is seen to have ended", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  await office.plan();
  const digest = await office.run(channel);
  await office.book.leases.claim(digest.id, "dead", SATURDAY, minutes(3));
  const { log } = recordLog();
  let isDead = false;
  const delivery = createDelivery({
    corpus: office.corpus,
    book: office.book,
    courier: office.bot.courier,
    now: () => office.now,
    owner: "alive",
    hasEnded: (owner) => isDead && owner === "dead",
    log,
  });
  await delivery.deliver();
  expect(office.papersIn(channel)).toEqual([]);
  isDead = true;
  await delivery.deliver();
  expect(office.papersIn(channel)).toEqual(ids(2));
});

test("a stop lets the message that is on its way finish, and the next start goes on at once", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(10));
  await office.plan();
  const { delivery, close } = await office.rival();
  const arrived = office.standIn.arrival(POST_MESSAGE);
  const delivering = delivery.deliver();
  await arrived;
  await delivery.stop();
  await delivering;
  await close();
  expect(office.messagesIn(channel)).toHaveLength(1);
  await office.tick();
  expect(office.papersIn(channel)).toEqual(ids(10));
});

test("after a stop nothing is begun, and the store may be closed", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  await office.plan();
  const { id } = await office.run(channel);
  const { delivery, close } = await office.rival();
  await delivery.stop();
  await close();
  await delivery.deliver();
  await delivery.deliverOne(id);
  expect(office.papersIn(channel)).toEqual([]);
  await office.tick();
  expect(office.papersIn(channel)).toEqual(ids(2));
});

test("a digest that somebody paused before it left is skipped, and its papers wait", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  office.standIn.guild.deny(channel, PermissionFlagsBits.SendMessages);
  await office.hasHeard();
  await office.tick();
  expect(await office.run(channel)).toMatchObject({ outcome: "blocked" });
  await office.book.subscriptions.pause(channel, { why: "asked", until: null });
  await office.tick(minutes(1));
  expect(await office.run(channel)).toMatchObject({ outcome: "skipped: paused" });
  expect(await office.book.candidates.unsent(channel, "new")).toHaveLength(2);
});

test("a mistake of ours in one digest is logged, and the others go out", async () => {
  const broken = await office.channel();
  const sound = await office.channel();
  await office.papersCome([aPaper({ id: "p1" }), aPaper({ id: "p2" })]);
  const { courier } = office.bot;
  const { log, lines } = recordLog();
  const delivery = createDelivery({
    corpus: office.corpus,
    book: office.book,
    courier: {
      ...courier,
      probe: (id, needs) =>
        id === broken ? Promise.reject(new Error("A bug")) : courier.probe(id, needs),
    },
    now: () => office.now,
    owner: "first",
    log,
  });
  office.standIn.guild.deny(broken, PermissionFlagsBits.SendMessages);
  await office.hasHeard();
  await office.tick();
  office.now = minutes(1);
  await delivery.deliver();
  expect(lines).toContainEqual(
    expect.objectContaining({ level: 50, channelId: broken, digestId: expect.any(String) }),
  );
  expect(office.papersIn(sound)).toEqual(["p1", "p2"]);
  expect((await office.run(broken)).note).toContain("Something went wrong in Paperboy");
});
