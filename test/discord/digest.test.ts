import { deepEqual } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aLibrary, SEEDS } from "../a-library.ts";
import { aSnapshot } from "../commands/house.ts";
import { menuOf, type Message, textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { personId, world } from "./world.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";

/** The slot after that is on Tuesday, 09:00 UTC. */
const MONDAY = "2026-04-20T10:00:00Z";
const TUESDAY = "2026-04-21T09:00:00Z";

const isPrivate = { onlyFor: personId("ada") };
const dm = { in: "dm" } as const;

let standIn: StandIn;
let dataFolder: string;
let running: WiredBot;
let now: Temporal.Instant;
let library: ReturnType<typeof aLibrary>;

beforeEach(async () => {
  now = Temporal.Instant.from(MONDAY);
  library = aLibrary();
  dataFolder = mkdtempSync(join(tmpdir(), "paperboy-"));
  standIn = await startStandIn();
  const registration = standIn.registration();
  await startBot();
  await registration;
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
  rmSync(dataFolder, { recursive: true });
  deepEqual(standIn.refusals, []);
});

async function startBot(): Promise<void> {
  running = await startWiredBot(standIn, {
    path: join(dataFolder, "paperboy.db"),
    library,
    now: () => now,
    house: { patienceMs: { probe: 300, delivery: 400, answer: 2000 } },
  });
}

async function tick(at: string): Promise<void> {
  now = Temporal.Instant.from(at);
  await running.house.tick();
}

/** New papers on quantum gravity, which no page has had before. */
function papersCome(count: number): void {
  const entries = Array.from({ length: count }, (_, i) => ({ title: `Quantum gravity ${i + 1}` }));
  library.replace([...SEEDS, { ...aSnapshot(entries), file: "new.txt" }]);
}

async function subscribe(options: Record<string, string>, who = {}): Promise<Message> {
  const preview = await standIn.command("/digest subscribe", options, who);
  return await standIn.press(preview, "Subscribe", who);
}

test("/digest subscribe, Confirm, list, and the digest comes", async () => {
  const preview = await standIn.command("/digest subscribe", { topic: "quantum gravity" });
  expect(preview).toMatchObject(isPrivate);
  expect(textOf(preview)).toContain("No papers match this yet.");
  expect(await standIn.press(preview, "Subscribe")).toBe(preview);
  expect(textOf(preview)).toContain("Subscribed to *quantum gravity*");
  const list = await standIn.command("/digest list");
  expect(list).toMatchObject(isPrivate);
  expect(textOf(list)).toContain(`**<#${world.channelId}>** · next <t:1776762000:f>`);

  papersCome(1);
  const posted = standIn.post();
  await tick(TUESDAY);
  const digest = await posted;
  expect(digest).toMatchObject({ channelId: world.channelId, onlyFor: null });
  expect(textOf(digest)).toContain("Quantum gravity 1");
  expect(textOf(await standIn.command("/digest status"))).toContain("**sent** · 1 paper");
  expect(textOf(await standIn.command("/digest why", { paper: "Quantum gravity 1" }))).toContain(
    `https://discord.com/channels/${world.guildId}/${world.channelId}/${digest.id}`,
  );
});

test("Change topic opens a form, and the form changes the preview it came from", async () => {
  const preview = await standIn.command("/digest subscribe", { topic: "qantum" });
  const form = await standIn.openForm(preview, "Change topic");
  expect(JSON.stringify(form)).toContain("qantum");
  expect(await standIn.submit(preview, form, { topic: "quantum gravity" })).toBe(preview);
  expect(textOf(preview)).toContain("### Subscribe to “quantum gravity”");
  await standIn.press(preview, "Cancel");
  expect(textOf(preview)).toBe("Cancelled. Nothing was saved.");
});

test("a preview and its form work after a restart of the bot", async () => {
  const preview = await standIn.command("/digest subscribe", { topic: "diffusion" });
  const form = await standIn.openForm(preview, "Change topic");
  await running.stop();
  await startBot();
  await standIn.submit(preview, form, { topic: "quantum gravity" });
  await standIn.press(preview, "Subscribe");
  expect(textOf(preview)).toContain("Subscribed to *quantum gravity*");
});

test("a missing permission is named with where to grant it, and nothing is saved", async () => {
  const { id } = standIn.guild.addChannel({ name: "news", type: ChannelType.GuildForum });
  standIn.guild.deny(id, PermissionFlagsBits.SendMessages);
  const options = { topic: "diffusion", channel: id };
  const refused = await standIn.command("/digest subscribe", options);
  expect(refused).toMatchObject(isPrivate);
  expect(textOf(refused)).toContain("needs Create Posts (#news: Edit Channel → Permissions");
  standIn.guild.allow(id, PermissionFlagsBits.SendMessages);
  await subscribe(options);
  expect(await running.store.book.subscriptions.channel(id)).toMatchObject({ kind: "forum" });
});

test("a media channel can be subscribed, and gets its digest as a post", async () => {
  const { id } = standIn.guild.addChannel({ name: "gallery", type: ChannelType.GuildMedia });
  await subscribe({ topic: "quantum gravity", channel: id });
  expect(await running.store.book.subscriptions.channel(id)).toMatchObject({ kind: "forum" });
  papersCome(1);
  const posted = standIn.post();
  await tick(TUESDAY);
  expect(standIn.guild.channel((await posted).channelId)).toMatchObject({ parentId: id });
});

describe("without Manage Server", () => {
  const grace = { as: "grace" };

  test("commands are refused", async () => {
    await subscribe({ topic: "diffusion" });
    for (const [command, options] of [
      ["subscribe", { topic: "noise" }],
      ["unsubscribe", { topic: "diffusion" }],
      ["settings", { most: 1 }],
      ["pause", {}],
      ["send", {}],
      ["log", {}],
    ] as const) {
      const answer = await standIn.command(`/digest ${command}`, options, grace);
      expect(answer).toMatchObject({ onlyFor: personId("grace") });
      expect(textOf(answer)).toContain("need the Manage Server permission");
    }
    expect(await standIn.suggest("/digest unsubscribe", "topic", "", grace)).toEqual([]);
    expect(await running.store.book.subscriptions.of(world.channelId)).toHaveLength(1);
  });

  test("the digest itself can be opened and paged", async () => {
    await subscribe({ topic: "quantum gravity" });
    await standIn.command("/digest settings", { most: 1 });
    papersCome(6);
    const posted = standIn.post();
    await tick(TUESDAY);
    const digest = await posted;
    const more = await standIn.press(digest, "Show 5 more", grace);
    expect(more).toMatchObject({ onlyFor: personId("grace") });
    expect(await standIn.press(more, "Next", grace)).toBe(more);
    expect(textOf(more)).toContain("-# 4–5 of 5");
    const [paper] = menuOf(digest).options ?? [];
    const card = await standIn.pick(digest, paper?.value ?? "", grace);
    expect(textOf(card)).toContain("### [Quantum gravity 1]");
  });
});

test("/digest status shows hints to their ends, whatever the channel is called", async () => {
  const name = "n".repeat(100);
  const role = standIn.guild.addRole({ name: "r".repeat(100), mentionable: true });
  const { id } = standIn.guild.addChannel({ name });
  await subscribe({ topic: "quantum gravity", channel: id });
  await standIn.command("/digest settings", { channel: id, role });
  standIn.guild.setMentionable(role, false);
  for (const day of [1, 2, 3]) {
    papersCome(day);
    await tick(
      Temporal.Instant.from(TUESDAY)
        .add({ hours: 24 * day })
        .toString(),
    );
  }
  standIn.guild.deny(id, PermissionFlagsBits.SendMessages);
  papersCome(4);
  await tick("2026-04-25T09:00:00Z");
  const status = textOf(await standIn.command("/digest status", { channel: id }));
  expect(status).toContain("nnn…: Edit Channel → Permissions → paperboy)");
  expect(status).toContain("rrr… → Allow anyone to \\@mention this role)");
});

test("a digest in a direct message says at its foot how to stop it, on quiet days too", async () => {
  await subscribe({ topic: "quantum gravity" }, dm);
  await subscribe({ topic: "quantum gravity" });
  papersCome(1);
  for (const at of [TUESDAY, "2026-04-22T09:00:00Z"]) {
    await tick(at);
    const to = (channelId: string) =>
      textOf(standIn.messages.all.findLast((one) => one.channelId === channelId && !one.onlyFor)!);
    expect(to(world.dmChannelId)).toContain("to stop them, or");
    expect(to(world.channelId)).not.toContain("unsubscribe");
  }
});

test("in a direct message anybody subscribes for themselves", async () => {
  const done = await subscribe({ topic: "quantum gravity" }, dm);
  expect(textOf(done)).toContain("in this direct message");
  papersCome(1);
  const posted = standIn.post();
  await tick(TUESDAY);
  expect(await posted).toMatchObject({ channelId: world.dmChannelId });
  expect(textOf(await standIn.command("/digest list", {}, dm))).toContain("*quantum gravity*");
});

test("a role is mentioned only when it can be pinged, and then alone", async () => {
  await subscribe({ topic: "quantum gravity" });
  const silent = standIn.guild.addRole({ name: "silent", mentionable: false });
  const refused = await standIn.command("/digest settings", { role: silent });
  expect(textOf(refused)).toContain("needs Mention");
  const role = standIn.guild.addRole({ name: "readers", mentionable: true });
  const settings = await standIn.command("/digest settings", { role, time: "9:00", zone: "UTC" });
  expect(textOf(settings)).toContain(`**Mentions** <@&${role}>`);
  papersCome(1);
  const preview = await standIn.command("/digest preview");
  expect(preview.body.allowed_mentions).toEqual({ parse: [] });
  const posted = standIn.post();
  await tick(TUESDAY);
  expect((await posted).body.allowed_mentions).toEqual({ parse: [], roles: [role] });
});

test("/digest send, pause, resume and unsubscribe answer in private", async () => {
  await subscribe({ topic: "quantum gravity" });
  papersCome(1);
  await tick(MONDAY);
  for (const [command, options, told] of [
    ["send", {}, "Digest sent.\n-# 1 paper"],
    ["pause", { until: "2w" }, "are paused until <t:"],
    ["resume", {}, "back on"],
    ["unsubscribe", { topic: "quantum gravity" }, "That was the last topic"],
    ["log", {}, ": sent a digest"],
  ] as const) {
    const answer = await standIn.command(`/digest ${command}`, options);
    expect(answer).toMatchObject(isPrivate);
    expect(textOf(answer)).toContain(told);
  }
});

test("zones and topics complete, and what is offered is taken", async () => {
  await subscribe({ topic: "quantum gravity" });
  const [zone] = await standIn.suggest("/digest settings", "zone", "kolk");
  await standIn.command("/digest settings", { zone: zone?.value ?? "" });
  const [topic] = await standIn.suggest("/digest unsubscribe", "topic", "quant");
  await standIn.command("/digest unsubscribe", { topic: topic?.value ?? "" });
  expect(await running.store.book.subscriptions.channel(world.channelId)).toMatchObject({
    settings: { timeZone: "Asia/Kolkata" },
  });
  expect(await running.store.book.subscriptions.of(world.channelId)).toEqual([]);
});

describe("while Discord hangs", () => {
  const { promise: never } = Promise.withResolvers<void>();

  test("/digest send is answered, says that it goes on and where to look, and the digest comes", async () => {
    await subscribe({ topic: "quantum gravity" });
    papersCome(1);
    await tick(MONDAY);
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    standIn.fail({ on: /^POST \/channels\/\d+\/messages$/, with: { heldUntil: held } });
    const answer = await standIn.command("/digest send");
    expect(answer).toMatchObject(isPrivate);
    expect(textOf(answer)).toContain("Paperboy keeps trying in the background. Use ");
    const posted = standIn.post();
    release();
    expect(textOf(await posted)).toContain("Quantum gravity 1");
  });

  test("what asks about a channel changes nothing, and no raw error is shown", async () => {
    await subscribe({ topic: "quantum gravity" }, dm);
    papersCome(1);
    await tick(MONDAY);
    await running.stop();
    await startBot();
    // What a direct message is like has to be asked for.
    standIn.fail({ on: /^GET \/channels\/\d+$/, times: Infinity, with: { heldUntil: never } });
    const answer = await standIn.command("/digest send", {}, dm);
    expect(textOf(answer)).toMatch(
      /^Discord isn't responding right now, so nothing was changed\. Try/,
    );
    const preview = await standIn.command("/digest subscribe", { topic: "noise" }, dm);
    expect(textOf(preview)).toContain("Discord isn't responding right now");
    expect(await running.store.book.deliveries.open(world.dmChannelId)).toBeNull();
  });
});

test("/digest send has a link to what it sent, or says why there is nothing", async () => {
  await subscribe({ topic: "quantum gravity" });
  papersCome(2);
  await tick(MONDAY);
  const posted = standIn.post();
  const answer = await standIn.command("/digest send");
  const { id } = await posted;
  expect(textOf(answer)).toContain(
    `Digest sent.\n-# 2 papers · https://discord.com/channels/${world.guildId}/${world.channelId}/${id}`,
  );
  await standIn.command("/digest settings", { quiet: "nothing" });
  expect(textOf(await standIn.command("/digest send"))).toContain(
    "There's nothing new.\nNothing was posted.",
  );
});

test("/digest send says that Discord has trouble, without its words", async () => {
  await subscribe({ topic: "quantum gravity" });
  papersCome(1);
  await tick(MONDAY);
  const on = /^POST \/channels\/\d+\/messages$/;
  standIn.fail({ on, times: Infinity, with: { status: 500 } });
  const answer = textOf(await standIn.command("/digest send"));
  expect(answer).toContain("Discord is having trouble with it, so Paperboy will keep trying");
  expect(`${answer}${textOf(await standIn.command("/digest status"))}`).not.toMatch(
    /\b500\b|stand-in|code 0/,
  );
});

test("a forum's quiet day posts nothing, and its settings say so", async () => {
  const { id } = standIn.guild.addChannel({ name: "news", type: ChannelType.GuildForum });
  await subscribe({ topic: "quantum gravity", channel: id });
  expect(textOf(await standIn.command("/digest settings", { channel: id }))).toContain(
    "**When nothing is new** nothing is posted",
  );
  expect(textOf(await standIn.command("/digest send", { channel: id }))).toContain(
    "There's nothing new.\nNothing was posted.",
  );
});

test("a person whose digests ended finds out why in the conversation", async () => {
  await subscribe({ topic: "quantum gravity" }, dm);
  papersCome(1);
  const on = new RegExp(`^POST /channels/${world.dmChannelId}/messages$`);
  standIn.fail({ on, with: { status: 403, code: 50_278 } });
  await tick(TUESDAY);
  const status = textOf(await standIn.command("/digest status", {}, dm));
  expect(status).toContain("Digests have ended here.");
  expect(status).toContain("you don't share a server with it any more");
  await subscribe({ topic: "quantum gravity" }, dm);
  const posted = standIn.post();
  await tick("2026-04-22T09:00:00Z");
  expect(textOf(await posted)).toContain("Quantum gravity 1");
});
