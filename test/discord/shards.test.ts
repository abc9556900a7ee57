import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PresenceChange } from "../../src/digests/subscriptions/presence.ts";
import { openStore } from "../../src/store/open.ts";
import { type BotInTest, startBotAt } from "./bot-in-test.ts";
import { shardOf } from "./gateway.ts";
import { recordLog } from "./log.ts";
import { textOf } from "./messages.ts";
import { probeCommand } from "./probe-commands.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { world } from "./world.ts";

const COUNT = 4;
/** The one that tells of the server of the stand-in. */
const ITS = shardOf(world.guildId, COUNT);
/** Another one, which direct messages don't come by either. */
const OTHER = 1;

const NO_NEEDS = { roleId: null, publish: false };

const commands = [probeCommand({ work: () => "Done" })];

let standIn: StandIn;
let bots: BotInTest[];

beforeEach(async () => {
  standIn = await startStandIn();
  standIn.application.commands = commands.map(({ data }) => data);
  standIn.gateway.limits.recommended = COUNT;
  standIn.gateway.limits.maxConcurrency = COUNT;
  bots = [];
});

afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await standIn.stop();
});

async function start(options: Partial<Parameters<typeof startBotAt>[1]> = {}): Promise<BotInTest> {
  const bot = await startBotAt(standIn, { commands, pausesMs: [20], ...options });
  bots.push(bot);
  return bot;
}

async function startAll(options: Partial<Parameters<typeof startBotAt>[1]> = {}) {
  const bot = await start(options);
  await connected(bot);
  return bot;
}

async function connected(bot: BotInTest): Promise<void> {
  await expect
    .poll(() => bot.shards().every(({ state }) => state === "connected"), { timeout: 60_000 })
    .toBe(true);
}

const shardsIn = (bot: BotInTest, line: RegExp) =>
  bot.recorded.lines.filter(({ msg }) => line.test(msg)).map(({ shard }) => shard);

test("as many shards start as the gateway recommends, and people are answered on all", async () => {
  standIn.addServer(OTHER, COUNT);
  const bot = await startAll();
  expect(standIn.gateway.identified).toHaveLength(COUNT);
  expect(new Set(standIn.gateway.identified.map(String))).toEqual(
    new Set(["0,4", "1,4", "2,4", "3,4"]),
  );
  expect(textOf(await standIn.command("/probe"))).toContain("Done");
  expect(textOf(await standIn.command("/probe", {}, { in: "dm" }))).toContain("Done");
  expect(new Set(shardsIn(bot, /^Connected/))).toEqual(new Set([0, 1, 2, 3]));
  expect(bot.connection(world.guildId)).toEqual({
    shard: ITS,
    shards: COUNT,
    connected: COUNT,
    held: COUNT,
  });
  expect(bot.connection(null)).toMatchObject({ shard: 0 });
  const servers = bot.shards().map((shard) => shard.servers);
  expect(servers[ITS]).toBe(1);
  expect(servers[OTHER]).toBe(1);
  expect(servers.reduce((sum, count) => sum + count)).toBe(2);
});

test("commands are registered once, however many shards there are", async () => {
  standIn.application.commands = [];
  const registration = standIn.registration();
  const bot = await startAll();
  await registration;
  await bot.recorded.line(/Commands registered/);
  expect(standIn.requests.filter(({ name }) => /^PUT .*commands$/.test(name))).toHaveLength(1);
});

test("sessions start one after the other where Discord wants so, and none too fast", async () => {
  standIn.gateway.limits.maxConcurrency = 2;
  standIn.gateway.limits.pauseMs = 100;
  await startAll({ startPauseMs: 1000 });
  expect(standIn.gateway.identified).toHaveLength(COUNT);
  expect(standIn.gateway.tooFast).toBe(0);
});

test("one shard resumes while the others go on", async () => {
  const bot = await startAll();
  const resumed = standIn.gateway.next("resumed", OTHER);
  standIn.gateway.cut(OTHER);
  expect(textOf(await standIn.command("/probe"))).toContain("Done");
  await resumed;
  await bot.recorded.line(/Resumed/);
  expect(shardsIn(bot, /reconnecting/)).toEqual([OTHER]);
  expect(shardsIn(bot, /Resumed/)).toEqual([OTHER]);
  expect(standIn.gateway.identified).toHaveLength(COUNT);
});

test("a session of one shard that Discord ended is started anew", async () => {
  const bot = await startAll();
  const identified = standIn.gateway.next("identified", OTHER);
  standIn.gateway.invalidateSession(false, OTHER);
  expect(await bot.recorded.line(/ended the session/)).toMatchObject({ shard: OTHER });
  await identified;
  await connected(bot);
  expect(standIn.gateway.identified.slice(COUNT)).toEqual([[OTHER, COUNT]]);
});

describe("while a shard can't start", () => {
  test("the others answer and know their servers", async () => {
    const { guildId, channelId } = standIn.addServer(OTHER, COUNT);
    standIn.gateway.hold(OTHER);
    const bot = await start();
    await expect.poll(() => bot.known(world.guildId)).toBe(true);
    expect(textOf(await standIn.command("/probe"))).toContain("Done");
    const asked = standIn.requests.length;
    expect(
      await bot.courier.probe(world.channelId, { ...NO_NEEDS, guildId: world.guildId }),
    ).toMatchObject({ kind: "here", missing: [] });
    const needs = { ...NO_NEEDS, guildId };
    expect(await bot.courier.probe(channelId, needs)).toMatchObject({ kind: "unavailable" });
    expect(standIn.requests).toHaveLength(asked);
    expect(bot.shards()[OTHER]).toMatchObject({ state: "starting", servers: 0 });

    standIn.gateway.release(OTHER);
    await connected(bot);
    expect(await bot.courier.probe(channelId, needs)).toMatchObject({ kind: "here" });
  });

  test("what the others hear meanwhile is heard", async () => {
    standIn.gateway.hold(OTHER);
    const bot = await start();
    await expect.poll(() => bot.known(world.guildId)).toBe(true);
    const { id } = standIn.guild.addChannel({ name: "news" });
    const needs = { ...NO_NEEDS, guildId: world.guildId, onlyKnown: true };
    await expect.poll(async () => (await bot.courier.probe(id, needs)).kind).toBe("here");
    standIn.gateway.release(OTHER);
  });

  test("it can be stopped", async () => {
    standIn.gateway.hold(OTHER);
    const bot = await start();
    await bot.stop();
    expect(bot.recorded.lines.filter(({ level }) => level > 30)).toEqual([]);
  });
});

test("a server that the bot was removed from while its shard had no session is lost", async () => {
  const { guildId } = standIn.addServer(OTHER, COUNT);
  const stays = standIn.addServer(OTHER, COUNT);
  const bot = await startAll();
  const changes: PresenceChange[] = [];
  bot.watchServers((change) => changes.push(change));
  standIn.removeServer(guildId);
  standIn.gateway.invalidateSession(false, OTHER);
  await expect.poll(() => changes.at(-1)?.kind, { timeout: 60_000 }).toBe("session began");
  const lost = changes.filter(({ kind }) => kind === "server lost");
  expect(lost).toEqual([{ kind: "server lost", guildId }]);
  expect(bot.shards()[OTHER]).toMatchObject({ servers: 1 });
  // All are looked at together, not one by one.
  expect(changes.filter(({ kind }) => kind === "server here")).toEqual([]);
  const [began] = changes.filter((change) => change.kind === "session began");
  expect([stays.guildId, world.guildId].map((id) => began?.isOf(id))).toEqual([true, false]);
});

describe("a process that holds some of the shards", () => {
  const span = { first: OTHER, last: OTHER, count: COUNT };

  test("leaves the commands to the one that holds the first", async () => {
    standIn.application.commands = [];
    const read = standIn.handled(/^GET .*commands$/);
    await startAll({ span });
    await read;
    const registration = standIn.registration();
    await start({ span: { first: 0, last: 0, count: COUNT } });
    await registration;
    expect(standIn.requests.filter(({ name }) => /^PUT .*commands$/.test(name))).toHaveLength(1);
  });

  test("starts no others, and says of their servers that they aren't here", async () => {
    const { guildId, channelId } = standIn.addServer(OTHER, COUNT);
    const bot = await startAll({ span });
    expect(standIn.gateway.identified).toEqual([[OTHER, COUNT]]);
    expect([guildId, world.guildId].map((id) => bot.known(id))).toEqual([true, false]);
    const asked = standIn.requests.length;
    const here = { ...NO_NEEDS, guildId };
    expect(await bot.courier.probe(channelId, here)).toMatchObject({ kind: "here" });
    const elsewhere = { ...NO_NEEDS, guildId: world.guildId };
    expect(await bot.courier.probe(world.channelId, elsewhere)).toEqual({
      kind: "unavailable",
      reason: "The server is on a shard of another process",
    });
    expect(standIn.requests).toHaveLength(asked);
    // Nobody knows which server it is of: Discord is asked, and shows one that isn't here.
    expect(await bot.courier.probe(world.channelId, NO_NEEDS)).toMatchObject({
      kind: "unavailable",
    });
    expect(await bot.events.ensure(anEvent(world.guildId))).toMatchObject({ kind: "unavailable" });
  });

  test("takes its turns together with the others", async () => {
    standIn.gateway.limits.maxConcurrency = 1;
    standIn.gateway.limits.pauseMs = 100;
    const store = await openStore(":memory:");
    const { memory } = store;
    const halves = await Promise.all(
      [0, 2].map((first) =>
        start({ span: { first, last: first + 1, count: COUNT }, memory, startPauseMs: 1000 }),
      ),
    );
    await Promise.all(halves.map(connected));
    expect(standIn.gateway.identified).toHaveLength(COUNT);
    expect(standIn.gateway.tooFast).toBe(0);
    await Promise.all(halves.map((half) => half.stop()));
    await store.close();
  });
});

const anEvent = (guildId: string) => ({
  guildId,
  name: "Journal club",
  description: "mark",
  mark: "mark",
  location: "#papers",
  start: Temporal.Instant.from("2099-11-17T09:00Z"),
  end: Temporal.Instant.from("2099-11-17T10:00Z"),
});

describe("where Discord lets the bot start too few sessions", () => {
  test("nothing starts until there are more, and the log says why once", async () => {
    standIn.gateway.limits.remaining = COUNT;
    const recorded = recordLog();
    const starting = start({ recorded });
    expect(await recorded.line(/too few sessions/)).toMatchObject({ level: 40 });
    await delay(100);
    expect(standIn.gateway.identified).toEqual([]);
    standIn.gateway.limits.remaining = COUNT + 1;
    await connected(await starting);
    expect(recorded.lines.filter(({ msg }) => /too few sessions/.test(msg))).toHaveLength(1);
    expect(standIn.gateway.limits.remaining).toBe(1);
  });

  test("a shard that would start the last one waits, and the others go on", async () => {
    standIn.gateway.limits.remaining = COUNT + 1;
    const bot = await startAll();
    standIn.gateway.invalidateSession(false, OTHER);
    expect(await bot.recorded.line(/start no more sessions/)).toMatchObject({ shard: OTHER });
    expect(textOf(await standIn.command("/probe"))).toContain("Done");
    expect(standIn.gateway.identified).toHaveLength(COUNT);
  });
});

describe("where Discord wants more shards", () => {
  const oneShard = { first: 0, last: 0, count: 1 };

  test("than there are by the settings, the bot ends with what to set", async () => {
    standIn.gateway.limits.required = 2;
    await expect(start({ span: oneShard })).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringContaining("PAPERBOY_SHARDS=auto"),
    });
  });

  test.each([
    { told: "more are recommended", span: null, recommended: COUNT + 1, may: true },
    { told: "no more are recommended", span: null, recommended: COUNT, may: false },
    {
      told: "the settings name them",
      span: { first: 0, last: 3, count: 4 },
      recommended: 5,
      may: false,
    },
  ])("while it runs and $told, starting again helps: $may", async ({ span, recommended, may }) => {
    const bot = await startAll({ span });
    standIn.gateway.limits.required = COUNT + 1;
    standIn.gateway.limits.recommended = recommended;
    standIn.gateway.invalidateSession(false, OTHER);
    const end = await bot.ended;
    expect(end).toMatchObject({ exitCode: 78, wantsMoreShards: true });
    expect(await bot.mayHaveMoreShards(end)).toBe(may);
  });
});

test("shards that Discord doesn't know end the start with exit code 78", async () => {
  standIn.gateway.refuseWith = 4010;
  await expect(start()).rejects.toMatchObject({
    exitCode: 78,
    message: expect.stringContaining("PAPERBOY_SHARDS"),
  });
});
