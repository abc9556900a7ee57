import { ChannelType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { channelData, guildData, world } from "../discord/world.ts";
import { office, usePostOffice } from "./at-post-office.ts";
import { SATURDAY } from "./post-office.ts";

usePostOffice();

async function namesOf(channelId: string): Promise<string[]> {
  const state = await office.publicChannels.find(channelId);
  return state.kind === "open" ? [state.channel.serverName, state.channel.name] : [state.kind];
}

async function opened(kind: "text" | "thread"): Promise<string> {
  const id = await office.channel(kind);
  const names = { name: "old", serverName: "Old server" };
  await office.publicChannels.open({ id, ...names, since: SATURDAY }, SATURDAY);
  return id;
}

test("public pages have the names of the moment, also of what was renamed while Paperboy was away", async () => {
  const id = await opened("text");
  await office.presence.check();
  expect(await namesOf(id)).toEqual(["Reading Group", "papers"]);

  const { gateway } = office.standIn;
  gateway.dispatch("CHANNEL_UPDATE", { ...channelData, id, name: "reading" });
  await office.hasHeard();
  expect(await namesOf(id)).toEqual(["Reading Group", "reading"]);

  const whole = guildData({ roles: [], channels: [], threads: [], members: [] });
  gateway.dispatch("GUILD_UPDATE", { ...whole, name: "Lab of letters" });
  await office.hasHeard();
  expect(await namesOf(id)).toEqual(["Lab of letters", "reading"]);
});

test("a thread has its name too", async () => {
  const id = await opened("thread");
  await office.presence.check();
  expect(await namesOf(id)).toEqual(["Reading Group", "papers"]);
  office.standIn.gateway.dispatch("THREAD_UPDATE", {
    ...channelData,
    id,
    type: ChannelType.PublicThread,
    parent_id: world.channelId,
    name: "weekly",
    thread_metadata: { archived: false, auto_archive_duration: 1440, locked: false },
  });
  await office.hasHeard();
  expect(await namesOf(id)).toEqual(["Reading Group", "weekly"]);
});

test("a channel that is deleted, or whose server removes Paperboy, is public no more at once", async () => {
  const [deleted, removed] = [await opened("text"), await opened("text")];
  office.standIn.guild.removeChannel(deleted);
  await office.hasHeard();
  expect(await namesOf(deleted)).toEqual(["closed"]);
  expect(await namesOf(removed)).toEqual(["Old server", "old"]);
  office.standIn.guild.removeBot();
  await office.hasHeard();
  expect(await namesOf(removed)).toEqual(["closed"]);
});
