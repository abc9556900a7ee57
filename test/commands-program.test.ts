import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type StandIn, startStandIn } from "./discord/stand-in.ts";
import { world } from "./discord/world.ts";
import { PROGRAM_ENV } from "./program-env.ts";

const script = fileURLToPath(new URL("../src/commands.ts", import.meta.url));

const old = { name: "old", description: "Of a bot that used this token before" };

let folder: string;
let standIn: StandIn;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-"));
  standIn = await startStandIn();
  standIn.application.servers = [{ id: world.guildId, name: "Reading\u001b[31m Group" }];
});

afterEach(async () => {
  await standIn.stop();
  rmSync(folder, { recursive: true });
});

/** Runs what `npm run commands` runs, where no `.env` is. */
async function run(args: string[] = [], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: {
      ...PROGRAM_ENV,
      DISCORD_TOKEN: standIn.token,
      DISCORD_API_BASE: standIn.apiBase,
      ...environment,
    },
  });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]);
  expect(out + err).not.toContain(standIn.token);
  expect(out).not.toContain("\u001b");
  return { out, err, code };
}

test("it lists what is left in servers, and removes it with --clean", async () => {
  standIn.application.commands = [{ ...old, name: "ours" }];
  standIn.application.serverCommands.set(world.guildId, [old]);
  const listed = await run();
  expect(listed).toMatchObject({ code: 0, err: "" });
  expect(listed.out).toMatch(
    /^Reading.* Group \(\d+\): \/old\nnpm run commands -- --clean removes/,
  );
  expect(standIn.application.serverCommands.get(world.guildId)).toEqual([old]);
  const cleaned = await run(["--clean"]);
  expect(cleaned.out).toMatch(/^Reading.* Group \(\d+\): removed \/old\n$/);
  expect(standIn.application.serverCommands.get(world.guildId)).toEqual([]);
  expect((await run()).out).toBe("No server has commands of an earlier program.\n");
  expect(standIn.application.commands).toEqual([{ ...old, name: "ours" }]);
  expect(standIn.refusals).toEqual([]);
});

test("what goes wrong ends with a line and a code", async () => {
  expect(await run(["--all"])).toMatchObject({
    code: 64,
    err: expect.stringContaining("Usage: npm run commands [-- --clean]"),
  });
  expect(await run([], { DISCORD_TOKEN: "" })).toMatchObject({
    code: 78,
    err: expect.stringContaining("Set DISCORD_TOKEN"),
  });
  expect(await run([], { DISCORD_TOKEN: "another" })).toMatchObject({
    code: 78,
    err: expect.stringContaining("Discord doesn't know this DISCORD_TOKEN"),
  });
  standIn.fail({ on: /users\/@me\/guilds$/, times: 4, with: { status: 503 } });
  expect(await run()).toMatchObject({ code: 75, err: expect.stringContaining("Try again later") });
});

test("a server that refuses is named, and the others are done", async () => {
  const on = new RegExp(`guilds/${world.guildId}/commands$`);
  standIn.fail({ on, times: 4, with: { status: 503 } });
  const { out, code } = await run();
  expect(out).toContain("not done. Discord failed at a look at a server's commands: 503");
  expect(code).toBe(75);
});
