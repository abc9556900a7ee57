import { afterEach, beforeEach, expect, test } from "vitest";
import { RequestFailure } from "../../src/discord/api/failure.ts";
import {
  findLeftovers,
  type ServerReport,
  sweep,
} from "../../src/discord/registration/leftovers.ts";
import { startBotAt } from "./bot-in-test.ts";
import { recordLog } from "./log.ts";
import { probeCommand } from "./probe-commands.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { world } from "./world.ts";

const LOOKS = /^GET \/applications\/\d+\/guilds\/\d+\/commands$/;

const probe = probeCommand({ work: () => "Done" });
const old = { name: "old", description: "Of a bot that used this token before" };

let standIn: StandIn;

beforeEach(async () => {
  standIn = await startStandIn();
});

afterEach(() => standIn.stop());

function aMemory() {
  const kept = new Map<string, unknown>();
  return {
    kept,
    load: async (key: string) => kept.get(key) ?? null,
    save: async (key: string, value: unknown) => void kept.set(key, value),
    change: async (key: string, to: (saved: unknown) => unknown) =>
      void kept.set(key, to(kept.get(key) ?? null)),
  };
}

const looks = () => standIn.requests.filter(({ name }) => LOOKS.test(name)).length;

test("commands that an earlier program left in a server are told once, and never asked for again", async () => {
  standIn.application.serverCommands.set(world.guildId, [old]);
  const memory = aMemory();
  const recorded = recordLog();
  const bot = await startBotAt(standIn, { commands: [probe], memory, recorded });
  expect(await recorded.line(/^An earlier program left commands/)).toMatchObject({
    guildId: world.guildId,
    commands: ["/old"],
    level: 40,
  });
  await bot.stop();
  const again = await startBotAt(standIn, { commands: [probe], memory });
  await again.recorded.line(/already registered/);
  // The end waits for what is under way.
  await again.stop();
  expect(again.recorded.written).not.toContain("An earlier program");
  expect(looks()).toBe(1);
  expect(standIn.application.serverCommands.get(world.guildId)).toEqual([old]);
  expect(standIn.refusals).toEqual([]);
});

test("servers are looked at one a second, those that fail again at the next start", async () => {
  const guildIds = ["11", "12", "13"];
  const { log } = recordLog();
  const memory = aMemory();
  const pausesMs: number[] = [];
  const asked: string[] = [];
  const failing = new Set(["12"]);
  const look = () =>
    findLeftovers({
      applicationId: world.applicationId,
      guildIds,
      leftovers: {
        commandsIn: async (id) => {
          asked.push(id);
          if (failing.has(id)) throw new RequestFailure("Discord failed", null, 503);
          if (id === "13") throw new RequestFailure("Missing Access", 50001, 403);
          return [];
        },
      },
      memory,
      log,
      signal: AbortSignal.timeout(60_000),
      wait: async (ms) => void pausesMs.push(ms),
    });
  await look();
  expect(asked).toEqual(guildIds);
  expect(pausesMs).toEqual([1000, 1000]);
  failing.clear();
  await look();
  await look();
  expect(asked).toEqual([...guildIds, "12"]);
});

async function swept(clean: boolean, token = standIn.token): Promise<ServerReport[]> {
  const { apiBase } = standIn;
  return await Array.fromAsync(sweep({ token, apiBase, clean, wait: async () => undefined }));
}

const server = (i: number) => ({ id: String(1000 + i), name: `Server ${i}` });

const older = { ...old, name: "older" };

test("a sweep finds them in all servers, however many", async () => {
  standIn.application.servers = Array.from({ length: 201 }, (_, i) => server(i));
  standIn.application.serverCommands.set("1003", [old]);
  standIn.application.serverCommands.set("1200", [old, older]);
  expect(await swept(false)).toEqual([
    { id: "1003", name: "Server 3", commands: ["/old"] },
    { id: "1200", name: "Server 200", commands: ["/old", "/older"] },
  ]);
  expect(looks()).toBe(201);
});

test("a sweep removes them where that is asked for, and ours never", async () => {
  standIn.application.commands = [probe.data];
  standIn.application.servers = [server(2), server(3), server(4), server(200)];
  standIn.application.serverCommands.set("1003", [old]);
  standIn.application.serverCommands.set("1200", [old, older]);
  const found = [
    { id: "1003", name: "Server 3", commands: ["/old"] },
    { id: "1200", name: "Server 200", commands: ["/old", "/older"] },
  ];
  expect(await swept(false)).toEqual(found);
  expect(await swept(true)).toEqual(found);
  expect(await swept(true)).toEqual([]);
  expect(standIn.application.commands).toEqual([probe.data]);
  const writes = standIn.requests.filter(({ name }) => name.startsWith("PUT"));
  expect(writes.map(({ name }) => name.split("/guilds/")[1])).toEqual([
    "1003/commands",
    "1200/commands",
  ]);
});
