import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aLibrary } from "../a-library.ts";
import { aSnapshot } from "../commands/house.ts";
import { allComponents } from "./check-message.ts";
import { type Message, textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";
import { personId, world } from "./world.ts";

const { CreateEvents, SendMessages } = PermissionFlagsBits;

const TITLES = ["Attention for graphs", "Noise in quantum gates", "Sparse mixtures of experts"];
const grace = { as: "grace" };
const olga = { as: "olga" };

/** A Monday; the club meets on Tuesday of next week, after four days of reading and two of voting. */
const MONDAY = "2026-04-20T10:00:00Z";
const BALLOT = "2026-04-22T18:00:00Z";
const CLOSES = "2026-04-24T18:00:00Z";
const MEETS = "2026-04-28T18:00:00Z";

let standIn: StandIn;
let running: WiredBot;
let now: Temporal.Instant;

beforeEach(async () => {
  now = Temporal.Instant.from(MONDAY);
  standIn = await startStandIn({ now: () => now.epochMilliseconds });
  const registration = standIn.registration();
  running = await startWiredBot(standIn, {
    library: aLibrary([aSnapshot(TITLES.map((title) => ({ title })))]),
    now: () => now,
  });
  await registration;
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
});

async function tick(at: string): Promise<void> {
  now = Temporal.Instant.from(at);
  await running.house.tick();
}

const start = async (options = {}, who = {}) =>
  await standIn.command("/club start", { day: "tuesday", time: "18:00", ...options }, who);

const nominate = async (paper: string, who = {}) =>
  await standIn.command("/club nominate", { paper }, who);

/** The gateway tells everything in order, so an answer means that all before it was heard. */
const hasHeard = async () => void (await standIn.command("/help", {}, { in: "dm" }));

const posted = (channelId = world.channelId) =>
  standIn.messages.all.filter((one) => one.channelId === channelId && one.onlyFor === null);

const threads = () =>
  standIn.guild.channels.filter(({ type }) => type === ChannelType.PublicThread);

function voteMenu(ballot: Message): string {
  const menu = allComponents(ballot.body.components ?? []).find(({ custom_id }) =>
    custom_id?.startsWith("club.vote:"),
  );
  return menu?.custom_id ?? "";
}

async function vote(ballot: Message, number: number, who = {}): Promise<Message> {
  const menu = allComponents(ballot.body.components ?? []).find(
    ({ custom_id }) => custom_id === voteMenu(ballot),
  );
  return await standIn.choose(
    ballot,
    voteMenu(ballot),
    menu?.options?.[number - 1]?.value ?? "",
    who,
  );
}

/** Two nominations, and the ballot of them. */
async function ballotOfTwo(options = {}): Promise<Message> {
  await start(options);
  await nominate(TITLES[0] ?? "", grace);
  now = now.add({ minutes: 1 });
  await nominate(TITLES[1] ?? "");
  await tick(BALLOT);
  const [ballot] = posted();
  if (!ballot) throw new Error("There is no ballot");
  return ballot;
}

test("from the start to the agenda: ballot, votes, thread, event, history", async () => {
  standIn.guild.grant(CreateEvents);
  const started = await start();
  expect(started.onlyFor).toBe(personId("ada"));
  expect(textOf(started)).toContain(
    "It meets every Tuesday at 18:00 (UTC), first <t:1777399200:F>",
  );
  expect(textOf(await standIn.command("/club agenda", {}, grace))).toContain("No nominations yet.");
  expect(textOf(await nominate(TITLES[0] ?? "", grace))).toContain("Nominated **");
  now = now.add({ minutes: 1 });
  await nominate(TITLES[1] ?? "");
  expect(textOf(await nominate(TITLES[1] ?? "", grace))).toContain("already nominated");
  const card = await standIn.command("/paper show", { paper: TITLES[2] ?? "", hide: true }, grace);
  await standIn.press(card, "▲ 0", grace);

  await tick("2026-04-22T17:59:00Z");
  expect(posted()).toEqual([]);
  await tick(BALLOT);
  await tick("2026-04-22T18:01:00Z");
  const [ballot, ...others] = posted();
  expect(others).toEqual([]);
  if (!ballot) throw new Error("There is no ballot");
  for (const title of TITLES) expect(textOf(ballot)).toContain(title);

  expect(await vote(ballot, 2, grace)).toBe(ballot);
  await vote(ballot, 2);
  await vote(ballot, 1, olga);
  expect(textOf(ballot)).toContain(`${TITLES[1]} · 2 votes`);
  // A second vote takes the place of the first.
  await vote(ballot, 1, grace);
  expect(textOf(ballot)).toContain(`${TITLES[0]} · 2 votes`);
  expect(textOf(ballot)).toContain(`${TITLES[1]} · 1 vote`);
  const mine = await standIn.press(ballot, "Show my votes", grace);
  expect(mine.onlyFor).toBe(personId("grace"));
  expect(textOf(mine)).toContain(`You voted for:\n- ${TITLES[0]}`);
  expect(textOf(await standIn.command("/club agenda"))).toContain("Go to the ballot");

  const menu = voteMenu(ballot);
  await tick(CLOSES);
  expect(textOf(ballot)).toContain("Voting has ended.");
  expect(voteMenu(ballot)).toBe("");
  await tick("2026-04-24T18:01:00Z");
  const [, starter, agenda, ...more] = posted();
  expect(more).toEqual([]);
  const [thread] = threads();
  expect(thread).toMatchObject({ id: starter?.id, name: TITLES[0] });
  expect(textOf(agenda!)).toContain(`${TITLES[0]}**\n-# 2 votes · Discussion: <#${thread?.id}>`);
  expect(textOf(agenda!)).not.toContain(TITLES[1]);
  expect(standIn.events.all).toMatchObject([
    {
      name: "Journal club · 28 Apr 2026",
      scheduled_start_time: MEETS,
      scheduled_end_time: "2026-04-28T19:00:00Z",
      description: expect.stringContaining(`/${world.channelId}/${agenda?.id}`),
    },
  ]);
  expect(ballot.edits).toBe(5);
  // Too late for whoever still had the menu before them.
  await standIn.pretend(ballot, menu, grace);
  expect(textOf(ballot)).toContain(`${TITLES[0]} · 2 votes`);
  expect(textOf(await nominate(TITLES[0] ?? ""))).toContain("already discussed");

  await tick(MEETS);
  const history = textOf(await standIn.command("/club history", {}, grace));
  expect(history).toContain(`**28 Apr 2026**\n1\\. **${TITLES[0]}**`);
  // What got a vote is on the next ballot; what was chosen never comes back.
  await tick("2026-04-29T18:00:00Z");
  const next = posted().at(-1)!;
  expect(textOf(next)).toContain(TITLES[1]);
  expect(textOf(next)).not.toContain(TITLES[0]);
  expect(standIn.refusals).toEqual([]);
});

test("nothing nominated, and no votes, are said in one line each", async () => {
  await start();
  await tick(BALLOT);
  expect(posted().map(textOf)).toEqual([expect.stringContaining("No one nominated a paper")]);
  await tick(CLOSES);
  await nominate(TITLES[0] ?? "");
  await tick("2026-04-29T18:00:00Z");
  await tick("2026-05-01T18:00:00Z");
  await tick("2026-05-01T18:01:00Z");
  expect(posted().map(textOf).slice(1)).toEqual([
    expect.stringContaining("Voting has ended."),
    expect.stringContaining("No one voted"),
  ]);
  expect(threads()).toEqual([]);
});

test("a bot that was away posts a late ballot, says when the vote was missed, and forgets nothing", async () => {
  await start();
  await nominate(TITLES[0] ?? "");
  await tick("2026-04-24T16:00:00Z");
  const [late] = posted();
  expect(textOf(late!)).toContain("vote for the next papers");
  await vote(late!, 1);
  await tick("2026-04-25T09:00:00Z");
  expect(textOf(posted().at(-1)!)).toContain("Discussion: <#");

  await nominate(TITLES[1] ?? "");
  await tick("2026-05-02T09:00:00Z");
  expect(textOf(posted().at(-1)!)).toContain("Paperboy was offline");
  await tick("2026-05-06T18:00:00Z");
  expect(textOf(posted().at(-1)!)).toContain(TITLES[1]);
});

test("only managers start, skip and end; a meeting that is skipped is said to be off", async () => {
  expect(textOf(await start({}, grace))).toContain("Manage Server");
  standIn.guild.grant(CreateEvents);
  const ballot = await ballotOfTwo();
  await vote(ballot, 1);
  await tick(CLOSES);
  expect(standIn.events.all).toHaveLength(1);
  for (const command of ["/club skip", "/club end"])
    expect(textOf(await standIn.command(command, {}, grace))).toContain("Manage Server");
  expect(textOf(await standIn.command("/club skip"))).toContain("Cancelled the meeting");
  await running.house.tick();
  expect(textOf(posted().at(-1)!)).toContain("is cancelled.");
  expect(standIn.events.all).toEqual([]);
  // Its paper was not discussed, so it may come again.
  expect(textOf(await nominate(TITLES[0] ?? ""))).toContain("Nominated");
  expect(textOf(await standIn.command("/club agenda"))).toContain("<t:1778004000:F>");

  await standIn.command("/club end");
  expect(textOf(await standIn.command("/club agenda"))).toContain("There's no journal club here.");
  await tick("2026-05-20T18:00:00Z");
  expect(textOf(posted().at(-1)!)).toContain("is cancelled.");
  expect(textOf(await start())).toContain("Started a journal club");
  expect(standIn.refusals).toEqual([]);
});

test("a channel that takes no messages keeps everything until it does, and one person is told once", async () => {
  await start();
  await nominate(TITLES[0] ?? "");
  standIn.guild.deny(world.channelId, SendMessages);
  await hasHeard();
  await tick(BALLOT);
  await tick("2026-04-22T18:01:00Z");
  expect(posted()).toEqual([]);
  const told = posted(standIn.directMessages.channelOf("ada"));
  expect(told.map(textOf)).toEqual([expect.stringContaining("needs Send Messages")]);
  standIn.guild.allow(world.channelId, SendMessages);
  await hasHeard();
  await tick("2026-04-22T18:02:00Z");
  expect(posted()).toHaveLength(1);
});

test("a club ends with its channel, and nothing is asked of Discord for it any more", async () => {
  const channel = standIn.guild.addChannel({ name: "reading" }).id;
  await start({ channel });
  await nominate(TITLES[0] ?? "");
  standIn.guild.removeChannel(channel);
  await hasHeard();
  await tick(BALLOT);
  const asked = standIn.requests.length;
  await tick("2026-04-22T18:01:00Z");
  expect(standIn.requests.slice(asked).filter(({ name }) => name.includes(channel))).toEqual([]);
  expect(textOf(await standIn.command("/club agenda"))).toContain("no journal club here");
});

test("who does not see the club's channel neither votes nor learns of it", async () => {
  const secret = standIn.guild.addChannel({ name: "secret" }).id;
  standIn.guild.hide(secret, [personId("ada")]);
  await start({ channel: secret });
  expect(textOf(await standIn.command("/club agenda", {}, grace))).toContain(
    "no journal club here",
  );
  await nominate(TITLES[0] ?? "");
  await tick(BALLOT);
  const [ballot] = posted(secret);
  const card = await standIn.command("/paper show", { paper: TITLES[1] ?? "", hide: true }, grace);
  standIn.messages.change(card, { components: [] }, []);
  const forged = await standIn.pretend(card, voteMenu(ballot!), grace);
  expect(textOf(forged)).toContain("This ballot is no longer here.");
  expect(textOf(ballot!)).toContain("0 votes");
});

test("in a forum ballot and agenda are posts, and each paper has its own", async () => {
  const forum = standIn.guild.addChannel({ type: ChannelType.GuildForum }).id;
  await start({ channel: forum, papers: 2 });
  await nominate(TITLES[0] ?? "");
  now = now.add({ minutes: 1 });
  await nominate(TITLES[1] ?? "");
  await tick(BALLOT);
  const [ballotPost] = threads();
  const [ballot] = posted(ballotPost?.id);
  const values = allComponents(ballot?.body.components ?? [])
    .find(({ custom_id }) => custom_id === voteMenu(ballot!))
    ?.options?.map(({ value }) => value);
  for (const value of values ?? []) await standIn.choose(ballot!, voteMenu(ballot!), value, grace);
  await standIn.choose(ballot!, voteMenu(ballot!), values?.[0] ?? "");
  await tick(CLOSES);
  expect(threads().map(({ name }) => name)).toEqual([
    "Journal club · 28 Apr 2026",
    TITLES[0],
    TITLES[1],
    "Journal club · 28 Apr 2026",
  ]);
  expect(standIn.refusals).toEqual([]);
});
