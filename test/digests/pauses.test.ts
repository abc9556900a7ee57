import { PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import type { Pause } from "../../src/digests/digest.ts";
import { planByHand } from "../../src/digests/planning/due.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { textOf } from "../discord/messages.ts";
import { personId } from "../discord/world.ts";
import { aCorpus } from "./a-corpus.ts";
import { longPapers } from "./long-papers.ts";
import { office, usePostOffice, provoke, ids, minutes } from "./at-post-office.ts";
import { POST_MESSAGE, SATURDAY } from "./post-office.ts";

const { SendMessages } = PermissionFlagsBits;

usePostOffice();

const asked = (until: Temporal.Instant | null): Pause => ({ why: "asked", until });

const PAUSES = [
  ["without end", asked(null)],
  ["for a month", asked(SATURDAY.add({ hours: 30 * 24 }))],
] as const;

async function pauseOf(channel: string): Promise<Pause | null> {
  return (await office.subscription(channel)).pause;
}

/** Somebody presses "Send" now. */
async function sendByHand(channel: string, papers: Paper[]): Promise<void> {
  const { book, now } = office;
  await planByHand(await office.subscription(channel), {
    book,
    corpus: aCorpus(papers),
    now,
    newId: () => "by-hand",
  });
}

/** Takes the permission to write away, or gives it back. */
async function mayWrite(channel: string, may: boolean): Promise<void> {
  const { guild } = office.standIn;
  if (may) guild.allow(channel, SendMessages);
  else guild.deny(channel, SendMessages);
  await office.hasHeard();
}

/** When a request for a message left, in minutes after the slot. */
async function triedAt(ticks: Iterable<number>): Promise<number[]> {
  const tried: number[] = [];
  for (const minute of ticks) {
    const before = office.standIn.requests.length;
    await office.tick(minutes(minute));
    const since = office.standIn.requests.slice(before);
    if (since.some(({ name }) => POST_MESSAGE.test(name))) tried.push(minute);
  }
  return tried;
}

describe.each(PAUSES)("in a pause %s", (_, pause) => {
  test("a digest that somebody sends by hand goes out, and the pause goes on", async () => {
    const channel = await office.channel();
    await office.book.subscriptions.pause(channel, pause);
    await office.papersCome(longPapers(10));
    await sendByHand(channel, longPapers(10));
    await office.tick();
    expect(office.papersIn(channel)).toEqual(ids(10));
    const runs = await office.book.history.runs(channel, 3);
    expect(new Set(runs.map(({ outcome }) => outcome))).toEqual(
      new Set(["sent", "skipped: paused"]),
    );
    expect(await pauseOf(channel)).toEqual(pause);
  });

  test("a digest by hand that lacks a permission waits for it, and neither touches the pause", async () => {
    const channel = await office.channel();
    await office.book.subscriptions.pause(channel, pause);
    await office.papersCome(longPapers(10));
    await mayWrite(channel, false);
    await sendByHand(channel, longPapers(10));
    await office.tick();
    expect(await office.book.history.digest("by-hand")).toMatchObject({
      outcome: "blocked",
      finishedAt: null,
    });
    expect(await pauseOf(channel)).toEqual(pause);
    await mayWrite(channel, true);
    await office.tick(minutes(1));
    expect(office.papersIn(channel)).toEqual(ids(10));
    expect(await pauseOf(channel)).toEqual(pause);
    await office.papersCome(longPapers(2, "q"));
    await office.tick(minutes(24 * 60));
    expect(await office.run(channel)).toMatchObject({ outcome: "skipped: paused" });
    expect(office.papersIn(channel)).toEqual(ids(10));
  });

  test("what had begun before is finished, through a block too, and the pause goes on", async () => {
    provoke(50013);
    const channel = await office.channel();
    await office.papersCome(longPapers(10));
    const firstIsThere = office.standIn.post();
    const tick = office.tick();
    await firstIsThere;
    office.standIn.guild.deny(channel, SendMessages, { told: false });
    await tick;
    expect(await pauseOf(channel)).toMatchObject({ why: "blocked" });
    // Somebody pauses the channel while it is blocked, and the block goes on.
    await office.book.subscriptions.pause(channel, pause);
    await mayWrite(channel, false);
    await office.tick(minutes(2));
    expect(await office.run(channel)).toMatchObject({ outcome: "blocked", finishedAt: null });
    expect(await pauseOf(channel)).toEqual(pause);
    await mayWrite(channel, true);
    await office.tick(minutes(4));
    expect(office.papersIn(channel)).toEqual(ids(10));
    expect(await office.run(channel)).toMatchObject({ outcome: "sent late" });
    expect(await pauseOf(channel)).toEqual(pause);
  });
});

test("at the end of a pause that began after planning, the digest goes out; before, it is skipped", async () => {
  const [over, on] = [await office.channel(), await office.channel()];
  await office.papersCome(longPapers(2));
  await office.plan();
  await office.book.subscriptions.pause(over, asked(minutes(5)));
  await office.book.subscriptions.pause(on, asked(minutes(5).add({ milliseconds: 1 })));
  await office.tick(minutes(5));
  expect(office.papersIn(over)).toEqual(ids(2));
  expect(await office.run(over)).toMatchObject({ outcome: "sent" });
  expect(office.papersIn(on)).toEqual([]);
  expect(await office.run(on)).toMatchObject({ outcome: "skipped: paused" });
});

/** What the bot wrote to whoever set it up. */
function alarms(): string[] {
  const channelId = office.standIn.directMessages.channelOf("grace");
  return office.standIn.messages.all.filter((one) => one.channelId === channelId).map(textOf);
}

describe("a channel of which only refusals tell that it is blocked", () => {
  test("is tried after growing pauses, of an hour at most", async () => {
    const channel = await office.channel("text", { setUpBy: personId("grace") });
    await office.papersCome(longPapers(2));
    office.standIn.guild.deny(channel, SendMessages, { told: false });
    const ticks = Array.from({ length: 8 * 30 }, (_, i) => i * 2);
    const tried = await triedAt([0, 1, ...ticks.slice(1)]);
    provoke(...tried.map(() => 50013));
    expect(tried).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 124, 184, 244, 304, 364, 424]);
    expect(alarms()).toHaveLength(1);
  });

  test("has its digest given up after a week, not before, and its papers go to the next", async () => {
    const channel = await office.channel("text", { setUpBy: personId("grace") });
    await office.papersCome(longPapers(2));
    office.standIn.guild.deny(channel, SendMessages, { told: false });
    const week = 7 * 24 * 60;
    const tried = await triedAt([0, week - 60]);
    expect(await office.run(channel)).toMatchObject({ outcome: "blocked", finishedAt: null });
    expect(await triedAt([week - 59, week - 1])).toEqual([]);
    tried.push(...(await triedAt([week])));
    const given = await office.book.history.runs(channel, 5);
    expect(given).toMatchObject([{ outcome: "failed", finishedAt: minutes(week) }]);
    expect(given[0]?.note).toContain(
      "It waited for a week. Its papers will be in the next digest.",
    );
    expect(alarms()).toHaveLength(2);
    office.standIn.guild.allow(channel, SendMessages);
    await office.hasHeard();
    await office.tick(minutes(week + 1));
    expect(office.papersIn(channel)).toEqual(ids(2));
    expect(await pauseOf(channel)).toBeNull();
    expect(tried).toEqual([0, week - 60, week]);
    provoke(...tried.map(() => 50013));
  });
});
