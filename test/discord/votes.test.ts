import { deepEqual } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChannelType, PermissionFlagsBits, Routes } from "discord-api-types/v10";
import { REST } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aLibrary, SEEDS } from "../a-library.ts";
import { aSnapshot } from "../commands/house.ts";
import { allComponents } from "./check-message.ts";
import { type Message, textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";
import { world } from "./world.ts";

const MONDAY = "2026-04-20T10:00:00Z";
const TUESDAY = "2026-04-21T09:00:00Z";
const DAY_MS = 86_400_000;

let standIn: StandIn;
let dataFolder: string;
let running: WiredBot;
let now: Temporal.Instant;
let library: ReturnType<typeof aLibrary>;
/** How far the stand-in's clock is ahead. */
let aheadMs: number;
/** Discord's error codes that a test provokes. */
let provoked: number[];

beforeEach(async () => {
  now = Temporal.Instant.from(MONDAY);
  aheadMs = 0;
  provoked = [];
  library = aLibrary();
  dataFolder = mkdtempSync(join(tmpdir(), "paperboy-"));
  standIn = await startStandIn({ now: () => Date.now() + aheadMs, isLimited: true });
  const registration = standIn.registration();
  await startBot();
  await registration;
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
  rmSync(dataFolder, { recursive: true });
  deepEqual(
    standIn.refusals.map(({ code }) => code),
    provoked,
  );
});

async function startBot(): Promise<void> {
  running = await startWiredBot(standIn, {
    path: join(dataFolder, "paperboy.db"),
    library,
    now: () => now,
    house: { patienceMs: { probe: 300, delivery: 400, answer: 2000 } },
  });
}

const show = (who = {}) => standIn.command("/paper search", { query: "diffusion" }, who);

/** The labels of the vote buttons of a message. */
function counts({ body }: Message): string[] {
  return buttons(body).map(({ label }) => label ?? "");
}

function buttons({ components }: Message["body"]) {
  return allComponents(components ?? []).filter(({ custom_id }) =>
    custom_id?.startsWith("paper.vote:"),
  );
}

const firstOf = ({ body }: Message) => buttons(body)[0]?.custom_id ?? "";

/** A digest with new papers. */
async function aDigest(channelId: string = world.channelId): Promise<Message> {
  const preview = await standIn.command("/digest subscribe", {
    topic: "quantum gravity",
    channel: channelId,
  });
  await standIn.press(preview, "Subscribe");
  const entries = Array.from({ length: 9 }, (_, i) => ({ title: `Quantum gravity ${i + 1}` }));
  library.replace([...SEEDS, { ...aSnapshot(entries), file: "new.txt" }]);
  const posted = standIn.post();
  now = Temporal.Instant.from(TUESDAY);
  await running.house.tick();
  return await posted;
}

describe("the vote button of a message in a channel", () => {
  test("counts the presses of many people, in a list for everybody", async () => {
    const list = await show();
    expect(counts(list).every((label) => label === "▲ 0")).toBe(true);
    const before = textOf(list).replaceAll("▲ 0", "");
    expect(await standIn.press(list, firstOf(list), { as: "grace" })).toBe(list);
    expect(counts(list)[0]).toBe("▲ 1");
    expect(textOf(list).replaceAll(/▲ \d/g, "")).toBe(before);
  });

  test("of a digest is edited by way of the press, however old the message is", async () => {
    const digest = await aDigest();
    expect(counts(digest).length).toBeGreaterThan(3);
    aheadMs += DAY_MS;
    for (const as of ["ada", "grace", "olga", "kim", "lee", "max", "noa"])
      await standIn.press(digest, firstOf(digest), { as });
    await expect.poll(() => counts(digest)[0], { timeout: 60_000 }).toBe("▲ 7");
    expect(standIn.requests.filter(({ name }) => /^PATCH .channels/.test(name))).toEqual([]);
    expect(standIn.limits?.turnedAway).toBe(0);
  });

  test("counts all of many who press at once, with few edits", async () => {
    const list = await show();
    const people = Array.from({ length: 40 }, (_, i) => `reader ${i}`);
    const presses = people.map((as) => standIn.press(list, firstOf(list), { as }));
    await expect.poll(() => counts(list)[0], { timeout: 60_000 }).toBe("▲ 40");
    expect(list.edits).toBeLessThan(6);
    await Promise.any(presses);
    expect(standIn.limits?.turnedAway).toBe(0);
    expect(running.bot.recorded.lines.filter(({ level }) => level >= 40)).toEqual([]);
    // Who saw no edit of their own has got no error either: their press was acknowledged.
    for (const press of presses) press.catch(() => undefined);
  });

  test("counts two at the same moment, and shows what the other did when it is shown anew", async () => {
    const [list, other] = [await show(), await show()];
    await Promise.all([
      standIn.press(list, firstOf(list), { as: "grace" }),
      standIn.press(other, firstOf(other), { as: "olga" }),
    ]);
    expect(counts(await show())[0]).toBe("▲ 2");
  });

  test("works after a restart, and after the process was gone before it could show the count", async () => {
    const list = await show();
    await standIn.press(list, firstOf(list), { as: "grace" });
    standIn.fail({ on: /callback$/, with: { reset: true }, times: 4 });
    void standIn.press(list, firstOf(list), { as: "olga" }).catch(() => undefined);
    await expect.poll(votes).toBe(2);
    standIn.mend();
    await running.stop();
    await startBot();
    await standIn.press(list, firstOf(list), { as: "kim" });
    expect(counts(list)[0]).toBe("▲ 3");
  });

  test("pressed again answers privately, and takes the vote back", async () => {
    const list = await show();
    await standIn.press(list, firstOf(list), { as: "grace" });
    const again = await standIn.press(list, firstOf(list), { as: "grace" });
    expect(again.onlyFor).not.toBeNull();
    expect(textOf(again)).toContain("You voted for this.");
    await standIn.press(again, "Take back vote", { as: "grace" });
    expect(textOf(again)).toContain("Your vote was taken back.");
    expect(counts(await show())[0]).toBe("▲ 0");
  });

  test("that a message does not have is refused", async () => {
    const list = await show();
    const answer = await standIn.pretend(list, "paper.vote:nothing");
    expect(textOf(answer)).toContain("no longer works");
    expect(await votes()).toBe(0);
  });

  test("is not there in a direct message", async () => {
    expect(counts(await show({ in: "dm" }))).toEqual([]);
    expect(counts(await show({ in: "elsewhere" }))).toEqual([]);
  });
});

/** How many votes are kept. */
async function votes(): Promise<number> {
  const tallies = await running.store.votes.since(world.guildId, null);
  return tallies.reduce((sum, { count }) => sum + count, 0);
}

async function vote(channelId: string): Promise<void> {
  const list = await show({ channelId });
  await standIn.press(list, firstOf(list), { channelId });
}

describe("a channel that not everybody sees", () => {
  test("keeps its votes to itself, and gets those of others", async () => {
    const { id } = standIn.guild.addChannel({ name: "staff" });
    standIn.guild.deny(id, PermissionFlagsBits.ViewChannel);
    await vote(id);
    expect(counts(await show())[0]).toBe("▲ 0");
    const list = await show();
    await standIn.press(list, firstOf(list), { as: "grace" });
    expect(counts(list)[0]).toBe("▲ 1");
    expect(counts(await show({ channelId: id }))[0]).toBe("▲ 2");
  });

  test("may be a private thread; a public one is seen with its channel", async () => {
    const thread = (type: ChannelType) =>
      standIn.guild.addChannel({ name: "aside", type, parentId: world.channelId }).id;
    await vote(thread(ChannelType.PrivateThread));
    expect(counts(await show())[0]).toBe("▲ 0");
    const list = await show({ channelId: thread(ChannelType.PublicThread) });
    await standIn.press(list, firstOf(list), { as: "grace" });
    expect(counts(await show())[0]).toBe("▲ 1");
  });
});

test("the stand-in limits edits of messages older than an hour by the bot itself, as Discord does", async () => {
  const digest = await aDigest();
  const rest = new REST({ api: standIn.apiBase, rejectOnRateLimit: () => true, retries: 0 });
  rest.setToken(standIn.token);
  const edit = () =>
    rest.patch(Routes.channelMessage(digest.channelId, digest.id), { body: digest.body });
  await edit();
  aheadMs += DAY_MS;
  for (let n = 0; n < 3; n += 1) await edit();
  await expect(edit()).rejects.toHaveProperty("method", "PATCH");
  provoked = [30046];
});
