import { once } from "node:events";
import { createServer } from "node:http";
import { PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient } from "../../src/discord/connection/client.ts";
import { type BotInTest, startBotAt } from "./bot-in-test.ts";
import { recordLog } from "./log.ts";
import { listen } from "./loopback.ts";
import { textOf } from "./messages.ts";
import { probeCommand } from "./probe-commands.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { world } from "./world.ts";

const commands = [probeCommand({ work: () => "Done" })];

let standIn: StandIn;
let bots: BotInTest[];

beforeEach(async () => {
  standIn = await startStandIn();
  // As if an earlier run had registered them.
  standIn.application.commands = commands.map(({ data }) => data);
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

test("the bot asks for the Guilds intent only", async () => {
  await start();
  expect(standIn.gateway.intents).toBe(1);
});

test("at login the log has the link that invites the bot, with the permissions it needs", async () => {
  const bot = await start();
  const link = new URL(bot.inviteUrl);
  expect(link.origin + link.pathname).toBe("https://discord.com/oauth2/authorize");
  expect(Object.fromEntries(link.searchParams)).toEqual({
    client_id: world.applicationId,
    scope: "bot applications.commands",
    permissions: String(
      PermissionFlagsBits.ViewChannel |
        PermissionFlagsBits.SendMessages |
        PermissionFlagsBits.SendMessagesInThreads |
        PermissionFlagsBits.CreatePublicThreads |
        PermissionFlagsBits.CreateEvents |
        PermissionFlagsBits.ReadMessageHistory,
    ),
  });
  expect(await bot.recorded.line(/invite the bot/)).toMatchObject({ inviteUrl: bot.inviteUrl });
});

test("with its small caches a client still knows its own permissions", async () => {
  const client = createClient(standIn.apiBase);
  const ready = once(client, "clientReady");
  await client.login(standIn.token);
  await ready;
  const guild = client.guilds.cache.get(world.guildId);
  const own = guild?.members.me;
  const channel = guild?.channels.cache.get(world.channelId);
  expect(own && channel?.permissionsFor(own).toArray()).toEqual(
    expect.arrayContaining(["ViewChannel", "SendMessages", "ReadMessageHistory"]),
  );
  await client.destroy();
});

test("a token that Discord does not know ends the start with exit code 78", async () => {
  const recorded = recordLog();
  const token = "MTIz.wrong.token-nobody-may-see";
  const starting = startBotAt({ ...standIn, token }, { commands, recorded });
  const error: unknown = await starting.catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "FatalError", exitCode: 78 });
  expect(String(error)).toContain("reset the token");
  expect(String(error)).not.toContain("nobody-may-see");
  expect(recorded.written).not.toContain("nobody-may-see");
});

test.each([
  [4004, "DISCORD_TOKEN"],
  [4011, "more servers"],
  [4014, "Guilds intent"],
])("a gateway that closes with %i ends the start with exit code 78", async (code, told) => {
  standIn.gateway.refuseWith = code;
  await expect(start()).rejects.toMatchObject({
    exitCode: 78,
    message: expect.stringContaining(told),
  });
});

test("a token that is reset while the bot runs ends it with exit code 78", async () => {
  const bot = await start();
  standIn.gateway.close(4004);
  expect(await bot.ended).toMatchObject({ name: "FatalError", exitCode: 78 });
});

test.each([
  ["closes with 4000", () => standIn.gateway.close(4000)],
  ["breaks", () => standIn.gateway.cut()],
  ["asks to reconnect", () => standIn.gateway.askToReconnect()],
])(
  "when the gateway %s the session is resumed, and what was asked meanwhile answered",
  async (_, end) => {
    const bot = await start();
    const left = standIn.gateway.next("left");
    end();
    await left;
    const answer = standIn.command("/probe");
    expect(textOf(await answer)).toContain("Done");
    expect(await bot.recorded.line(/reconnecting/)).toMatchObject({ level: 40, attempt: 1 });
    expect(await bot.recorded.line(/Resumed/)).toMatchObject({ level: 30 });
  },
);

test("a session that Discord ended is logged", async () => {
  const bot = await start();
  standIn.gateway.invalidateSession(false);
  expect(await bot.recorded.line(/ended the session/)).toMatchObject({ level: 40 });
});

test("a Discord that can't be reached is tried until it can", async () => {
  const recorded = recordLog();
  const port = await freePort();
  const token = standIn.token;
  const starting = start({ recorded, apiBase: `http://127.0.0.1:${port}/api`, token });
  expect(await recorded.line(/an't reach Discord/)).toMatchObject({ level: 40, nextInMs: 20 });
  const late = await startStandIn({ port });
  const identified = late.gateway.next("identified");
  await identified;
  await (await starting).stop();
  await late.stop();
});

test("a burst of 5xx at the start is waited out", async () => {
  standIn.fail({ on: /^GET \/gateway\/bot$/, times: 6, with: { status: 503 } });
  const bot = await start();
  expect(await bot.recorded.line(/an't reach Discord/)).toMatchObject({
    reason: expect.stringMatching(/503|Service Unavailable/),
  });
});

test("a start that nobody waits for any more ends", async () => {
  const recorded = recordLog();
  const giveUp = new AbortController();
  standIn.fail({ on: /gateway/, times: Infinity, with: { status: 503 } });
  const starting = start({ recorded, signal: giveUp.signal, pausesMs: [60_000] });
  await recorded.line(/an't reach Discord/);
  giveUp.abort();
  await expect(starting).rejects.toThrow("aborted");
});

test("a start is given up even while the gateway keeps it waiting", async () => {
  const giveUp = new AbortController();
  standIn.gateway.isDeaf = true;
  const knocked = standIn.gateway.next("knocked");
  const goneAway = standIn.gateway.next("gone away");
  const starting = start({ signal: giveUp.signal });
  await knocked;
  giveUp.abort();
  await expect(starting).rejects.toThrow("aborted");
  await goneAway;
  // Left to itself the socket would stay for half a minute.
}, 5000);

test("stopping says goodbye to the gateway", async () => {
  const bot = await start();
  const left = standIn.gateway.next("left");
  await bot.stop();
  expect(await left).toEqual([1000]);
  expect(bot.recorded.lines.filter(({ level }) => level > 30)).toEqual([]);
});

test("an answer that nobody waits for any more is a line in the log", async () => {
  const hasty = await startStandIn({ answerWithinMs: 20 });
  hasty.application.commands = standIn.application.commands;
  const over = Promise.withResolvers<string>();
  const slow = [probeCommand({ work: () => over.promise })];
  const bot = await startBotAt(hasty, { commands: slow });
  await expect(hasty.command("/probe")).rejects.toThrow("did not respond");
  over.resolve("Too late");
  expect(await bot.recorded.line(/was too late/)).toMatchObject({ level: 40, code: 10062 });
  await bot.stop();
  await hasty.stop();
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  return port;
}
