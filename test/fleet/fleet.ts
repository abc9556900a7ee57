import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { PROGRAM_ENV } from "../program-env.ts";
import type { ClockFile } from "./clock-file.ts";
import type { Machine, Pass, Passed } from "./machine.ts";

/** Where one process of a bot runs. */
export interface Berth {
  name: string;
  /** As `PAPERBOY_SHARDS`. */
  shards: string;
  /** By how much its clock on the wall is ahead. */
  skewMs: number;
}

export interface FleetOptions {
  clock: ClockFile;
  /** For all its processes. */
  env: Record<string, string>;
  /** Has a folder for each process. */
  folder: string;
}

/** Processes of one bot, each on a machine of its own, whose clocks all go by one that the test sets. */
export interface Fleet {
  start(berth: Berth): void;
  /** Does nothing where it isn't there. */
  signal(name: string, signal: "SIGKILL" | "SIGTERM" | "SIGSTOP" | "SIGCONT"): Promise<void>;
  stateOf(name: string): "gone" | "there" | "stopped";
  /** What a process has logged by now, all its lives together. */
  logOf(name: string): readonly LogLine[];
  /** Lets time pass; whoever isn't stopped does what is due. Never faster than real time while somebody is at work. */
  pass(ms: number): Promise<void>;
  /** The same until something is the case, for so long at most. */
  until(isSo: () => boolean, limitMs: number): Promise<void>;
  /** Kills them all. */
  end(): Promise<void>;
}

export interface LogLine {
  level: number;
  msg: string;
  [field: string]: unknown;
}

const MACHINE = fileURLToPath(new URL("simulated-machine.ts", import.meta.url));
const ROOT = join(import.meta.dirname, "../..");

/** The steps in which time passes: no longer than this, no shorter, and while somebody is at work. */
const LONGEST_MS = 1000;
const SHORTEST_MS = 200;
const AT_WORK_MS = 200;

interface Life {
  child: ChildProcess;
  isStopped: boolean;
  passed: Passed;
  /** Called at each answer, and at the end. */
  told: () => void;
}

export function createFleet({ clock, env, folder }: FleetOptions): Fleet {
  const lives = new Map<string, Life>();
  const logs = new Map<string, LogLine[]>();
  let turn = 0;
  let boots = 0;

  function start({ name, shards, skewMs }: Berth): void {
    const data = join(folder, name);
    mkdirSync(data, { recursive: true });
    const machine: Machine = { clock: clock.path, skewMs, boot: `${name} ${(boots += 1)}` };
    const child = spawn(process.execPath, ["--import", MACHINE, "src/main.ts"], {
      cwd: ROOT,
      env: {
        ...PROGRAM_ENV,
        ...env,
        PAPERBOY_SHARDS: shards,
        PAPERBOY_DATA: data,
        SIMULATED_MACHINE: JSON.stringify(machine),
      },
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    });
    const life: Life = {
      child,
      isStopped: false,
      passed: { turn: 0, nextAt: null },
      told: () => undefined,
    };
    lives.set(name, life);
    child.on("message", (passed: Passed) => {
      life.passed = passed;
      life.told();
    });
    child.on("exit", () => {
      if (lives.get(name) === life) lives.delete(name);
      life.told();
    });
    // Whom it is told too late has gone.
    child.on("error", () => undefined);
    if (!logs.has(name)) logs.set(name, []);
    collect(child, logs.get(name) ?? []);
  }

  async function signal(name: string, which: NodeJS.Signals): Promise<void> {
    const life = lives.get(name);
    if (!life) return;
    const { child } = life;
    const gone = which === "SIGKILL" ? once(child, "exit") : null;
    child.kill(which);
    await gone;
    if (which === "SIGSTOP") life.isStopped = true;
    if (which === "SIGCONT") life.isStopped = false;
    life.told();
  }

  const awake = () => [...lives].filter(([, { isStopped }]) => !isStopped);
  const atWork = () => awake().filter(([, { passed }]) => passed.turn !== turn);

  function nextStep(): number {
    if (atWork().length > 0) return AT_WORK_MS;
    const next = Math.min(...awake().map(([, { passed }]) => passed.nextAt ?? Infinity));
    return Math.min(Math.max(next - clock.now(), SHORTEST_MS), LONGEST_MS);
  }

  async function allPassed(): Promise<void> {
    while (atWork().length > 0)
      await new Promise<void>((resolve) => {
        for (const [, life] of awake()) life.told = resolve;
      });
  }

  async function step(ms: number): Promise<void> {
    clock.advance(ms);
    turn += 1;
    for (const [, { child }] of awake()) if (child.connected) child.send({ turn } satisfies Pass);
    const over = new AbortController();
    const late = delay(ms, "late" as const, { signal: over.signal });
    late.catch(() => undefined);
    await Promise.race([allPassed(), late]);
    over.abort();
  }

  async function pass(ms: number): Promise<void> {
    const until = clock.now() + ms;
    while (clock.now() < until) await step(Math.min(nextStep(), until - clock.now()));
  }

  return {
    start,
    signal,
    stateOf: (name) =>
      !lives.has(name) ? "gone" : lives.get(name)?.isStopped ? "stopped" : "there",
    logOf: (name) => logs.get(name) ?? [],
    pass,
    async until(isSo, limitMs) {
      const end = clock.now() + limitMs;
      while (!isSo() && clock.now() < end) await pass(LONGEST_MS);
    },
    async end() {
      await Promise.all([...lives.keys()].map((name) => signal(name, "SIGKILL")));
    },
  };
}

function collect({ stderr }: ChildProcess, log: LogLine[]): void {
  let rest = "";
  stderr?.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) log.push(read(line));
  });
}

/** What is no line of the log was not meant to be said. */
function read(line: string): LogLine {
  try {
    return JSON.parse(line);
  } catch {
    return { level: 60, msg: line };
  }
}
