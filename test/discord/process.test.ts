import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aPage, FURNITURE, METADATA } from "../papers/a-page.ts";
import { startFarEnd } from "../sources/far-end.ts";
import { textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { PROGRAM_ENV } from "../program-env.ts";

/** On a busy machine the start alone takes seconds. */
const LONG_MS = 180_000;

/** Far above the two seconds or so it may wait for what is under way, and far below what a hung answer would take. */
const STOPS_WITHIN_MS = 20_000;

const root = join(import.meta.dirname, "../..");

let standIn: StandIn;
let dataFolder: string;
let child: ChildProcess | null;

beforeEach(async () => {
  standIn = await startStandIn();
  dataFolder = mkdtempSync(join(tmpdir(), "paperboy-"));
  mkdirSync(join(dataFolder, "pages"));
  const page = aPage(...FURNITURE, "A title", "What we found out.", METADATA);
  writeFileSync(join(dataFolder, "pages", "one.txt"), page);
  child = null;
});

afterEach(async () => {
  child?.kill("SIGKILL");
  await standIn.stop();
  rmSync(dataFolder, { recursive: true });
});

/** `node src/main.ts`, as a service manager runs it. */
function startProcess(token: string, environment: Record<string, string> = {}) {
  const started = spawn(process.execPath, ["src/main.ts"], {
    cwd: root,
    env: {
      ...PROGRAM_ENV,
      DISCORD_TOKEN: token,
      DISCORD_API_BASE: standIn.apiBase,
      PAPERBOY_DATA: dataFolder,
      // The start is the point, not how long many pages take.
      PAPERBOY_SEEDS: join(dataFolder, "pages"),
      // Nothing here may ask the real one.
      PAPERBOY_HF: "off",
      LOG_LEVEL: "trace",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = started;
  return {
    pid: started.pid ?? 0,
    kill: (signal: NodeJS.Signals = "SIGTERM") => started.kill(signal),
    exit: once(started, "exit"),
    output: Promise.all([text(started.stdout), text(started.stderr)]).then((all) => all.join("")),
  };
}

/** The processes that one started, as Linux tells. */
function childrenOf(pid: number): number[] {
  return globSync(`/proc/${pid}/task/*/children`).flatMap((path) =>
    readFileSync(path, "utf8").trim().split(" ").filter(Boolean).map(Number),
  );
}

/** Not so where only its exit code is left. */
function isRunning(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s*Z/m.test(readFileSync(status, "utf8"));
}

test.each(["SIGTERM", "SIGHUP"] as const)(
  "the process comes up, answers, and ends with 0 within 5 s of a %s",
  async (signal) => {
    const registration = standIn.registration();
    const { kill, exit, output } = startProcess(standIn.token);
    await registration;
    expect(textOf(await standIn.command("/help"))).toContain("/paper search");

    // Would open Node's debugger otherwise.
    kill("SIGUSR1");
    expect(textOf(await standIn.command("/help"))).toContain("/paper search");

    const killedAt = performance.now();
    kill(signal);
    expect(await exit).toEqual([0, null]);
    expect(performance.now() - killedAt).toBeLessThan(STOPS_WITHIN_MS);
    expect(await output).not.toMatch(/debugger/i);
    expect(await output).not.toContain(standIn.token);
    expect(standIn.refusals).toEqual([]);
  },
  LONG_MS,
);

test(
  "a source that never comes to an end keeps neither answers nor the end waiting",
  async () => {
    await using source = await startFarEnd({ answer: () => ({ body: "[]", isStalled: true }) });
    const registration = standIn.registration();
    const { kill, exit, output } = startProcess(standIn.token, {
      PAPERBOY_HF: "on",
      PAPERBOY_HF_BASE: source.base,
    });
    await registration;
    await expect.poll(() => source.asked.length, { timeout: LONG_MS }).toBe(1);
    expect(textOf(await standIn.command("/help"))).toContain("not read yet");

    const killedAt = performance.now();
    kill();
    expect(await exit).toEqual([0, null]);
    expect(performance.now() - killedAt).toBeLessThan(STOPS_WITHIN_MS);
    expect(JSON.stringify(source.asked)).not.toContain(standIn.token);
    expect(await output).not.toMatch(/"level":(?:50|60)/);
  },
  LONG_MS,
);

test.runIf(process.platform === "linux")(
  "reading pages that hangs keeps neither answers nor the end waiting",
  async () => {
    const registration = standIn.registration();
    const { kill, exit, output, pid } = startProcess(standIn.token, {
      PAPERBOY_TICK: "* * * * * *",
    });
    await registration;
    const readers = childrenOf(pid);
    expect(readers).toHaveLength(1);
    for (const reader of readers) process.kill(reader, "SIGSTOP");
    // A few looks begin meanwhile.
    await delay(2000);
    expect(textOf(await standIn.command("/help"))).toContain("/paper search");
    const killedAt = performance.now();
    kill();
    expect(await exit).toEqual([0, null]);
    expect(performance.now() - killedAt).toBeLessThan(STOPS_WITHIN_MS);
    for (const reader of readers) await expect.poll(() => isRunning(reader)).toBe(false);
    // Nothing went wrong: the end was asked for.
    expect(await output).not.toMatch(/"level":(?:50|60)/);
  },
  LONG_MS,
);

test(
  "what is in flight at a SIGTERM is finished",
  async () => {
    const registration = standIn.registration();
    const { kill, exit } = startProcess(standIn.token);
    await registration;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    standIn.fail({ on: /callback$/, with: { heldUntil: released } });
    const asked = standIn.arrival(/callback$/);
    const answer = standIn.command("/help");
    await asked;
    kill();
    release();
    expect(textOf(await answer)).toContain("/paper search");
    expect(await exit).toEqual([0, null]);
  },
  LONG_MS,
);

test(
  "the process ends with 0 while it waits for a Discord that fails",
  async () => {
    standIn.fail({ on: /gateway/, times: Infinity, with: { status: 503 } });
    const asked = standIn.arrival(/gateway/);
    const { kill, exit } = startProcess(standIn.token);
    await asked;
    kill();
    expect(await exit).toEqual([0, null]);
  },
  LONG_MS,
);

test(
  "the process ends with 0 while it is about to connect again",
  async () => {
    const registration = standIn.registration();
    const { kill, exit } = startProcess(standIn.token);
    await registration;
    const left = standIn.gateway.next("left");
    standIn.gateway.close(4000);
    await left;
    kill();
    expect(await exit).toEqual([0, null]);
  },
  LONG_MS,
);

test(
  "with a wrong token the process ends with 78, and the token is nowhere",
  async () => {
    const { exit, output } = startProcess("MTIz.wrong.token-nobody-may-see");
    expect(await exit).toEqual([78, null]);
    expect(await output).toContain("Discord doesn't know this DISCORD_TOKEN");
    expect(await output).not.toContain("nobody-may-see");
  },
  LONG_MS,
);

test(
  "a token that is reset while the process runs ends it with 78",
  async () => {
    const registration = standIn.registration();
    const { exit } = startProcess(standIn.token);
    await registration;
    standIn.gateway.close(4004);
    expect(await exit).toEqual([78, null]);
  },
  LONG_MS,
);

test(
  "where Discord wants more shards than it did, the process starts again with as many",
  async () => {
    const registration = standIn.registration();
    const { kill, exit, output } = startProcess(standIn.token);
    await registration;
    const { gateway } = standIn;
    Object.assign(gateway.limits, { recommended: 2, required: 2, maxConcurrency: 2 });
    gateway.invalidateSession(false);
    const started = () => gateway.identified.slice(2).map(String).toSorted();
    await expect.poll(started, { timeout: 2 * LONG_MS }).toEqual(["0,2", "1,2"]);
    expect(textOf(await standIn.command("/help"))).toContain("/paper search");
    kill();
    expect(await exit).toEqual([0, null]);
    expect(await output).toContain("starting again with as many as it recommends");
    expect(await output).not.toMatch(/"level":(?:50|60)/);
  },
  // Two starts, and two turns that Discord wants apart.
  3 * LONG_MS,
);
