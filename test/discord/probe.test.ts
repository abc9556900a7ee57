import { deepEqual } from "node:assert/strict";
import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type BotInTest, startBotAt } from "./bot-in-test.ts";
import { probeCommand } from "./probe-commands.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { world } from "./world.ts";

const NO_NEEDS = { roleId: null, publish: false };

let standIn: StandIn;
let bot: BotInTest;
/** Discord's error codes that a test provokes. */
let provoked: number[];

beforeEach(async () => {
  provoked = [];
  standIn = await startStandIn();
  const command = probeCommand({ work: () => "Done" });
  standIn.application.commands = [command.data];
  bot = await startBotAt(standIn, { commands: [command] });
});

afterEach(async () => {
  await bot.stop();
  await standIn.stop();
  deepEqual(
    standIn.refusals.map(({ code }) => code),
    provoked,
  );
});

/** The gateway tells everything in order, so an answer means that all before it was heard. */
async function hasHeard(): Promise<void> {
  await standIn.command("/probe", { hide: true }, { in: "dm" });
}

test.each([
  { channel: "text", type: ChannelType.GuildText },
  { channel: "announcement", type: ChannelType.GuildAnnouncement },
  { channel: "forum", type: ChannelType.GuildForum },
  { channel: "forum", type: ChannelType.GuildMedia },
])("where nothing is missing, a channel of kind $channel is here", async ({ channel, type }) => {
  const { id } = standIn.guild.addChannel({ type });
  await hasHeard();
  expect(await bot.courier.probe(id, NO_NEEDS)).toEqual({
    kind: "here",
    guildId: world.guildId,
    channel,
    missing: [],
    advised: [],
    ...(channel === "forum" && { forum: { isRequired: false, tags: [] } }),
  });
});

test("all that is missing is named at once, as Discord's settings call it, and where to grant it", async () => {
  const { id } = standIn.guild.addChannel({ name: "news" });
  standIn.guild.deny(id, PermissionFlagsBits.SendMessages | PermissionFlagsBits.ViewChannel);
  await hasHeard();
  const where = "#news: Edit Channel → Permissions → paperboy";
  expect(await bot.courier.probe(id, NO_NEEDS)).toMatchObject({
    missing: [
      { permission: "View Channel", where },
      { permission: "Send Messages", where },
    ],
  });
});

test("Read Message History is advised, not needed", async () => {
  const { id } = standIn.guild.addChannel({ name: "news" });
  standIn.guild.deny(id, PermissionFlagsBits.ReadMessageHistory);
  await hasHeard();
  expect(await bot.courier.probe(id, NO_NEEDS)).toMatchObject({
    missing: [],
    advised: [{ permission: "Read Message History" }],
  });
});

test("a role that pings nobody is missed only for mentions", async () => {
  const { id } = standIn.guild.addChannel();
  const roleId = standIn.guild.addRole({ name: "readers", mentionable: false });
  await hasHeard();
  expect(await bot.courier.probe(id, { ...NO_NEEDS, roleId })).toMatchObject({
    missing: [{ permission: "Mention @everyone, @here, and All Roles", only: "mention" }],
  });
});

test("a voice channel takes no digest", async () => {
  const { id } = standIn.guild.addChannel({ type: ChannelType.GuildVoice });
  await hasHeard();
  expect(await bot.courier.probe(id, NO_NEEDS)).toMatchObject({ kind: "unsupported" });
});

test("a direct message is asked for once, and then known", async () => {
  for (let n = 0; n < 3; n += 1)
    expect(await bot.courier.probe(world.dmChannelId, NO_NEEDS)).toMatchObject({
      kind: "here",
      guildId: null,
      channel: "dm",
    });
  const asked = standIn.requests.filter(
    ({ name }) => name === `GET /channels/${world.dmChannelId}`,
  );
  expect(asked).toHaveLength(1);
});

test("a channel that Discord does not know is gone", async () => {
  provoked = [10003];
  expect(await bot.courier.probe("1", NO_NEEDS)).toEqual({ kind: "gone" });
});

test("while Discord fails nobody can say", async () => {
  standIn.fail({ on: /^GET \/channels\/1$/, with: { status: 503 }, times: 4 });
  expect(await bot.courier.probe("1", NO_NEEDS)).toMatchObject({ kind: "unavailable" });
});

test("an archived thread is found although the gateway does not tell of it", async () => {
  provoked = [50001];
  const thread = standIn.guild.addChannel({
    type: ChannelType.PublicThread,
    parentId: world.channelId,
    isArchived: true,
  });
  expect(await bot.courier.probe(thread.id, NO_NEEDS)).toMatchObject({ channel: "thread" });
  standIn.guild.removeBot();
  await hasHeard();
  expect(await bot.courier.probe(thread.id, NO_NEEDS)).toEqual({ kind: "gone" });
});
