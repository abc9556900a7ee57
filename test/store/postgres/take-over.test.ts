import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { textOf } from "../../discord/messages.ts";
import { type StandIn, startStandIn } from "../../discord/stand-in.ts";
import { aPage, FURNITURE, METADATA } from "../../papers/a-page.ts";
import { PROGRAM_ENV } from "../../program-env.ts";
import { newAddress } from "../test-store.ts";

const root = join(import.meta.dirname, "../../..");

/** Several times the half minute after which another process takes over: starts are slow on a busy machine. */
const PATIENCE = { timeout: 120_000, interval: 200 };

let standIn: StandIn;
let folder: string;
let children: ChildProcess[];

beforeEach(async () => {
  standIn = await startStandIn();
  folder = mkdtempSync(join(tmpdir(), "paperboy-"));
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await standIn.stop();
  rmSync(folder, { recursive: true });
});

/** A process of the bot on a machine of its own, with the pages that are saved there. */
function startProcess(name: string, database: string, pages: Record<string, string>) {
  const data = join(folder, name);
  mkdirSync(join(data, "pages"), { recursive: true });
  for (const [file, page] of Object.entries(pages)) writeFileSync(join(data, "pages", file), page);
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: root,
    env: {
      ...PROGRAM_ENV,
      DISCORD_TOKEN: standIn.token,
      DISCORD_API_BASE: standIn.apiBase,
      PAPERBOY_DATABASE: database,
      PAPERBOY_DATA: data,
      PAPERBOY_SEEDS: join(data, "pages"),
      PAPERBOY_HF: "off",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return { kill: (signal: NodeJS.Signals) => child.kill(signal), output: () => output };
}

test("a second process stands by, takes over from one that hangs, and that one makes room when it wakes", async () => {
  const database = await newAddress();
  const page = aPage(...FURNITURE, "Crabs at rest", "What we found out.", METADATA);
  const registration = standIn.registration();
  const first = startProcess("first", database, { "one.txt": page });
  await registration;
  const search = async () => textOf(await standIn.command("/paper search", { query: "crabs" }));
  expect(await search()).toContain("Crabs at rest");

  const second = startProcess("second", database, {});
  await expect.poll(second.output, PATIENCE).toContain("standing by until it's gone");
  expect(await search()).toContain("Crabs at rest");

  first.kill("SIGSTOP");
  await expect.poll(second.output, PATIENCE).toContain("These shards are this process's now");
  await expect.poll(second.output, PATIENCE).toContain("Ready; use this link");
  // It has no page of its own: the paper came from the database that they share.
  expect(await search()).toContain("Crabs at rest");

  first.kill("SIGCONT");
  await expect.poll(first.output, PATIENCE).toContain("Lost its shards");
  await expect.poll(first.output, PATIENCE).toContain("standing by until it's gone");
  expect(await search()).toContain("Crabs at rest");
  expect(second.output()).not.toContain("Lost its shards");
  expect(first.output() + second.output()).not.toContain(standIn.token);
  expect(standIn.refusals).toEqual([]);
}, 400_000);
