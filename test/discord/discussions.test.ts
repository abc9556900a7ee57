import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aLibrary } from "../a-library.ts";
import { aSnapshot } from "../commands/house.ts";
import { allComponents } from "./check-message.ts";
import { type Message, textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";
import { personId, world } from "./world.ts";

const { CreatePublicThreads, SendMessages } = PermissionFlagsBits;

const PAPER = "Attention for graphs";
const OTHERS = ["Marmots", "Obelisks", "Zeppelins", "Quokkas"].map((one) => `${one} and their kin`);
const grace = { as: "grace" };

let standIn: StandIn;
let running: WiredBot;
let now: Temporal.Instant;

beforeEach(async () => {
  now = Temporal.Instant.from("2026-04-20T10:00:00Z");
  standIn = await startStandIn({ now: () => now.epochMilliseconds });
  const registration = standIn.registration();
  const entries = [{ title: PAPER }, { title: "Noise in quantum gates" }];
  entries.push(...OTHERS.map((title) => ({ title })));
  running = await startWiredBot(standIn, {
    library: aLibrary([aSnapshot(entries)]),
    now: () => now,
  });
  await registration;
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
});

const card = async (who = {}) =>
  await standIn.command("/paper show", { paper: PAPER, hide: true }, who);

async function discuss(who = {}): Promise<Message> {
  return await standIn.press(await card(who), "Discuss", who);
}

const threads = () =>
  standIn.guild.channels.filter(({ type }) =>
    [ChannelType.PublicThread, ChannelType.AnnouncementThread].includes(type),
  );

const buttons = (message: Message) =>
  allComponents(message.body.components ?? []).flatMap(({ label }) => label ?? []);

test("Discuss posts a message, starts the thread from it, and finds it again for everybody", async () => {
  const answer = await discuss();
  expect(answer.onlyFor).toBe(personId("ada"));
  const [thread, ...others] = threads();
  expect(others).toEqual([]);
  expect(thread).toMatchObject({
    name: PAPER,
    parentId: world.channelId,
    type: ChannelType.PublicThread,
    autoArchiveMinutes: 10_080,
  });
  expect(textOf(answer)).toContain(`Opened <#${thread?.id}> to discuss this paper.`);
  const starter = standIn.messages.find(thread?.id ?? "");
  expect(starter).toMatchObject({ channelId: world.channelId, onlyFor: null });
  expect(textOf(starter)).toContain(PAPER);
  expect(textOf(await standIn.press(starter, "Show abstract", grace))).toContain(PAPER);

  standIn.guild.talk(thread?.id ?? "", 3);
  expect(textOf(await discuss(grace))).toContain(
    `This paper is discussed in <#${thread?.id}>.\n-# 3 messages`,
  );
  now = now.add({ minutes: 1 });
  expect(textOf(await card(grace))).toContain(`-# Discussion: <#${thread?.id}> · 3 messages`);
  expect(threads()).toHaveLength(1);
  expect(standIn.refusals).toEqual([]);
});

const discussed = async (title: string, who = {}) => {
  const shown = await standIn.command("/paper show", { paper: title, hide: true }, who);
  return textOf(await standIn.press(shown, "Discuss", who));
};

test("nobody opens more than three in a minute, and all may find what is open", async () => {
  for (const title of OTHERS.slice(0, 3)) expect(await discussed(title)).toContain("Opened");
  expect(await discussed(OTHERS[3]!)).toContain("You've opened several threads just now.");
  expect(await discussed(OTHERS[0]!)).toContain("This paper is discussed in");
  expect(await discussed(OTHERS[3]!, grace)).toContain("Opened");
  expect(threads()).toHaveLength(4);
});

test("it is found from another channel, and no card tells who may not see it", async () => {
  const secret = standIn.guild.addChannel({ name: "secret" }).id;
  standIn.guild.hide(secret, [personId("ada")]);
  const inSecret = { channelId: secret };
  await discuss(inSecret);
  const [hidden] = threads();
  expect(textOf(await discuss())).toContain(`<#${hidden?.id}>`);
  const forAll = await standIn.command("/paper show", { paper: PAPER });
  expect(textOf(forAll)).not.toContain("Discussion");
  expect(textOf(await card(grace))).not.toContain("Discussion");
  expect(textOf(await discuss(grace))).toContain("Opened");
  expect(threads().map(({ parentId }) => parentId)).toEqual([secret, world.channelId]);
  expect(textOf(await discuss(grace))).toContain(`<#${threads()[1]?.id}>`);
  expect(standIn.refusals).toEqual([]);
});

test("in an announcement channel the thread is started from a message as well", async () => {
  const channelId = standIn.guild.addChannel({ type: ChannelType.GuildAnnouncement }).id;
  await discuss({ channelId });
  expect(threads()).toMatchObject([{ type: ChannelType.AnnouncementThread, parentId: channelId }]);
});

test("in a thread it is opened at its channel", async () => {
  const channelId = standIn.guild.addChannel({
    type: ChannelType.PublicThread,
    parentId: world.channelId,
  }).id;
  await discuss({ channelId });
  expect(threads().map(({ parentId }) => parentId)).toEqual([world.channelId, world.channelId]);
});

test("in a forum it is a post with the tags that fit", async () => {
  const tags = [
    { id: "222222222222222222", name: "Mods", moderated: true },
    { id: "333333333333333333", name: "Graph", moderated: false },
    { id: "444444444444444444", name: "Vision", moderated: false },
  ];
  const forum = standIn.guild.addChannel({ type: ChannelType.GuildForum, tags });
  const channelId = standIn.guild.addChannel({
    type: ChannelType.PublicThread,
    parentId: forum.id,
  }).id;
  const answer = await discuss({ channelId });
  const post = threads().at(-1);
  expect(post).toMatchObject({ parentId: forum.id, name: PAPER, appliedTags: [tags[1]?.id] });
  expect(textOf(answer)).toContain(`Opened <#${post?.id}>`);
  expect(textOf(await discuss({ channelId }))).toContain("This paper is discussed in");
  expect(threads()).toHaveLength(2);
  expect(standIn.refusals).toEqual([]);
});

test("a deleted thread is opened anew, an archived one revived, a locked one linked", async () => {
  await discuss();
  const [first] = threads();
  standIn.guild.removeChannel(first?.id ?? "");
  standIn.messages.remove(standIn.messages.find(first?.id ?? ""));
  expect(textOf(await discuss())).toContain("Opened");
  const [second] = threads();
  expect(second?.id).not.toBe(first?.id);

  standIn.guild.archive(second?.id ?? "");
  expect(textOf(await discuss())).toContain(`Reopened <#${second?.id}>`);
  expect(second?.isArchived).toBe(false);

  standIn.guild.archive(second?.id ?? "", { isLocked: true });
  expect(textOf(await discuss())).toContain(`discussed in <#${second?.id}>, which is locked.`);
  expect(second?.isArchived).toBe(true);
  expect(threads()).toHaveLength(1);
});

test("many presses at the same moment make one thread", async () => {
  const cards = await Promise.all(["ada", "grace", "olga"].map((as) => card({ as })));
  const answers = await Promise.all(
    cards.map((one, i) => standIn.press(one, "Discuss", { as: ["ada", "grace", "olga"][i] ?? "" })),
  );
  expect(threads()).toHaveLength(1);
  for (const answer of answers) expect(textOf(answer)).toContain(`<#${threads()[0]?.id}>`);
  expect(standIn.refusals).toEqual([]);
});

test("what is missing is named, and nothing is posted", async () => {
  standIn.guild.deny(world.channelId, CreatePublicThreads);
  expect(textOf(await discuss())).toContain(
    "Nothing was changed: Paperboy needs Create Public Threads",
  );
  standIn.guild.allow(world.channelId, CreatePublicThreads);
  standIn.guild.deny(world.channelId, SendMessages);
  expect(textOf(await discuss())).toContain("Paperboy needs Send Messages");
  expect(standIn.messages.all.filter(({ onlyFor }) => onlyFor === null)).toEqual([]);
  standIn.guild.allow(world.channelId, SendMessages);
  expect(textOf(await discuss())).toContain("Opened");
});

test("a thread that could not be started is started from the same message later", async () => {
  standIn.guild.deny(world.channelId, CreatePublicThreads, { told: false });
  expect(textOf(await discuss())).toContain("Paperboy needs Create Public Threads");
  const posted = () => standIn.messages.all.filter(({ onlyFor }) => onlyFor === null);
  expect(posted()).toHaveLength(1);
  standIn.guild.allow(world.channelId, CreatePublicThreads);
  expect(textOf(await discuss())).toContain(`Opened <#${posted()[0]?.id}>`);
  expect(posted()).toHaveLength(1);
});

test("what nobody waits for any more is opened by a tick", async () => {
  standIn.fail({ on: /^POST .*\/threads$/, times: 20, with: { status: 500 } });
  await discuss();
  expect(threads()).toEqual([]);
  standIn.mend();
  now = now.add({ minutes: 11 });
  await running.house.tick();
  expect(threads()).toHaveLength(1);
  expect(standIn.messages.all.filter(({ onlyFor }) => onlyFor === null)).toHaveLength(1);
});

test("there is no button where Paperboy is no member, and a forged press is refused", async () => {
  const abroad = await card({ in: "elsewhere" });
  expect(buttons(abroad)).not.toContain("Discuss");
  expect(buttons(await card({ in: "dm" }))).not.toContain("Discuss");
  const customId = allComponents((await card()).body.components ?? []).find(
    ({ label }) => label === "Discuss",
  )?.custom_id;
  standIn.messages.change(abroad, { components: [] }, []);
  const answer = await standIn.pretend(abroad, customId ?? "", { in: "elsewhere" });
  expect(textOf(answer)).toContain("Paperboy can open threads only in servers");
  expect(threads()).toEqual([]);
});
