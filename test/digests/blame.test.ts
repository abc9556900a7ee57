import { RESTJSONErrorCodes } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import type { PlaceKind } from "../../src/digests/digest.ts";
import type { Paper } from "../../src/papers/paper.ts";
import type { Fault } from "../discord/faults.ts";
import { textOf } from "../discord/messages.ts";
import { personId } from "../discord/world.ts";
import { aPaper } from "../papers/a-paper.ts";
import { longPapers } from "./long-papers.ts";
import { office, usePostOffice, minutes, breakPostsIn, noticesTo } from "./at-post-office.ts";
import { SATURDAY } from "./post-office.ts";

usePostOffice({ mayBeRefused: true });

const days = (count: number) => SATURDAY.add({ hours: 24 * count });

const idsOf = (papers: Paper[]) => papers.map(({ id }) => id);

/** Ticks in the first minutes after the slot, and about when a digest is tried again. */
async function pass(count: number, from = SATURDAY): Promise<void> {
  for (const minute of [0, 1, 2, 3, 4, 5, 6, 8, 10, 16, 32, 52, 60, 70, 100])
    if (minute <= count) await office.tick(from.add({ minutes: minute }));
}

const grace = { setUpBy: personId("grace") };

/** Few enough for one message, where Discord fails at what one of them says. */
function withPoison(): Paper[] {
  return [
    aPaper({ id: "p1", title: "Vision one" }),
    aPaper({ id: "p2", title: "Vision two", summary: "The poison is in this text." }),
    aPaper({ id: "p3", title: "Vision three" }),
  ];
}

describe("a message that Discord always fails at, while others get through", () => {
  test.each(["p1", "p2", "p4", "p7"])("is taken apart, and %s alone is set aside", async (bad) => {
    const channel = await office.channel("text", grace);
    const papers = longPapers(7);
    await office.papersCome(papers);
    breakPostsIn(channel, { having: new RegExp(`Paper ${bad} on`) });
    await pass(30);
    expect(office.papersIn(channel).toSorted()).toEqual(idsOf(papers).filter((id) => id !== bad));
    const run = await office.run(channel);
    expect(run.outcome).toBe("partly sent");
    expect(run.note).toContain(`Paper ${bad} on vision`);
    expect(run.note).not.toMatch(/500|stand-in/);
    expect(noticesTo("grace")).toEqual([expect.stringContaining("didn't accept 1 paper")]);
    await office.papersCome(longPapers(1, "q"));
    await office.tick(days(1));
    expect(office.papersIn(channel).at(-1)).toBe("q1");
    expect(await office.run(channel)).toMatchObject({ outcome: "sent" });
  });

  test("arrives with titles and links alone, if it is only its text", async () => {
    const channel = await office.channel("text", grace);
    await office.papersCome(withPoison());
    breakPostsIn(channel, { having: /poison/ });
    await pass(30);
    expect(office.papersIn(channel).toSorted()).toEqual(["p1", "p2", "p3"]);
    expect(await office.run(channel)).toMatchObject({ outcome: "sent" });
    expect(noticesTo("grace")).toEqual([]);
  });

  test("in a forum is left out of the post, of which there is one", async () => {
    const channel = await office.channel("forum", grace);
    const papers = longPapers(7);
    await office.papersCome(papers);
    // Wherever it is posted: in the forum or in the post.
    const on = /^POST \/channels\/\d+\/(messages|threads)$/;
    office.standIn.fail({ on, having: /Paper p2 on/, with: { status: 500 }, times: Infinity });
    await pass(30);
    expect(office.papersIn(channel).toSorted()).toEqual(idsOf(papers).filter((id) => id !== "p2"));
    const posts = office.standIn.guild.channels.filter(({ parentId }) => parentId === channel);
    expect(posts).toHaveLength(1);
  });

  test("though it arrives each time, is not doubled", async () => {
    for (const kind of ["text", "forum"] as const) {
      const channel = await office.channel(kind);
      await office.papersCome(longPapers(7, kind));
      const on = /^POST \/channels\/\d+\/(messages|threads)$/;
      const having = new RegExp(`Paper ${kind}2 on`);
      const stored = { takesEffect: true, times: Infinity, with: { status: 500 } };
      office.standIn.fail({ on, having, ...stored });
      await pass(10);
      const seen = office.papersIn(channel);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(idsOf(longPapers(7, kind))));
    }
  });
});

describe("a channel in which every message fails", () => {
  test("waits for an hour and sets nothing aside; somebody is told once, and status says it", async () => {
    const channel = await office.channel("text", grace);
    const papers = longPapers(4);
    await office.papersCome(papers);
    breakPostsIn(channel);
    await pass(70);
    const run = await office.run(channel);
    expect(run).toMatchObject({ outcome: "failed", finishedAt: minutes(60) });
    expect(run.note).toBe(
      "Discord didn't accept it for an hour. Its papers will be in the next digest.",
    );
    const unsent = await office.book.candidates.unsent(channel, "new");
    expect(unsent.map(({ paperId }) => paperId).toSorted()).toEqual(idsOf(papers));
    expect(noticesTo("grace")).toEqual([expect.stringContaining("accept the digest")]);
    await pass(70, days(1));
    expect(await office.run(channel)).toMatchObject({ outcome: "failed" });
    expect(noticesTo("grace")).toHaveLength(1);
  });

  test("gets titles and links before the wait ends, if it takes those", async () => {
    const channel = await office.channel("text", grace);
    const papers = longPapers(4);
    await office.papersCome(papers);
    breakPostsIn(channel, { having: /A long text/ });
    await pass(70);
    expect(office.papersIn(channel).toSorted()).toEqual(idsOf(papers));
    expect(await office.run(channel)).toMatchObject({ outcome: "sent late" });
    const [first] = office.messagesIn(channel);
    expect(textOf(first!)).toContain("Paper p1 on vision");
    expect(textOf(first!)).not.toContain("A long text");
  });

  test.each(["text", "forum", "dm"] as const)(
    "of kind %s: one paper alone is never set aside, and arrives plainly at the end",
    async (kind) => {
      const channel = await office.channel(kind, grace);
      await office.papersCome(withPoison().slice(1, 2));
      breakPostsIn(channel, { having: /poison/ });
      await pass(59);
      expect(office.papersIn(channel)).toEqual([]);
      await office.tick(minutes(60));
      expect(office.papersIn(channel)).toEqual(["p2"]);
    },
  );
});

test("of many channels that fail together their manager is told once", async () => {
  const channels = [await office.channel("text", grace), await office.channel("text", grace)];
  await office.papersCome(longPapers(1));
  for (const channel of channels) breakPostsIn(channel);
  await pass(60);
  for (const channel of channels)
    expect(await office.run(channel)).toMatchObject({ outcome: "failed" });
  expect(noticesTo("grace")).toHaveLength(1);
});

const postsIn = (id?: string) =>
  office.standIn.messages.all.filter(({ channelId }) => channelId === id);

test("of channels that fail together each one's own alarms channel hears, and a shared one once", async () => {
  const [own, shared] = ["own", "shared"].map(
    (name) => office.standIn.guild.addChannel({ name }).id,
  );
  for (const alarms of [own, shared, shared]) {
    const settings = { alarms: { kind: "channel" as const, id: alarms! } };
    breakPostsIn(await office.channel("text", { ...grace, settings }));
  }
  await office.papersCome(longPapers(1));
  await pass(60);
  expect(postsIn(own)).toHaveLength(1);
  expect(postsIn(shared)).toHaveLength(1);
  expect(noticesTo("grace")).toHaveLength(1);
});

/** A channel of whoever `who` says, due so late that it gives up after one that is due at nine. */
async function lateChannel(who: { setUpBy: string }): Promise<string> {
  const channel = await office.channel("text", who);
  const { settings } = await office.subscription(channel);
  await office.book.subscriptions.changeSettings(channel, { ...settings, time: "09:30" }, SATURDAY);
  return channel;
}

test("a person's own digest that fails takes no alarm about their channel from them", async () => {
  const personal = await office.channel("dm");
  const channel = await lateChannel({ setUpBy: personId("ada") });
  await office.papersCome(longPapers(1));
  breakPostsIn(personal, { having: /digest\.open/ });
  breakPostsIn(channel);
  await pass(60);
  await pass(70, minutes(61));
  for (const id of [personal, channel])
    expect(await office.run(id)).toMatchObject({ outcome: "failed" });
  expect(noticesTo("ada")).toEqual([expect.stringContaining(`<#${channel}>`)]);
});

test("an alarm that did not arrive does not stand for the next one", async () => {
  await office.channel("text", grace);
  const second = await lateChannel(grace);
  await office.papersCome(longPapers(1));
  breakPostsIn("\\d+");
  office.standIn.fail({ on: /users\/@me\/channels$/, with: { status: 500 }, times: Infinity });
  await pass(60);
  office.standIn.mend();
  breakPostsIn(second);
  await pass(70, minutes(61));
  expect(noticesTo("grace")).toEqual([expect.stringContaining(`<#${second}>`)]);
});

describe("a refusal with a code that nobody knows", () => {
  const unknown = { status: 400, code: 987_654 };

  test("is the message's fault where another gets through", async () => {
    const channel = await office.channel("text", grace);
    await office.papersCome(longPapers(4));
    breakPostsIn(channel, { with: unknown, having: /Paper p2 on/ });
    await pass(2);
    expect(await office.run(channel)).toMatchObject({ outcome: "partly sent" });
    expect(await office.book.history.whereabouts(channel, "p2")).toMatchObject({
      kind: "refused",
      reason: expect.any(String),
    });
    expect(office.papersIn(channel)).toHaveLength(3);
  });

  test("is the place's fault where none does", async () => {
    const channel = await office.channel("text", grace);
    await office.papersCome(longPapers(4));
    breakPostsIn(channel, { with: unknown });
    await pass(70);
    expect(await office.run(channel)).toMatchObject({ outcome: "failed" });
    office.standIn.mend();
    await office.tick(days(1));
    expect(office.papersIn(channel).toSorted()).toEqual(idsOf(longPapers(4)));
  });
});

describe("a refusal by its code", () => {
  test.each([
    [400, RESTJSONErrorCodes.MaximumActiveThreads, "limit of active threads"],
    [
      400,
      RESTJSONErrorCodes.TitleWasBlockedByAutomaticModeration,
      "AutoMod blocks the post's title",
    ],
    [400, RESTJSONErrorCodes.TagRequiredToCreateAForumPostInThisChannel, "a tag"],
  ])("%i, %i: a forum waits, somebody is told once", async (status, code, told) => {
    const channel = await office.channel("forum", grace);
    await office.papersCome(longPapers(3));
    breakPostsIn(channel, { with: { status, code }, times: 8 });
    await pass(100);
    expect(await office.run(channel)).toMatchObject({ outcome: "blocked", finishedAt: null });
    expect(await office.subscription(channel)).toMatchObject({ pause: { why: "blocked" } });
    expect(noticesTo("grace")).toEqual([expect.stringContaining(told)]);
    for (const hour of [3, 4, 5, 6, 7]) await office.tick(SATURDAY.add({ hours: hour }));
    expect(office.papersIn(channel)).toEqual(["p1", "p2", "p3"]);
    expect(await office.subscription(channel)).toMatchObject({ pause: null });
    expect(noticesTo("grace")).toHaveLength(1);
  });

  test("a person who shares no server any more gets no more digests", async () => {
    const channel = await office.channel("dm");
    await office.papersCome(longPapers(2));
    breakPostsIn(channel, { with: { status: 403, code: 50_278 } });
    await office.tick();
    expect(await office.subscription(channel)).toMatchObject({ endedAt: SATURDAY });
    expect((await office.run(channel)).note).toContain("you don't share a server");
  });

  test("a channel that is blocked for a week hands over to the next digest, and tells again", async () => {
    const channel = await office.channel("text", grace);
    await office.papersCome(longPapers(2));
    breakPostsIn(channel, { with: { status: 403, code: 50_013 } });
    for (let hour = 0; hour < 9 * 24; hour += 6) await office.tick(SATURDAY.add({ hours: hour }));
    const [now, before] = await office.book.history.runs(channel, 5);
    expect(before).toMatchObject({ outcome: "failed", finishedAt: days(7) });
    expect(now).toMatchObject({ outcome: "blocked" });
    expect(noticesTo("grace")).toHaveLength(2);
  });

  test("a channel found blocked only after a week of being down is told of once", async () => {
    const channel = await office.channel("text", grace);
    await office.papersCome(longPapers(2));
    await office.plan();
    breakPostsIn(channel, { with: { status: 403, code: 50_013 } });
    await office.tick(days(8));
    const runs = await office.book.history.runs(channel, 5);
    expect(runs.at(-1)).toMatchObject({ outcome: "failed", finishedAt: days(8) });
    expect(noticesTo("grace")).toHaveLength(1);
  });

  test("a person who takes no messages for a week gets no more digests", async () => {
    const channel = await office.channel("dm");
    await office.papersCome(longPapers(2));
    office.standIn.directMessages.close("ada");
    for (const day of [0, 1, 6, 7]) await office.tick(days(day));
    expect(await office.subscription(channel)).toMatchObject({ endedAt: days(7) });
  });
});

test("an answer that cannot be read may have stored the message, which is looked for", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  breakPostsIn(channel, { with: { garbled: true }, takesEffect: true, times: 1 });
  await pass(1);
  expect(office.papersIn(channel)).toEqual(["p1", "p2"]);
  expect((await office.run(channel)).note).not.toContain("went wrong");
});

test("after days of being away, one look that fails sets nothing aside", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  breakPostsIn(channel, { with: { closed: true }, takesEffect: true, times: 1 });
  await office.tick();
  office.restart();
  office.standIn.fail({ on: /^GET .*messages$/, with: { status: 500 }, times: 4 });
  for (const minute of [0, 1]) await office.tick(days(2).add({ minutes: minute }));
  expect(office.papersIn(channel)).toEqual(["p1", "p2"]);
  expect(await office.book.history.whereabouts(channel, "p1")).toMatchObject({
    kind: "delivered",
    id: expect.any(String),
    digest: { outcome: "sent late" },
  });
});

test("a digest that fails for a day ends, however often we start anew", async () => {
  const channel = await office.channel("text", grace);
  await office.papersCome(longPapers(2));
  breakPostsIn(channel);
  for (let minute = 0; minute <= 25 * 60; minute += 30) {
    await office.tick(minutes(minute));
    if (minute % 60 === 30) office.restart();
  }
  expect((await office.book.history.runs(channel, 5)).at(-1)).toMatchObject({ outcome: "failed" });
  expect(noticesTo("grace")).toHaveLength(1);
});

test("a history that can never be read ends the wait after a day, and doubles nothing", async () => {
  const channel = await office.channel("text", grace);
  await office.papersCome(longPapers(2));
  office.standIn.fail({ on: /^GET .*messages$/, with: { status: 500 }, times: Infinity });
  breakPostsIn(channel, { with: { closed: true }, takesEffect: true, times: 1 });
  await pass(100);
  for (let hour = 2; hour <= 25; hour += 2) await office.tick(SATURDAY.add({ hours: hour }));
  const run = (await office.book.history.runs(channel, 2)).at(-1);
  expect(run).toMatchObject({ outcome: "failed", finishedAt: expect.anything() });
  expect(run?.note).toContain("Paper p1 on vision");
  expect(office.papersIn(channel)).toEqual(["p1", "p2"]);
  expect(noticesTo("grace")).toHaveLength(1);
});

test("whatever Discord answers for days, nothing is lost or doubled and every wait ends", async () => {
  const random = seeded(20_261_121);
  const codes = [...new Set(Object.values(RESTJSONErrorCodes).map(Number))].filter(Boolean);
  const kinds: PlaceKind[] = ["text", "forum", "announcement", "thread"];
  const papers = ["a", "b", "c"].map((id) => aPaper({ id, title: `Vision ${id}` }));
  const stories: { channel: string; fault: string }[] = [];
  for (let i = 0; i < 24; i += 1) {
    const channel = await office.channel(pick(kinds));
    const status = pick([400, 403, 404, 500, 502]);
    const fault: Partial<Fault> = {
      with: status < 500 ? { status, code: pick(codes) } : { status },
      times: pick([1, 5, 12, 60]),
      // Only what is not refused can have been stored.
      takesEffect: status >= 500 && random() < 0.3,
      ...(random() < 0.5 ? { having: /Vision b/ } : {}),
    };
    breakPostsIn(channel, fault);
    stories.push({ channel, fault: JSON.stringify({ ...fault, having: String(fault.having) }) });
  }
  await office.papersCome(papers);
  for (const minute of [0, 1, 2, 4, 8, 16, 32, 52, 60, 70, 150]) await office.tick(minutes(minute));
  const flaws: string[] = [];
  for (let day = 1; day <= 10; day += 1) {
    if (day === 9) {
      for (const { channel, fault } of stories) {
        const first = (await office.book.history.runs(channel, 20)).at(-1);
        if (!first?.finishedAt) flaws.push(`Waits for ever: ${fault}`);
      }
      office.standIn.mend();
    }
    for (const minute of [0, 1, 2, 60]) await office.tick(days(day).add({ minutes: minute }));
  }
  for (const { channel, fault } of stories) {
    if (await office.book.deliveries.open(channel)) flaws.push(`Still waits: ${fault}`);
    const { endedAt } = await office.subscription(channel);
    const seen = office.papersIn(channel);
    for (const { id } of papers) {
      const place = await office.book.history.whereabouts(channel, id);
      const times = seen.filter((one) => one === id).length;
      if (times > 1) flaws.push(`${id} is doubled: ${fault}`);
      const isSaid = endedAt !== null || place?.kind === "refused" || place?.kind === "unconfirmed";
      if (times === 0 && !isSaid) flaws.push(`${id} is lost: ${fault}`);
    }
  }
  expect(flaws).toEqual([]);
  expect(
    stories.filter(({ channel }) => office.papersIn(channel).length === 3).length,
  ).toBeGreaterThan(6);

  function pick<T>(from: readonly T[]): T {
    return from[Math.floor(random() * from.length)]!;
  }
});

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test("a forum's quiet day posts nothing", async () => {
  const channel = await office.channel("forum", { settings: { quietDay: "one line" } });
  await office.tick();
  expect(office.messagesIn(channel)).toEqual([]);
  expect(office.standIn.guild.channels.some(({ parentId }) => parentId === channel)).toBe(false);
  expect(await office.run(channel)).toMatchObject({ outcome: "nothing new" });
});
