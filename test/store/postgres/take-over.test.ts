import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { textOf } from "../../discord/messages.ts";
import { type StandIn, startStandIn } from "../../discord/stand-in.ts";
import { type ClockFile, createClockFile, setDatabaseClock } from "../../fleet/clock-file.ts";
import { createFleet, type Fleet } from "../../fleet/fleet.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { aPage, FURNITURE, METADATA } from "../../papers/a-page.ts";
import { newAddress, run } from "../test-store.ts";

/** By the simulated clock: several times the half minute after which another process takes over. */
const PATIENCE_MS = 10 * 60_000;

let clock: ClockFile;
let standIn: StandIn;
let folder: string;
let fleet: Fleet;

beforeEach(async () => {
  clock = createClockFile(Temporal.Instant.from("2026-11-20T08:57:00Z"));
  // People wait by the real clock, and the bot by the simulated one.
  standIn = await startStandIn({ now: clock.now, answerWithinMs: 60_000 });
  folder = folderInMemory("paperboy-take-over-");
  const database = await newAddress();
  await run(database, setDatabaseClock(clock.path));
  fleet = createFleet({
    clock,
    folder,
    env: {
      DISCORD_TOKEN: standIn.token,
      DISCORD_API_BASE: standIn.apiBase,
      PAPERBOY_DATABASE: database,
      PAPERBOY_HF: "off",
    },
  });
});

afterEach(async () => {
  await fleet.end();
  await standIn.stop();
  clock.remove();
  rmSync(folder, { recursive: true });
});

/** On a machine of its own, with the pages that are saved there. */
function startProcess(name: string, pages: Record<string, string>): void {
  const saved = join(folder, `pages of ${name}`);
  mkdirSync(saved);
  for (const [file, page] of Object.entries(pages)) writeFileSync(join(saved, file), page);
  fleet.start({ name, shards: "auto", skewMs: 0, env: { PAPERBOY_SEEDS: saved } });
}

async function untilSaid(name: string, like: RegExp): Promise<void> {
  const hasSaid = () => fleet.logOf(name).some(({ msg }) => like.test(msg));
  await fleet.until(hasSaid, PATIENCE_MS);
  expect(fleet.logOf(name)).toContainEqual(
    expect.objectContaining({ msg: expect.stringMatching(like) }),
  );
}

async function search(): Promise<string> {
  let answer: string | null = null;
  const answered = standIn.command("/paper search", { query: "crabs" }).then((message) => {
    answer = textOf(message);
    return answer;
  });
  await fleet.until(() => answer !== null, PATIENCE_MS);
  return await answered;
}

test("a second process stands by, takes over from one that hangs, and that one makes room when it wakes", async () => {
  const page = aPage(...FURNITURE, "Crabs at rest", "What we found out.", METADATA);
  startProcess("first", { "one.txt": page });
  await untilSaid("first", /^Commands registered/);
  expect(await search()).toContain("Crabs at rest");

  startProcess("second", {});
  await untilSaid("second", /standing by until/);
  expect(await search()).toContain("Crabs at rest");

  await fleet.signal("first", "SIGSTOP");
  await untilSaid("second", /^These shards are/);
  await untilSaid("second", /^Ready/);
  // It has no page of its own: the paper came from the database that they share.
  expect(await search()).toContain("Crabs at rest");

  await fleet.signal("first", "SIGCONT");
  await untilSaid("first", /^Lost its shards/);
  await untilSaid("first", /standing by until/);
  expect(await search()).toContain("Crabs at rest");
  const said = [...fleet.logOf("first"), ...fleet.logOf("second")];
  expect(fleet.logOf("second").filter(({ msg }) => msg.startsWith("Lost its"))).toEqual([]);
  expect(JSON.stringify(said)).not.toContain(standIn.token);
  expect(standIn.refusals).toEqual([]);
}, 400_000);
