import { deepEqual } from "node:assert/strict";
import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aLibrary } from "../a-library.ts";
import { aSnapshot } from "../commands/house.ts";
import { type Message, textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";
import { personId, world } from "./world.ts";

const now = () => Temporal.Instant.from("2026-04-20T10:00:00Z");

let standIn: StandIn;
let running: WiredBot;

beforeEach(async () => {
  standIn = await startStandIn();
  const registration = standIn.registration();
  running = await started();
  await registration;
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
  // What is gone is asked for, and not there.
  deepEqual(
    standIn.refusals.filter(({ status }) => status !== 404),
    [],
  );
});

/** With a database of its own, in which nothing is yet. */
async function started(): Promise<WiredBot> {
  const library = aLibrary([aSnapshot([{ title: "Anything at all" }])]);
  return await startWiredBot(standIn, { library, now });
}

async function subscribe(topic: string, channel: string): Promise<void> {
  await standIn.press(await standIn.command("/digest subscribe", { topic, channel }), "Subscribe");
}

async function imported(contents: string, options = {}): Promise<Message> {
  const file = standIn.upload("digests.json", contents);
  return await standIn.press(
    await standIn.command("/digest import", { file, ...options }),
    "Import",
  );
}

async function stateOf(channelId: string) {
  const { subscriptions } = running.store.book;
  const topics = await subscriptions.of(channelId);
  return {
    settings: (await subscriptions.channel(channelId))?.settings,
    topics: topics.map(({ topic, name }) => [topic, name]),
  };
}

test("a file that was exported is downloaded, uploaded to a new Paperboy, and all is as it was", async () => {
  const forum = standIn.guild.addChannel({ name: "forum", type: ChannelType.GuildForum }).id;
  const role = standIn.guild.addRole({ name: "readers", mentionable: true });
  const channels = [world.channelId, forum];
  for (const id of channels) await subscribe("diffusion -video", id);
  await subscribe("graphs", forum);
  await standIn.command("/digest settings", {
    channel: forum,
    time: "17:30",
    role,
    zone: "Asia/Tokyo",
  });
  await standIn.command("/digest settings", { channel: world.channelId, "alarms-channel": forum });
  const before = await Promise.all(channels.map(stateOf));
  const answer = await standIn.command("/digest export");
  expect(answer.onlyFor).toBe(personId("ada"));
  const contents = await standIn.download(answer, "digests.json");
  expect(contents).toContain('"name": "readers"');

  await running.stop();
  running = await started();
  expect(await stateOf(forum)).toEqual({ settings: undefined, topics: [] });
  const done = await imported(contents);
  expect(textOf(done)).toContain("Imported into 2 channels");
  expect(textOf(done)).not.toContain("Couldn't");
  expect(await Promise.all(channels.map(stateOf))).toEqual(before);
});

test("channels that were made anew, and roles, are found by their names", async () => {
  const old = standIn.guild.addChannel({ name: "reading" }).id;
  const role = standIn.guild.addRole({ name: "readers", mentionable: true });
  await subscribe("diffusion", old);
  await standIn.command("/digest settings", { channel: old, role });
  const contents = await standIn.download(await standIn.command("/digest export"), "digests.json");
  standIn.guild.removeChannel(old);
  standIn.guild.removeRole(role);
  const made = standIn.guild.addChannel({ name: "reading" }).id;
  const again = standIn.guild.addRole({ name: "readers", mentionable: true });
  await imported(contents);
  expect(await stateOf(made)).toMatchObject({
    settings: { roleId: again },
    topics: [["diffusion", "diffusion"]],
  });
});

test("what a manager does not see is neither exported nor imported to, nor said to be there", async () => {
  const hidden = standIn.guild.addChannel({ name: "secret" }).id;
  standIn.guild.hide(hidden, [personId("ada")]);
  await subscribe("quantum gravity", hidden);
  await subscribe("diffusion", world.channelId);
  const contents = await standIn.download(await standIn.command("/digest export"), "digests.json");
  expect(contents).toContain("quantum gravity");

  const mia = { as: "mia" };
  standIn.guild.giveRole(personId("mia"), world.managerRoleId);
  const hers = await standIn.command("/digest export", {}, mia);
  expect(await standIn.download(hers, "digests.json")).not.toMatch(/quantum|secret/);
  const wanted = contents.replaceAll("quantum gravity", "lattices");
  const file = standIn.upload("digests.json", wanted);
  const told = textOf(await standIn.command("/digest import", { file }, mia));
  expect(told).toContain("there's no channel #secret here that you can see");
  // As for a name that nothing has.
  const nobody = standIn.upload("digests.json", wanted.replaceAll(hidden, "700000000000000001"));
  expect(textOf(await standIn.command("/digest import", { file: nobody }, mia))).toBe(told);
});

test("a channel in which Paperboy may not post costs the others nothing", async () => {
  const other = standIn.guild.addChannel({ name: "closed" }).id;
  for (const id of [world.channelId, other]) await subscribe("diffusion", id);
  const contents = await standIn.download(await standIn.command("/digest export"), "digests.json");
  await running.stop();
  running = await started();
  standIn.guild.deny(other, PermissionFlagsBits.SendMessages);
  const done = textOf(await imported(contents));
  expect(done).toContain("Imported into 1 channel");
  expect(done).toContain("Paperboy needs Send Messages");
  expect((await stateOf(other)).topics).toEqual([]);
});

/** As raw as the gateway tells it, of a file at an address that the sender made up. */
function importFrom(url: string) {
  const file = { type: 11, name: "file", value: "5" };
  return {
    id: "1",
    name: "digest",
    type: 1,
    options: [{ type: 1, name: "import", options: [file] }],
    resolved: { attachments: { 5: { id: "5", filename: "digests.json", size: 2, url } } },
  };
}

test("only what was uploaded to Discord is read, and no more than 256 kB of it", async () => {
  const large = standIn.upload("digests.json", " ".repeat(256 * 1024 + 1));
  expect(textOf(await standIn.command("/digest import", { file: large }))).toContain(
    "larger than 256 kB",
  );
  for (const url of ["https://example.org/digests.json", "file:///etc/passwd", "http://127.0.0.1/"])
    expect(textOf(await standIn.interact(importFrom(url)))).toContain(
      "only reads files uploaded to Discord",
    );
  const gone = importFrom(`${new URL(standIn.apiBase).origin}/attachments/1/9/digests.json`);
  expect(textOf(await standIn.interact(gone))).toContain("Try again in a moment");
  const none = { ...importFrom(""), resolved: {} };
  expect(textOf(await standIn.interact(none))).toContain("file: choose a file");
});

test("topics and settings are copied from a channel to another", async () => {
  const to = standIn.guild.addChannel({ name: "reading" }).id;
  await subscribe("diffusion", world.channelId);
  await standIn.command("/digest settings", { most: 3 });
  const preview = await standIn.command("/digest copy", { from: world.channelId, to });
  await standIn.press(preview, "Copy");
  expect(await stateOf(to)).toEqual(await stateOf(world.channelId));
});

test("a first digest is set up in a forum that was picked, with a post that says so", async () => {
  await running.stop();
  const titles = [
    "Graph neural networks",
    "On graph neural networks",
    "Deep graph neural networks",
  ];
  const library = aLibrary([aSnapshot(titles.map((title) => ({ title })))]);
  running = await startWiredBot(standIn, { library, now });
  const forum = standIn.guild.addChannel({ name: "forum", type: ChannelType.GuildForum }).id;
  const topics = await standIn.command("/digest setup");
  const time = await standIn.press(topics, "Choose a time");
  const later = await standIn.pick(time, "17:00");
  const channel = await standIn.press(later, "Choose a channel");
  const there = await standIn.pick(channel, forum);
  const posted = standIn.post();
  expect(textOf(await standIn.press(there, "Start digests"))).toContain(`<#${forum}>`);
  const note = await posted;
  expect(standIn.guild.channel(note.channelId)).toMatchObject({
    name: "New papers",
    parentId: forum,
  });
  expect(textOf(note)).toContain("New papers on *graph neural networks* will be posted here.");
  expect(await stateOf(forum)).toMatchObject({
    settings: { time: "17:00" },
    topics: [["graph neural networks", "graph neural networks"]],
  });
});
