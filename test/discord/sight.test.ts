import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aLibrary } from "../a-library.ts";
import { aSnapshot } from "../commands/house.ts";
import { aChannel, subscribed } from "../digests/a-channel.ts";
import { componentOf, type Message, textOf } from "./messages.ts";
import { type StandIn, startStandIn, type Who } from "./stand-in.ts";
import { personId, snowflake, world } from "./world.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";

const SECRET = "quantum gravity";
/** Member, without Manage Server. */
const bob = { as: "bob" };
/** Manager, and not admitted to hidden channels. */
const mia = { as: "mia" };
const elsewhere = { in: "elsewhere" } as const;

let standIn: StandIn;
let running: WiredBot;
let now: Temporal.Instant;
let library: ReturnType<typeof aLibrary>;
/** A hidden channel that wants papers on SECRET; `ada` sees it. */
let hidden: string;

beforeEach(async () => {
  now = Temporal.Instant.from("2026-04-20T10:00:00Z");
  library = aLibrary([aSnapshot([{ title: "Anything at all" }])]);
  standIn = await startStandIn();
  const registration = standIn.registration();
  running = await startWiredBot(standIn, { library, now: () => now });
  await registration;
  standIn.guild.giveRole(personId("mia"), world.managerRoleId);
  hidden = standIn.guild.addChannel({ name: "secret" }).id;
  standIn.guild.hide(hidden, [personId("ada")]);
  await subscribe(SECRET, hidden);
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
});

async function subscribe(topic: string, channel: string, who: Who = {}): Promise<Message> {
  const preview = await standIn.command("/digest subscribe", { topic, channel }, who);
  return await standIn.press(preview, "Subscribe", who);
}

async function completed(who: Who, typed = "quant"): Promise<string[]> {
  return (await standIn.suggest("/paper search", "query", typed, who)).map(({ value }) => value);
}

async function suggestNew(who: Who) {
  return await standIn.suggest("/digest subscribe", "topic", "quantum g", who);
}

async function subscribedTopics(who: Who, others = {}): Promise<string[]> {
  const choices = await standIn.suggest("/digest unsubscribe", "topic", "", who, others);
  return choices.map(({ value }) => value);
}

/** Four papers on SECRET, of which one is sent and three wait. */
async function digestComes(): Promise<Message> {
  const entries = [1, 2, 3, 4].map((i) => ({ title: `Quantum gravity ${i}` }));
  library.replace([{ ...aSnapshot(entries), file: "new.txt" }]);
  const posted = standIn.post();
  now = Temporal.Instant.from("2026-04-21T09:00:00Z");
  await running.house.tick();
  return await posted;
}

/** The same message, as if a component of it had this custom id. */
function forge(message: Message, component: string, customId: string): Message {
  const { custom_id: its = "" } = componentOf(message, component);
  const body: Message["body"] = JSON.parse(JSON.stringify(message.body).replaceAll(its, customId));
  message.body = body;
  return message;
}

describe("topics of a hidden channel", () => {
  test("complete a query for those who see it, and for nobody else", async () => {
    expect(await completed(bob)).toEqual([]);
    expect(await completed(mia)).toEqual([]);
    expect(await completed({})).toEqual([SECRET]);
    // In the channel itself, and for the owner of the server.
    expect(await completed({ channelId: hidden })).toEqual([SECRET]);
    expect(await completed({ as: "olga" })).toEqual([SECRET]);
  });

  test("complete a query for whoever has an admitted role, or is an administrator", async () => {
    const insiders = standIn.guild.addRole({ name: "insiders" });
    const { Administrator } = PermissionFlagsBits;
    const admins = standIn.guild.addRole({ name: "admins", permissions: Administrator });
    standIn.guild.hide(hidden, [insiders]);
    standIn.guild.giveRole(personId("ivy"), insiders);
    standIn.guild.giveRole(personId("abe"), admins);
    expect(await completed({ as: "ivy" })).toEqual([SECRET]);
    expect(await completed({ as: "abe" })).toEqual([SECRET]);
    expect(await completed(bob)).toEqual([]);
  });

  test("complete no new topic of a manager who does not see them", async () => {
    expect(JSON.stringify(await suggestNew({}))).toContain(SECRET);
    expect(JSON.stringify(await suggestNew(mia))).not.toContain(SECRET);
  });

  test("stand neither in the list nor in the log of a manager who does not see them", async () => {
    await subscribe("diffusion", world.channelId);
    for (const command of ["/digest list", "/digest log"]) {
      expect(textOf(await standIn.command(command))).toContain(SECRET);
      const told = textOf(await standIn.command(command, {}, mia));
      expect(told).toContain("diffusion");
      expect(told).not.toContain(SECRET);
      expect(told).not.toContain(hidden);
    }
  });
});

describe("a channel option with a channel that the asker does not see", () => {
  test.each([
    ["subscribe", { topic: "diffusion" }],
    ["unsubscribe", { topic: SECRET }],
    ["list", {}],
    ["settings", { most: 1 }],
    ["pause", {}],
    ["resume", {}],
    ["preview", {}],
    ["send", {}],
    ["status", {}],
    ["why", { paper: "Anything at all" }],
    ["log", {}],
    ["export", {}],
    ["setup", {}],
  ] as const)("/digest %s answers as for a channel that is not there", async (command, options) => {
    const ask = async (channel: string) => {
      const asked = { ...options, channel };
      return textOf(await standIn.command(`/digest ${command}`, asked, mia));
    };
    const told = await ask(hidden);
    expect(told).toBe(await ask(snowflake(Date.now())));
    expect(told).toContain("can't see that channel");
    expect(await running.store.book.subscriptions.of(hidden)).toHaveLength(1);
    expect(await running.store.book.subscriptions.channel(hidden)).toMatchObject({ pause: null });
  });

  test("/digest import and copy answer so too", async () => {
    const file = standIn.upload("digests.json", '{"paperboy":"digests","version":1,"channels":[]}');
    const here = world.channelId;
    for (const channel of [hidden, snowflake(Date.now())])
      for (const told of [
        await standIn.command("/digest import", { file, channel }, mia),
        await standIn.command("/digest copy", { from: channel, to: here }, mia),
        await standIn.command("/digest copy", { from: here, to: channel }, mia),
      ])
        expect(textOf(told)).toContain("can't see that channel");
  });

  test("/digest unsubscribe completes the topics of the picked channel alone", async () => {
    await subscribe("diffusion", world.channelId);
    expect(await subscribedTopics({})).toEqual(["diffusion"]);
    expect(await subscribedTopics({}, { channel: hidden })).toEqual([SECRET]);
    expect(await subscribedTopics(mia, { channel: hidden })).toEqual([]);
  });
});

describe("an id that is not the asker's", () => {
  test("shows a digest's waiting papers only to those who see its channel", async () => {
    await standIn.command("/digest settings", { channel: hidden, most: 1 });
    const digest = await digestComes();
    const { custom_id: more = "" } = componentOf(digest, "Show 3 more");
    expect(textOf(await standIn.press(digest, more))).toContain("Quantum gravity");

    const open = await standIn.command("/paper random", {}, bob);
    forge(open, "Show another", more);
    const unknown = "Paperboy no longer has this digest.";
    for (const who of [bob, mia, { ...elsewhere, ...bob }, { in: "dm" as const, ...bob }])
      expect(textOf(await standIn.press(open, more, who))).toContain(unknown);
    forge(open, more, `${more}:2`);
    expect(textOf(await standIn.press(open, `${more}:2`, bob))).toContain(unknown);
    // Whoever sees the channel may have it from anywhere in that server.
    expect(textOf(await standIn.press(open, `${more}:2`))).toContain("Quantum gravity");
  });

  test("confirms, changes and sends in nobody else's preview", async () => {
    const theirs = await standIn.command("/digest subscribe", { topic: "diffusion" });
    const ids = ["Subscribe", "Change topic"].map((label) => componentOf(theirs, label).custom_id);
    const [confirm = "", change = ""] = ids;
    const own = await standIn.command("/digest subscribe", { topic: "noise" }, mia);
    const form = await standIn.openForm(own, "Change topic", mia);
    forge(own, "Subscribe", confirm);
    forge(own, "Change topic", change);
    const unknown = "This preview has expired.";
    expect(textOf(await standIn.press(own, confirm, mia))).toContain(unknown);
    expect(textOf(await standIn.press(own, change, mia))).toContain(unknown);
    const sent = { ...form, custom_id: change.replace("digest.change", "digest.topic") };
    expect(textOf(await standIn.submit(own, sent, { topic: "x" }, mia))).toContain(unknown);
    expect(await running.store.book.subscriptions.of(world.channelId)).toEqual([]);
    await standIn.press(theirs, "Subscribe");
    expect(await running.store.book.subscriptions.of(world.channelId)).toHaveLength(1);
  });

  test("is refused, were it the right one, on a message that does not have it", async () => {
    const asked = await standIn.command("/paper random", { hide: true });
    const { custom_id: another = "" } = componentOf(asked, "Show another");
    const own = await standIn.command("/paper random", {}, bob);
    const told = await standIn.pretend(own, another, bob);
    expect(told).toMatchObject({ onlyFor: personId("bob") });
    expect(textOf(told)).toContain("Run the command again.");
    expect(textOf(await standIn.press(asked, another))).toContain("A random paper");
  });

  test("turns no pages of a preview or a log of a channel that the asker does not see", async () => {
    const own = await standIn.command("/digest subscribe", { topic: "noise" }, mia);
    const preview = `digest.preview:${hidden}:1`;
    forge(own, "Subscribe", preview);
    const told = textOf(await standIn.press(own, preview, mia));
    expect(told).toContain("can't see that channel");
    const log = `digest.log:${hidden}:1`;
    forge(own, preview, log);
    expect(textOf(await standIn.press(own, log, mia))).toContain("No changes yet");
  });
});

describe("threads and posts", () => {
  test("of a forum are as hidden as the forum, and their buttons work for those who see it", async () => {
    const { guild } = standIn;
    const forum = guild.addChannel({ name: "papers", type: ChannelType.GuildForum }).id;
    guild.hide(forum, [personId("ada"), personId("bob")]);
    await running.store.book.subscriptions.remove(
      (await running.store.book.subscriptions.of(hidden))[0]?.id ?? 0,
    );
    await subscribe(SECRET, forum);
    await standIn.command("/digest settings", { channel: forum, most: 1 });
    const digest = await digestComes();
    expect(digest.channelId).not.toBe(forum);
    expect(textOf(await standIn.press(digest, "Show 3 more", bob))).toContain("Quantum gravity");
    const { custom_id: more = "" } = componentOf(digest, "Show 3 more");
    const open = await standIn.command("/paper random", {}, { as: "eve" });
    forge(open, "Show another", more);
    expect(textOf(await standIn.press(open, more, { as: "eve" }))).toContain("no longer has");
  });

  test("of a forum answer for the forum, and threads with topics of their own for themselves", async () => {
    const { guild } = standIn;
    const forum = guild.addChannel({ name: "papers", type: ChannelType.GuildForum }).id;
    await running.store.book.subscriptions.end(hidden, now);
    await subscribe(SECRET, forum);
    await standIn.command("/digest settings", { channel: forum, most: 1, keep: 0 });
    const { channelId } = await digestComes();
    const inPost = { as: "bob", channelId };
    const topics = textOf(await standIn.command("/paper topics", {}, inPost));
    expect(topics).toContain(`### Topics in <#${forum}>\n- **${SECRET}**`);
    const missed = await standIn.command("/paper missed", {}, inPost);
    expect(textOf(missed)).toContain(`They match topics in <#${forum}>`);
    const asManager = { channelId };
    const why = await standIn.command("/digest why", { paper: "Quantum gravity 1" }, asManager);
    expect(textOf(why)).toContain(`Posted in <#${forum}>`);
    expect(textOf(await standIn.command("/digest status", {}, asManager))).toContain(
      `in <#${forum}>`,
    );
    expect(await subscribedTopics(asManager)).toEqual([SECRET]);

    const type = ChannelType.PublicThread;
    const talk = guild.addChannel({ name: "talk", type, parentId: forum }).id;
    await subscribe("diffusion", talk);
    const own = textOf(await standIn.command("/paper topics", {}, { channelId: talk }));
    expect(own).toContain(`### Topics in <#${talk}>\n- **diffusion**`);
  });

  test("a public thread is seen by whoever sees its channel, archived or not", async () => {
    const { guild } = standIn;
    const type = ChannelType.PublicThread;
    const thread = guild.addChannel({ name: "talk", type, parentId: world.channelId }).id;
    await subscribe("diffusion", thread);
    expect(await completed(bob, "diff")).toEqual(["diffusion"]);
    guild.archive(thread);
    expect(textOf(await standIn.command("/digest list", {}, mia))).toContain("diffusion");
    guild.hide(world.channelId, [personId("ada")]);
    const at = standIn.guild.addChannel({ name: "open" }).id;
    const told = await standIn.command("/digest list", {}, { ...mia, channelId: at });
    expect(textOf(told)).not.toContain("diffusion");
  });

  test("a private thread is seen by its members and by moderators", async () => {
    const { guild } = standIn;
    const moderators = guild.addRole({
      name: "moderators",
      permissions: PermissionFlagsBits.ManageThreads,
    });
    guild.giveRole(personId("max"), moderators);
    for (const name of ["max", "ned"]) guild.giveRole(personId(name), world.managerRoleId);
    const thread = guild.addChannel({
      name: "whispers",
      type: ChannelType.PrivateThread,
      parentId: world.channelId,
      members: new Set([personId("ned")]),
      isJoined: true,
    });
    const { id } = thread;
    const kept = aChannel({ id, guildId: world.guildId, kind: "thread" });
    await subscribed(running.store.book, kept, "whispered");
    const list = async (as: string) => textOf(await standIn.command("/digest list", {}, { as }));
    expect(await list("mia")).not.toContain("whispered");
    expect(await list("max")).toContain("whispered");
    expect(await list("ned")).toContain("whispered");
    // To know who is in it takes a request, and that is too much for each letter.
    expect(await completed({ as: "max" }, "whis")).toEqual(["whispered"]);
    expect(await completed({ as: "ned" }, "whis")).toEqual([]);
  });
});
