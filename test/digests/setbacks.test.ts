import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import type { PlaceKind } from "../../src/digests/digest.ts";
import type { DigestSettings } from "../../src/digests/settings.ts";
import { textOf } from "../discord/messages.ts";
import { personId, world } from "../discord/world.ts";
import { longPapers } from "./long-papers.ts";
import { office, usePostOffice, provoke, ids, minutes, noticesTo } from "./at-post-office.ts";
import { POST_MESSAGE, SATURDAY } from "./post-office.ts";

const {
  ManageThreads,
  MentionEveryone,
  ReadMessageHistory,
  SendMessages,
  SendMessagesInThreads,
  ViewChannel,
} = PermissionFlagsBits;

const POSTS = /^POST \/channels\/\d+\/(messages|threads)$/;

usePostOffice();

interface Loss {
  kind: PlaceKind;
  permission: bigint;
  name: string;
}

/** The server can't be reached for a while, and something happens in it. */
function away(happens: () => void): void {
  const { gateway, guild } = office.standIn;
  gateway.dispatch("GUILD_DELETE", { id: world.guildId, unavailable: true });
  happens();
  guild.addBot();
}

/** Every permission that a digest needs, by kind of channel. */
const LOSSES: Loss[] = [
  { kind: "text", permission: ViewChannel, name: "View Channel" },
  { kind: "text", permission: SendMessages, name: "Send Messages" },
  { kind: "announcement", permission: SendMessages, name: "Send Messages" },
  { kind: "thread", permission: SendMessagesInThreads, name: "Send Messages in Threads" },
  { kind: "forum", permission: SendMessages, name: "Create Posts" },
  { kind: "forum", permission: SendMessagesInThreads, name: "Send Messages in Posts" },
];

/** Where the permission is granted: what holds in a thread is its parent's. */
function placeOf(kind: PlaceKind, channel: string): string {
  return kind === "thread" ? world.channelId : channel;
}

test.each(LOSSES)(
  "$name taken away from a $kind pauses it, is told once, and mends itself",
  async (loss) => {
    const { kind, permission, name } = loss;
    const channel = await office.channel(kind, { setUpBy: personId("grace") });
    await office.papersCome(longPapers(10));
    office.standIn.guild.deny(placeOf(kind, channel), permission);
    await office.hasHeard();
    for (const minute of [0, 1, 2, 3]) await office.tick(minutes(minute));
    const run = await office.run(channel);
    expect(run).toMatchObject({ outcome: "blocked", finishedAt: null });
    expect(run.note).toContain(
      `Waiting for the permission ${name} (#papers: Edit Channel → Permissions → paperboy)`,
    );
    expect(await office.subscription(channel)).toMatchObject({
      pause: { why: "blocked", permission: name, notified: true },
    });
    expect(noticesTo("grace")).toEqual([expect.stringContaining(`**${name}**`)]);
    expect(office.papersIn(channel)).toEqual([]);

    office.standIn.guild.allow(placeOf(kind, channel), permission);
    await office.hasHeard();
    await office.tick(minutes(4));
    expect(office.papersIn(channel)).toEqual(ids(10));
    expect(await office.run(channel)).toMatchObject({ outcome: "sent late" });
    expect(await office.subscription(channel)).toMatchObject({ pause: null });
    expect(noticesTo("grace")).toHaveLength(1);
  },
);

test("who set it up is told once, though the library repeats a request that seems to have failed", async () => {
  const channel = await office.channel("text", { setUpBy: personId("grace") });
  await office.papersCome(longPapers(1));
  office.standIn.guild.deny(channel, SendMessages);
  await office.hasHeard();
  office.standIn.fail({ on: POST_MESSAGE, with: { status: 502 }, takesEffect: true });
  await office.tick();
  expect(noticesTo("grace")).toHaveLength(1);
});

// Nothing but the opening of a post needs Create Posts.
test.each(LOSSES.filter(({ name }) => name !== "Create Posts"))(
  "$name taken away from a $kind half way through a digest: what is left comes later, nothing twice",
  async ({ kind, permission }) => {
    const channel = await office.channel(kind);
    await office.papersCome(longPapers(10));
    provoke(permission === ViewChannel ? 50001 : 50013);
    const firstIsThere = office.standIn.post();
    const tick = office.tick();
    await firstIsThere;
    const place = placeOf(kind, channel);
    office.standIn.guild.deny(place, permission, { told: false });
    await tick;
    expect(await office.run(channel)).toMatchObject({ outcome: "blocked" });
    office.standIn.guild.allow(place, permission);
    await office.hasHeard();
    await office.tick(minutes(2));
    expect(office.papersIn(channel)).toEqual(ids(10));
    expect(await office.run(channel)).toMatchObject({ outcome: "sent late" });
  },
);

test("a thread that is locked waits for Manage Threads, an archived one is opened by the digest", async () => {
  const locked = await office.channel("thread");
  const archived = await office.channel("thread");
  office.standIn.guild.archive(locked, { isLocked: true });
  office.standIn.guild.archive(archived);
  await office.papersCome(longPapers(2));
  await office.hasHeard();
  await office.tick();
  expect(office.papersIn(archived)).toEqual(ids(2));
  expect((await office.run(locked)).note).toContain("Manage Threads");
  office.standIn.guild.allow(world.channelId, ManageThreads);
  await office.hasHeard();
  await office.tick(minutes(1));
  expect(office.papersIn(locked)).toEqual(ids(2));
});

describe("what is no permission is named as what it is", () => {
  test("a time-out, and the digest comes when it ends", async () => {
    const { guild } = office.standIn;
    const channel = await office.channel("text", { setUpBy: personId("grace") });
    await office.papersCome(longPapers(2));
    guild.timeOut(minutes(30));
    await office.hasHeard();
    for (const minute of [0, 1, 29]) await office.tick(minutes(minute));
    expect((await office.run(channel)).note).toBe(
      "Waiting: Paperboy is timed out in this server. It ends on 21 Nov 2026 at 08:30 UTC; a moderator can remove it sooner",
    );
    const [told, ...more] = noticesTo("grace");
    expect(told).toContain("Paperboy is timed out in this server, until <t:1795249800:F>");
    expect(told).not.toContain("permission");
    expect(more).toEqual([]);
    await office.tick(minutes(30));
    expect(office.papersIn(channel)).toEqual(ids(2));
    expect(await office.subscription(channel)).toMatchObject({ pause: null });
  });

  test("a time-out of which the refusal tells first, too", async () => {
    provoke(50013);
    const channel = await office.channel("text", { setUpBy: personId("grace") });
    await office.papersCome(longPapers(10));
    const firstIsThere = office.standIn.post();
    const tick = office.tick();
    await firstIsThere;
    office.standIn.guild.timeOut(minutes(90));
    await tick;
    await office.tick(minutes(1));
    expect((await office.run(channel)).note).toContain("timed out");
    office.standIn.guild.timeOut(null);
    await office.hasHeard();
    await office.tick(minutes(2));
    expect(office.papersIn(channel)).toEqual(ids(10));
  });

  test("a private thread wants the bot in it", async () => {
    const { guild } = office.standIn;
    const channel = await office.channel("thread", { type: ChannelType.PrivateThread });
    guild.join(channel);
    await office.papersCome(longPapers(1));
    await office.hasHeard();
    await office.tick();
    expect(office.papersIn(channel)).toEqual(ids(1));
    guild.leave(channel);
    await office.papersCome(longPapers(2, "q"));
    await office.hasHeard();
    await office.tick(minutes(24 * 60));
    expect((await office.run(channel)).note).toBe(
      "Waiting: this is a private thread, and Paperboy isn't in it. Mention @paperboy in the thread to add it",
    );
    expect(await office.subscription(channel)).toMatchObject({
      pause: { cause: "private thread" },
    });
    guild.join(channel);
    await office.hasHeard();
    await office.tick(minutes(24 * 60 + 1));
    expect(office.papersIn(channel)).toEqual([...ids(1), ...ids(2, "q")]);
  });

  test("a private thread that the bot has never been shown is not gone", async () => {
    provoke(50001, 50001);
    const channel = await office.channel("thread", { type: ChannelType.PrivateThread });
    await office.presence.check();
    await office.papersCome(longPapers(1));
    await office.tick();
    expect(await office.subscription(channel)).toMatchObject({ endedAt: null });
    expect((await office.run(channel)).note).toContain("mention @paperboy in the thread to add it");
    office.standIn.guild.join(channel);
    await office.hasHeard();
    await office.tick(minutes(1));
    expect(office.papersIn(channel)).toEqual(ids(1));
  });

  test("a locked thread wants unlocking", async () => {
    const channel = await office.channel("thread", { setUpBy: personId("grace") });
    await office.papersCome(longPapers(1));
    office.standIn.guild.archive(channel, { isLocked: true });
    await office.hasHeard();
    await office.tick();
    const { note } = await office.run(channel);
    expect(note).toContain("this thread is locked. Unlock the thread, or give Paperboy Manage");
    expect(noticesTo("grace")[0]).toContain("Unlock the thread");
    expect(await office.subscription(channel)).toMatchObject({ pause: { cause: "locked thread" } });
    office.standIn.guild.unlock(channel);
    await office.hasHeard();
    await office.tick(minutes(1));
    expect(office.papersIn(channel)).toEqual(ids(1));
  });
});

test("a channel of a kind that takes no digest lacks no permission", async () => {
  const channel = await office.channel("text", {
    type: ChannelType.GuildVoice,
    setUpBy: personId("grace"),
  });
  await office.papersCome(longPapers(1));
  await office.tick();
  expect((await office.run(channel)).note).toContain("Waiting: this is a kind of channel");
  expect(noticesTo("grace")[0]).toContain("can't be posted: this is a kind of channel");
});

test("people who may not see a channel learn no more of it than its mention", async () => {
  const channel = await office.channel("text", { name: "merger", setUpBy: personId("grace") });
  await office.papersCome(longPapers(1));
  office.standIn.guild.deny(channel, SendMessages);
  await office.hasHeard();
  await office.tick();
  const [told] = noticesTo("grace");
  expect(told).toContain(`<#${channel}> → Edit Channel → Permissions → paperboy`);
  expect(told).not.toContain("merger");
});

test("a permission that only Discord's refusal tells of is not asked for every minute", async () => {
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  office.standIn.guild.deny(channel, SendMessages, { told: false });
  for (let minute = 0; minute <= 120; minute += 1) await office.tick(minutes(minute));
  const refused = office.standIn.refusals.map(({ code }) => code);
  provoke(...refused);
  expect(new Set(refused)).toEqual(new Set([50013]));
  expect(refused.length).toBeLessThan(10);
  office.standIn.guild.allow(channel, SendMessages, { told: false });
  await office.tick(minutes(240));
  expect(office.papersIn(channel)).toEqual(ids(2));
});

test("a person who takes no direct messages gets the digest when they do again", async () => {
  provoke(50007);
  const channel = await office.channel("dm");
  await office.papersCome(longPapers(2));
  office.standIn.directMessages.close("ada");
  await office.tick();
  expect(await office.run(channel)).toMatchObject({ outcome: "blocked" });
  expect((await office.run(channel)).note).toContain("Waiting: your privacy settings");
  office.standIn.directMessages.reopen("ada");
  await office.tick(minutes(1));
  expect(office.papersIn(channel)).toEqual(ids(2));
  expect(await office.run(channel)).toMatchObject({ outcome: "sent late" });
});

test("where nobody can be told, that stands in the log", async () => {
  provoke(50007);
  const channel = await office.channel("text", { setUpBy: personId("grace") });
  await office.papersCome(longPapers(2));
  office.standIn.directMessages.close("grace");
  office.standIn.guild.deny(channel, SendMessages);
  await office.hasHeard();
  await office.tick();
  await office.tick(minutes(1));
  expect(await office.bot.recorded.line(/An alert reached no one/)).toMatchObject({ level: 40 });
});

/** A channel in which digests are blocked, as soon as one is due; alarms go there too. */
async function blockedWith(alarms: DigestSettings["alarms"]): Promise<string> {
  const channel = await office.channel("text", {
    name: "merger",
    setUpBy: personId("grace"),
    settings: { alarms },
  });
  await office.papersCome(longPapers(1));
  office.standIn.guild.deny(channel, SendMessages);
  await office.hasHeard();
  for (const minute of [0, 1, 2]) await office.tick(minutes(minute));
  return channel;
}

const postedIn = (channelId: string) =>
  office.standIn.messages.all.filter((one) => one.channelId === channelId).map(textOf);

describe("an alarm", () => {
  test("goes to whoever set the channel up, and to a second person", async () => {
    await blockedWith({ kind: "person", id: personId("hedy") });
    expect(noticesTo("grace")).toEqual([expect.stringContaining("you set up that digest")]);
    expect(noticesTo("hedy")).toEqual([
      expect.stringContaining("someone in that server picked you"),
    ]);
  });

  test("goes to a second channel, with no more of the digest's channel than its mention", async () => {
    const { id } = office.standIn.guild.addChannel({ name: "alarms" });
    const channel = await blockedWith({ kind: "channel", id });
    const [posted, ...more] = postedIn(id);
    expect(posted).toContain(`The digest for <#${channel}> can't be posted`);
    expect(posted).not.toContain("merger");
    expect(posted).not.toContain("vision");
    expect(more).toEqual([]);
    expect(noticesTo("grace")).toHaveLength(1);
  });

  test("opens a post where the second channel is a forum", async () => {
    const { id } = office.standIn.guild.addChannel({ type: ChannelType.GuildForum });
    await blockedWith({ kind: "channel", id });
    const post = office.standIn.guild.channels.find(({ parentId }) => parentId === id);
    expect(postedIn(post!.id)).toHaveLength(1);
  });

  test("reaches the second where whoever set the channel up takes no messages", async () => {
    provoke(50007);
    office.standIn.directMessages.close("grace");
    await blockedWith({ kind: "person", id: personId("hedy") });
    expect(noticesTo("hedy")).toHaveLength(1);
    expect(office.bot.recorded.written).not.toContain("Nobody could be told");
  });

  test.each(["where the bot may not post", "that was deleted"])(
    "reaches whoever set the channel up where the second is a channel %s",
    async (why) => {
      const { id } = office.standIn.guild.addChannel({ name: "alarms" });
      if (why === "that was deleted") {
        provoke(10003);
        office.standIn.guild.removeChannel(id);
      } else office.standIn.guild.deny(id, SendMessages);
      await blockedWith({ kind: "channel", id });
      expect(noticesTo("grace")).toHaveLength(1);
      expect(postedIn(id)).toEqual([]);
    },
  );
});

describe("without Read Message History", () => {
  test("within Discord's memory the nonce keeps a message from standing there twice", async () => {
    const channel = await office.channel();
    office.standIn.guild.deny(channel, ReadMessageHistory);
    await office.papersCome(longPapers(2));
    await office.hasHeard();
    office.standIn.fail({ on: POSTS, with: { closed: true }, takesEffect: true });
    await office.tick();
    await office.tick(minutes(1));
    expect(office.papersIn(channel)).toEqual(ids(2));
    expect(await office.run(channel)).toMatchObject({ outcome: "sent" });
    expect((await office.run(channel)).note).not.toContain("twice");
  });

  test("later the outcome says that it may, and which permission would have helped", async () => {
    const channel = await office.channel();
    office.standIn.guild.deny(channel, ReadMessageHistory);
    await office.papersCome(longPapers(2));
    await office.hasHeard();
    office.standIn.fail({ on: POSTS, with: { closed: true }, takesEffect: true });
    await office.tick();
    await office.tick(minutes(10));
    const run = await office.run(channel);
    expect(run.note).toContain(
      "Message 1 may have been posted twice: without Read Message History",
    );
    expect(run.outcome).toBe("sent");
  });
});

function tag(name: string, moderated: boolean) {
  return { id: world.guildId, name, moderated };
}

describe("a forum", () => {
  test("may be a media channel", async () => {
    const channel = await office.channel("forum", { type: ChannelType.GuildMedia });
    await office.papersCome(longPapers(10));
    office.standIn.fail({ on: /threads$/, with: { closed: true }, takesEffect: true });
    await office.tick();
    await office.tick(minutes(30));
    expect(office.papersIn(channel)).toEqual(ids(10));
  });

  test("gets one post, and all messages of a digest in it", async () => {
    const channel = await office.channel("forum");
    await office.papersCome(longPapers(10));
    await office.tick();
    const messages = office.messagesIn(channel);
    expect(new Set(messages.map(({ channelId }) => channelId)).size).toBe(1);
    expect(messages.length).toBeGreaterThan(1);
    expect(office.papersIn(channel)).toEqual(ids(10));
    const post = office.standIn.guild.channels.find(({ parentId }) => parentId === channel);
    expect(post?.name).toBe("New papers · 21 Nov 2026");
  });

  test.each([{ status: 502 }, { reset: true as const }, { closed: true as const }])(
    "gets no second post when the first one's answer is %o",
    async (mishap) => {
      const channel = await office.channel("forum");
      await office.papersCome(longPapers(10));
      office.standIn.fail({ on: /threads$/, with: mishap, takesEffect: true });
      await office.tick();
      await office.tick(minutes(30));
      expect(office.papersIn(channel)).toEqual(ids(10));
    },
  );

  test("gets no second post when the first is archived already", async () => {
    const channel = await office.channel("forum");
    await office.papersCome(longPapers(3));
    office.standIn.fail({ on: /threads$/, with: { closed: true }, takesEffect: true });
    await office.tick();
    office.standIn.guild.archive(office.messagesIn(channel)[0]!.channelId);
    await office.tick(minutes(30));
    expect(office.papersIn(channel)).toEqual(ids(3));
  });

  test("gets the rest in another post when somebody deletes the first", async () => {
    provoke(10003);
    const channel = await office.channel("forum", { settings: { most: 25 } });
    await office.papersCome(longPapers(12));
    const firstIsThere = office.standIn.post();
    const tick = office.tick();
    const first = await firstIsThere;
    office.standIn.guild.removeChannel(first.channelId);
    await tick;
    expect(await office.run(channel)).toMatchObject({ outcome: "sent" });
    const posts = office.standIn.guild.channels.filter(({ parentId }) => parentId === channel);
    expect(posts).toHaveLength(1);
  });

  test("that demands a tag gets one that everybody may use, or waits for it", async () => {
    const tagged = await office.channel("forum", {
      isTagRequired: true,
      tags: [tag("papers", false)],
    });
    const strict = await office.channel("forum", {
      isTagRequired: true,
      tags: [tag("news", true)],
    });
    await office.papersCome(longPapers(2));
    await office.tick();
    expect(office.papersIn(tagged)).toEqual(ids(2));
    const { note } = await office.run(strict);
    expect(note).toContain("has none that everyone can use");
    expect(note).not.toContain("permission");
    expect(noticesTo("ada")).toEqual([expect.stringContaining("Edit Channel → Tags")]);
    expect(noticesTo("ada")[0]).not.toContain("permission");
  });
});

function mentions(channel: string) {
  return office.messagesIn(channel).map(({ body }) => body.allowed_mentions);
}

describe("the role", () => {
  test("of the settings is mentioned by the first message, and nobody else by any", async () => {
    const roleId = office.standIn.guild.addRole({ name: "readers", mentionable: true });
    const channel = await office.channel("text", { settings: { roleId } });
    await office.papersCome(longPapers(10));
    await office.tick();
    const [first, ...others] = mentions(channel);
    expect(first).toEqual({ parse: [], roles: [roleId] });
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) expect(other).toEqual({ parse: [] });
  });

  test.each(["while the bot listens", "while it does not hear", "while it is down", "unnoticed"])(
    "that is deleted %s is dropped, from planned digests too, and that is said once",
    async (when) => {
      const { guild } = office.standIn;
      const isThere = when === "while the bot listens" || when === "while it does not hear";
      const roleId = isThere ? guild.addRole({ name: "readers", mentionable: true }) : "1234567890";
      const setUpBy = personId("grace");
      const channel = await office.channel("text", { settings: { roleId }, setUpBy });
      await office.papersCome(longPapers(2));
      await office.plan();
      if (when === "while it does not hear") away(() => guild.removeRole(roleId, { told: false }));
      else if (isThere) guild.removeRole(roleId);
      await office.hasHeard();
      if (when === "while it is down") await office.presence.check();
      await office.tick();
      await office.papersCome(longPapers(2, "q"));
      await office.tick(minutes(24 * 60));
      expect(mentions(channel)).toEqual([{ parse: [] }, { parse: [] }]);
      expect(JSON.stringify(office.messagesIn(channel))).not.toContain(roleId);
      expect(office.papersIn(channel)).toEqual([...ids(2), ...ids(2, "q")]);
      expect(await office.subscription(channel)).toMatchObject({ settings: { roleId: null } });
      expect(noticesTo("grace")).toEqual([expect.stringContaining("was deleted")]);
      expect(await office.book.changes.last(world.guildId)).toMatchObject([
        { userId: null, what: expect.stringContaining("the role was deleted") },
      ]);
      expect(await office.run(channel)).toMatchObject({ outcome: "sent", note: null });
    },
  );

  test("that the settings gave up since is not mentioned by a digest planned before", async () => {
    const roleId = office.standIn.guild.addRole({ name: "readers", mentionable: true });
    const channel = await office.channel("text", { settings: { roleId } });
    await office.papersCome(longPapers(2));
    await office.plan();
    expect(await office.book.subscriptions.dropRole(channel, roleId)).toBe(true);
    await office.tick();
    expect(JSON.stringify(office.messagesIn(channel))).not.toContain(roleId);
  });

  test("is not missed on a quiet day, which pings nobody anyway", async () => {
    const roleId = office.standIn.guild.addRole({ name: "readers", mentionable: true });
    const channel = await office.channel("text", { settings: { roleId, quietDay: "one line" } });
    office.standIn.guild.removeRole(roleId);
    await office.hasHeard();
    await office.tick();
    expect(await office.run(channel)).toMatchObject({ outcome: "nothing new", note: null });
  });

  test("that nobody may mention pings nobody, unless the bot may mention all", async () => {
    const roleId = office.standIn.guild.addRole({ name: "readers", mentionable: false });
    const channel = await office.channel("text", { settings: { roleId } });
    await office.papersCome(longPapers(2));
    await office.tick();
    expect((await office.run(channel)).note).toContain("Mention @everyone, @here, and All Roles");
    office.standIn.guild.allow(channel, MentionEveryone);
    await office.hasHeard();
    await office.papersCome(longPapers(2, "q"));
    await office.tick(minutes(24 * 60));
    expect(mentions(channel).at(-1)).toEqual({ parse: [], roles: [roleId] });
  });
});

describe("publishing", () => {
  test("follows the settings, and again after a crash", async () => {
    provoke(40033);
    const channel = await office.channel("announcement", { settings: { publish: true } });
    await office.papersCome(longPapers(10));
    office.standIn.fail({ on: /crosspost$/, with: { closed: true }, takesEffect: true });
    await office.tick();
    expect(office.messagesIn(channel).every(({ published }) => published)).toBe(true);
    expect((await office.run(channel)).note).toBe("Message 1 couldn't be published.");
    const [first] = office.messagesIn(channel);
    expect(await office.bot.courier.publish(channel, first!.id)).toBe("published");
  });

  test.each([0, 1])(
    "stops at Discord's limit after %i messages, without a wait, and says so once",
    async (before) => {
      const channel = await office.channel("announcement", {
        settings: { publish: true, most: 25 },
      });
      await office.papersCome(longPapers(20));
      const limited = { status: 429, retryAfterS: 3000 };
      office.standIn.fail({ on: /crosspost$/, with: limited, after: before, times: Infinity });
      await office.tick();
      const published = office.messagesIn(channel).map((one) => one.published);
      expect(published.length).toBeGreaterThan(before + 1);
      expect(published).toEqual(published.map((_, i) => i < before));
      const asked = office.standIn.requests.filter(({ name }) => name.endsWith("/crosspost"));
      expect(asked).toHaveLength(before + 1);
      expect(await office.run(channel)).toMatchObject({
        outcome: "sent",
        note: "Only part of it is published: Discord allows 10 published messages an hour in a channel.",
      });
      expect(office.papersIn(channel)).toEqual(ids(20));
    },
  );

  test("is for announcement channels only", async () => {
    await office.channel("text", { settings: { publish: true } });
    await office.papersCome(longPapers(3));
    await office.tick();
    expect(office.standIn.requests.some(({ name }) => name.endsWith("/crosspost"))).toBe(false);
  });
});

describe("what is lost", () => {
  test("a deleted channel ends its subscriptions", async () => {
    const channel = await office.channel();
    office.standIn.guild.removeChannel(channel);
    await office.hasHeard();
    expect(await office.subscription(channel)).toMatchObject({ endedAt: SATURDAY });
  });

  test("a channel that is deleted half way through a digest ends it", async () => {
    const channel = await office.channel();
    await office.papersCome(longPapers(10));
    provoke(10003);
    const firstIsThere = office.standIn.post();
    const tick = office.tick();
    await firstIsThere;
    office.standIn.guild.removeChannel(channel);
    await tick;
    const run = await office.run(channel);
    expect(run).toMatchObject({ outcome: "partly sent" });
    expect(run.note).toContain("deleted");
    expect(await office.subscription(channel)).toMatchObject({ endedAt: SATURDAY });
  });

  test("a server that is left ends its subscriptions; joined again, they go on", async () => {
    const channel = await office.channel();
    await office.papersCome(longPapers(2));
    office.standIn.guild.removeBot();
    await office.hasHeard();
    expect(await office.subscription(channel)).toMatchObject({ endedAt: SATURDAY });
    await office.tick();
    expect(await office.book.history.runs(channel, 1)).toEqual([]);
    office.standIn.guild.addBot();
    await office.hasHeard();
    expect(await office.subscription(channel)).toMatchObject({ endedAt: null });
    await office.tick(minutes(60));
    expect(office.papersIn(channel)).toEqual(ids(2));
  });

  test("a server that is left while a digest is blocked comes back unblocked", async () => {
    const channel = await office.channel();
    await office.papersCome(longPapers(2));
    office.standIn.guild.deny(channel, SendMessages);
    await office.hasHeard();
    await office.tick();
    office.standIn.guild.removeBot();
    await office.hasHeard();
    await office.tick(minutes(1));
    expect(await office.run(channel)).toMatchObject({ outcome: "failed" });
    office.standIn.guild.allow(channel, SendMessages, { told: false });
    office.standIn.guild.addBot();
    await office.hasHeard();
    await office.tick(minutes(24 * 60));
    expect(office.papersIn(channel)).toEqual(ids(2));
  });

  test("what was lost while the bot was down is noticed when it comes back", async () => {
    const gone = await office.channel();
    const here = await office.channel();
    await office.book.subscriptions.end(here, SATURDAY);
    await office.book.subscriptions.saveChannel({
      ...(await office.subscription(here)),
      id: "123456789012345678",
      endedAt: null,
    });
    provoke(10003);
    await office.presence.check();
    expect(await office.subscription("123456789012345678")).toMatchObject({ endedAt: SATURDAY });
    expect(await office.subscription(here)).toMatchObject({ endedAt: null });
    expect(await office.subscription(gone)).toMatchObject({ endedAt: null });
  });

  test("a channel that was deleted while the connection was away is noticed with it", async () => {
    provoke(10003);
    const channel = await office.channel();
    away(() => office.standIn.guild.removeChannel(channel, { told: false }));
    await office.hasHeard();
    expect(await office.subscription(channel)).toMatchObject({ endedAt: SATURDAY });
  });

  test("channels that ended are never asked for again, and those that are back are known", async () => {
    const there = await office.channel();
    const thread = await office.channel("thread", { isArchived: true });
    const gone = "123456789012345678";
    const { subscriptions } = office.book;
    await subscriptions.saveChannel({ ...(await office.subscription(there)), id: gone });
    for (const id of [there, thread, gone]) await subscriptions.end(id, SATURDAY);
    const before = office.standIn.requests.length;
    await office.presence.check();
    await office.presence.check();
    expect(office.standIn.requests.length).toBe(before);
    expect(await office.subscription(there)).toMatchObject({ endedAt: null });
    expect(await office.subscription(gone)).toMatchObject({ endedAt: SATURDAY });
    expect(await office.subscription(thread)).toMatchObject({ endedAt: SATURDAY });
    office.standIn.guild.unlock(thread);
    await office.hasHeard();
    expect(await office.subscription(thread)).toMatchObject({ endedAt: null });
  });

  test("a message that may have arrived is not given up while its server is out of reach", async () => {
    const channel = await office.channel();
    await office.papersCome(longPapers(2));
    office.standIn.fail({ on: POST_MESSAGE, with: { closed: true }, takesEffect: true });
    await office.tick();
    office.standIn.gateway.dispatch("GUILD_DELETE", { id: world.guildId, unavailable: true });
    await office.hasHeard();
    for (const hour of [1, 2, 3]) await office.tick(SATURDAY.add({ hours: hour }));
    expect(await office.book.candidates.unsent(channel, "new")).toEqual([]);
    office.standIn.guild.addBot();
    await office.hasHeard();
    await office.tick(SATURDAY.add({ hours: 4 }));
    expect(office.papersIn(channel)).toEqual(["p1", "p2"]);
    expect(await office.run(channel)).toMatchObject({ outcome: "sent late" });
  });

  test("a server that Discord cannot reach for a while is not lost", async () => {
    const channel = await office.channel();
    office.standIn.gateway.dispatch("GUILD_DELETE", { id: world.guildId, unavailable: true });
    await office.hasHeard();
    expect(await office.subscription(channel)).toMatchObject({ endedAt: null });
  });
});
