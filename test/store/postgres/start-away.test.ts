import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { textOf } from "../../discord/messages.ts";
import { type StandIn, startStandIn } from "../../discord/stand-in.ts";
import { aPage, FURNITURE, METADATA } from "../../papers/a-page.ts";
import { PROGRAM_ENV } from "../../program-env.ts";
import { newAddress, run } from "../test-store.ts";
import { startLine } from "./line.ts";

const root = join(import.meta.dirname, "../../..");
/** Where many tests run side by side, a process that starts prints its first line after minutes. */
const PATIENCE = { timeout: 300_000, interval: 200 };

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

test("a process that is killed and starts while the database is away answers from its copy, and goes on with it later", async () => {
  const address = await newAddress();
  const line = await startLine(address);
  const page = aPage(...FURNITURE, "Crabs at rest", "What we found out.", METADATA);
  const first = startProcess("one", line.address, { "one.txt": page });
  await expect.poll(first.output, PATIENCE).toContain("Commands registered");
  const search = async () => textOf(await standIn.command("/paper search", { query: "crabs" }));
  const list = async () => textOf(await standIn.command("/digest list"));
  expect(await search()).toContain("Crabs at rest");

  await line.cut();
  first.kill("SIGKILL");
  const again = startProcess("one", line.address, {});
  await expect.poll(again.output, PATIENCE).toContain("Ready; use this link");
  expect(await search()).toContain("Crabs at rest");
  expect(await list()).toContain("Paperboy can’t reach its database right now");

  // As it is when it was away for longer than a lease lasts.
  await run(address, "delete from work_lease");
  await line.mend();
  await expect.poll(again.output, PATIENCE).toContain("These shards are this process's now");
  // For a moment nobody is connected.
  await expect.poll(async () => await list().catch(() => ""), PATIENCE).toContain("No topics yet");
  expect(await search()).toContain("Crabs at rest");
  expect(again.output().match(/The database of PAPERBOY_DATABASE/g)).toHaveLength(1);
  expect(again.output().match(/The database is back/g)).toHaveLength(1);
  expect(standIn.refusals).toEqual([]);

  again.kill("SIGTERM");
  await line.cut();
}, 900_000);
