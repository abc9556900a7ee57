import { describe, expect, test } from "vitest";
import { world } from "../discord/world.ts";
import { subscribed } from "./a-channel.ts";
import { longPapers } from "./long-papers.ts";
import { office, usePostOffice, ids, minutes } from "./at-post-office.ts";
import { POST_MESSAGE, SATURDAY } from "./post-office.ts";

/** A channel that the client has never been told of. */
const UNKNOWN = "123456789012345678";

usePostOffice();

/** Discord cannot reach the server for a while; nobody removed the bot. */
async function serverGoesAway(): Promise<void> {
  office.standIn.gateway.dispatch("GUILD_DELETE", { id: world.guildId, unavailable: true });
  await office.hasHeard();
}

async function serverComesBack(): Promise<void> {
  office.standIn.guild.addBot();
  await office.hasHeard();
}

describe("while its server is away", () => {
  test("a channel is not taken for gone, and nothing is asked for", async () => {
    const channel = await office.channel();
    await serverGoesAway();
    const before = office.standIn.requests.length;
    for (let n = 0; n < 2; n += 1) await office.presence.check();
    expect(office.standIn.requests.length).toBe(before);
    expect(await office.subscription(channel)).toMatchObject({ endedAt: null, pause: null });
  });

  test.each(["text", "announcement", "thread", "forum"] as const)(
    "a digest for a %s waits, and comes when the server is back",
    async (kind) => {
      const channel = await office.channel(kind);
      await office.papersCome(longPapers(10));
      await serverGoesAway();
      for (const minute of [0, 1, 2]) await office.tick(minutes(minute));
      const run = await office.run(channel);
      expect(run).toMatchObject({ outcome: "sending", finishedAt: null });
      expect(run.note).toBe("Discord had trouble with this digest.");
      expect(await office.subscription(channel)).toMatchObject({ endedAt: null, pause: null });
      await serverComesBack();
      await office.tick(minutes(4));
      expect(office.papersIn(channel)).toEqual(ids(10));
      expect(await office.run(channel)).toMatchObject({ outcome: "sent" });
    },
  );

  test("what is left of a digest waits too", async () => {
    const channel = await office.channel();
    await office.papersCome(longPapers(10));
    office.standIn.fail({ on: POST_MESSAGE, with: { closed: true }, after: 1 });
    await office.tick();
    await serverGoesAway();
    await office.tick(minutes(1));
    expect(office.messagesIn(channel)).toHaveLength(1);
    await serverComesBack();
    await office.tick(minutes(3));
    expect(office.papersIn(channel)).toEqual(ids(10));
    expect(await office.subscription(channel)).toMatchObject({ endedAt: null });
  });

  test("for longer than a digest waits, its papers go to the next, and nothing has ended", async () => {
    const channel = await office.channel();
    await office.papersCome(longPapers(3));
    await serverGoesAway();
    for (let minute = 0; minute <= 90; minute += 10) await office.tick(minutes(minute));
    expect(await office.run(channel)).toMatchObject({ outcome: "failed" });
    expect(await office.subscription(channel)).toMatchObject({ endedAt: null, pause: null });
    await serverComesBack();
    await office.tick(minutes(24 * 60));
    expect(office.papersIn(channel)).toEqual(ids(3));
  });
});

test("a channel that is lost again, once it has ended, is kept no longer for that", async () => {
  const channel = await office.channel();
  const lost = { kind: "channel lost", channelId: channel } as const;
  await office.presence.note(lost);
  office.now = minutes(60);
  await office.presence.note(lost);
  await office.presence.note({ kind: "server lost", guildId: world.guildId });
  expect(await office.subscription(channel)).toMatchObject({ endedAt: SATURDAY });
});

/** One of a server, which wants papers; there are some. */
async function unknownChannel(guildId: string): Promise<void> {
  const channel = await office.channel();
  const kept = await office.subscription(channel);
  await subscribed(office.book, { ...kept, id: UNKNOWN, guildId }, "vision");
  await office.papersCome(longPapers(2));
  const on = new RegExp(`^GET /channels/${UNKNOWN}$`);
  office.standIn.fail({ on, with: { status: 403, code: 50_001 }, times: Infinity });
}

describe("a channel that the client does not know, and Discord does not show", () => {
  test.each([
    ["its server is", world.guildId],
    ["some server is", "234567890123456789"],
  ])("is not gone while %s away", async (_, guildId) => {
    await unknownChannel(guildId);
    const { gateway, guild } = office.standIn;
    // A third server, which is here.
    gateway.dispatch("GUILD_CREATE", { ...guild.data(), id: "345678901234567890", channels: [] });
    await serverGoesAway();
    await office.presence.check();
    expect(await office.subscription(UNKNOWN)).toMatchObject({ endedAt: null });
    await office.tick();
    expect(await office.run(UNKNOWN)).toMatchObject({ outcome: "sending", finishedAt: null });
    expect(await office.subscription(UNKNOWN)).toMatchObject({ endedAt: null, pause: null });
  });

  test("is a hidden thread while its server is here, and not gone", async () => {
    await unknownChannel(world.guildId);
    await office.presence.check();
    expect(await office.subscription(UNKNOWN)).toMatchObject({ endedAt: null });
    await office.tick();
    expect(await office.subscription(UNKNOWN)).toMatchObject({
      pause: { why: "blocked", cause: "hidden thread" },
    });
  });

  test("is gone where all servers are here, and its own is not among them", async () => {
    await unknownChannel("234567890123456789");
    await office.presence.check();
    expect(await office.subscription(UNKNOWN)).toMatchObject({ endedAt: SATURDAY });
  });
});

test("what was opened in a server is forgotten when Paperboy leaves it, and kept while it is only away", async () => {
  const { guildId, channelId } = world;
  const day = SATURDAY.toZonedDateTimeISO("UTC").toPlainDate();
  await office.openings.note({ guildId, channelId, audienceId: channelId, paperId: "p1", day });
  await serverGoesAway();
  expect(await office.openings.of(guildId, ["p1"])).toHaveLength(1);
  await serverComesBack();
  office.standIn.gateway.dispatch("GUILD_DELETE", { id: guildId });
  await office.hasHeard();
  expect(await office.openings.of(guildId, ["p1"])).toEqual([]);
});
