import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Names this start of the process among those that may share a store, on this machine and on others:
 * a random part that no other start has, and what shows to others that it has ended.
 */
export const processName = `${randomUUID()} ${JSON.stringify(traces())}`;

/** A process by the numbers that its machine gives it. */
type Traces =
  /** `boot` and `space` say whose `pid` it is: containers share names of hosts and have pids of their own. */
  { boot: string; space: string; pid: number; startedAt: string } | { host: string; pid: number };

/**
 * Whether a process of that name has ended, as far as can be told here: true is sure. Of one on
 * another machine, or in another container, nobody can tell.
 */
export function hasEnded(name: string): boolean {
  const there = tracesIn(name);
  const here = traces();
  if (there === null || here === null) return false;
  // Where no start is told, its number may be another's by now; then it seems to run.
  if ("host" in there) return "host" in here && there.host === here.host && !isThere(there.pid);
  const isNear = "boot" in here && there.boot === here.boot && there.space === here.space;
  if (!isNear) return false;
  if (!isThere(there.pid)) return true;
  const startedAt = startOf(there.pid);
  return startedAt !== null && startedAt !== there.startedAt;
}

/** Null where the machine shows too little to go by. */
function traces(): Traces | null {
  const { pid, platform } = process;
  if (platform !== "linux") return { host: hostname(), pid };
  try {
    // Of another namespace's /proc the numbers would mean other processes.
    if (readlinkSync("/proc/self") !== String(pid)) return null;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const space = readlinkSync("/proc/self/ns/pid");
    const startedAt = startOf(pid);
    return startedAt === null ? null : { boot, space, pid, startedAt };
  } catch {
    return null;
  }
}

/** Those of older versions, `host:1234`, have none: containers share them. */
function tracesIn(name: string): Traces | null {
  const json = name.slice(name.indexOf(" ") + 1);
  try {
    const { boot, space, pid, startedAt, host } = Object(JSON.parse(json));
    if (typeof pid !== "number" || !Number.isInteger(pid) || pid <= 0) return null;
    if (typeof host === "string") return { host, pid };
    const isWhole = [boot, space, startedAt].every((part) => typeof part === "string");
    return isWhole ? { boot, space, pid, startedAt } : null;
  } catch {
    return null;
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/**
 * When a process started, in ticks since the machine did; null where it cannot be seen. One that has
 * ended, and that nobody has asked for its outcome yet, has no start. (proc_pid_stat(5): the name in
 * brackets may hold anything; then the state is the third field, the start the 22nd.)
 */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return "";
    return rest[18] ?? null;
  } catch {
    return null;
  }
}
