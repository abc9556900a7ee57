import { deepEqual } from "node:assert/strict";
import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type BotInTest, startBotAt } from "./bot-in-test.ts";
import { probeCommand } from "./probe-commands.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { personId, world } from "./world.ts";

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

/** Asked after the gateway has told all that came before. */
async function maySee(name: string, channelId = world.channelId): Promise<boolean | null> {
  await standIn.command("/probe", { hide: true }, { in: "dm" });
  return await bot.maySee(personId(name), { guildId: world.guildId, channelId });
}

test("a member sees what is shown to all, and of the hidden what they are admitted to", async () => {
  expect(await maySee("bob")).toBe(true);
  const { id } = standIn.guild.addChannel({ name: "secret" });
  const readers = standIn.guild.addRole({ name: "readers" });
  standIn.guild.hide(id, [personId("ada"), readers]);
  expect(await maySee("bob", id)).toBe(false);
  expect(await maySee("ada", id)).toBe(true);
  standIn.guild.giveRole(personId("bob"), readers);
  expect(await maySee("bob", id)).toBe(true);
  const thread = standIn.guild.addChannel({ type: ChannelType.PublicThread, parentId: id });
  expect(await maySee("bob", thread.id)).toBe(true);
  expect(await maySee("ned", thread.id)).toBe(false);
});

test("a private thread is seen by who is in it, and by moderators", async () => {
  const moderators = standIn.guild.addRole({
    name: "moderators",
    permissions: PermissionFlagsBits.ManageThreads,
  });
  standIn.guild.giveRole(personId("max"), moderators);
  const { id } = standIn.guild.addChannel({
    type: ChannelType.PrivateThread,
    parentId: world.channelId,
    members: new Set([personId("ned")]),
    isJoined: true,
  });
  expect(await maySee("ned", id)).toBe(true);
  expect(await maySee("max", id)).toBe(true);
  expect(await maySee("bob", id)).toBe(false);
  provoked = [10013];
});

test("who left the server sees nothing, and nobody sees a channel that is gone", async () => {
  standIn.guild.leaveServer(personId("bob"));
  expect(await maySee("bob")).toBe(false);
  const { id } = standIn.guild.addChannel({ name: "short-lived" });
  standIn.guild.removeChannel(id);
  expect(await maySee("ada", id)).toBe(false);
  provoked = [10007, 10003];
});

test.each([
  ["fails", 500],
  ["is forbidden", 403],
  ["is not found, and not by Discord", 404],
])("where the look %s, nobody can say, and nothing ends", async (_, status) => {
  standIn.fail({ on: /^GET \/guilds\/\d+\/members\//, with: { status }, times: 10 });
  expect(await maySee("bob")).toBeNull();
  provoked = standIn.refusals.map(({ code }) => code);
});
