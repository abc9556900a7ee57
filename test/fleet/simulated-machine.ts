/**
 * Loaded before a program, it lets it run on a machine whose clock the test sets: dates, timers and the clock that
 * nobody sets all go by a file. Time stands still until the test lets it pass; then the program does what is due,
 * and says so once it has nothing more to do.
 */
import { subscribe } from "node:diagnostics_channel";
import fs from "node:fs";
import { flushCompileCache, syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import timersPromises from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { readClockFile } from "./clock-file.ts";
import type { Machine, Passed, Pass } from "./machine.ts";

const { clock, skewMs, boot }: Machine = JSON.parse(process.env["SIMULATED_MACHINE"] ?? "");
delete process.env["SIMULATED_MACHINE"];

const real = { setTimeout, setInterval, setImmediate, clearTimeout };
const truth = readClockFile(clock);
const bootedAt = truth();
const steady = () => truth() - bootedAt;
const wall = () => truth() + skewMs;

/** As those of Node, which keep the process going unless they are told not to. */
class Timer {
  static readonly all = new Set<Timer>();
  static readonly byId = new Map<number, Timer>();
  static #last = 0;
  readonly id = (Timer.#last += 1);
  readonly #ms: number;
  readonly #then: () => void;
  readonly #isRepeated: boolean;
  #isRef = true;
  dueAt = 0;

  constructor(then: () => void, ms: number | undefined, isRepeated: boolean) {
    // As Node reads it.
    this.#ms = ms !== undefined && ms >= 1 && ms < 2 ** 31 ? Math.trunc(ms) : 1;
    this.#then = then;
    this.#isRepeated = isRepeated;
    Timer.byId.set(this.id, this);
    this.refresh();
  }

  fire(): void {
    if (this.#isRepeated) this.refresh();
    else this.close();
    this.#then();
  }

  refresh(): this {
    const isAtOnce = this.#ms === 1 && !this.#isRepeated;
    this.dueAt = steady() + (isAtOnce ? 0 : this.#ms);
    Timer.all.add(this);
    keepGoing();
    if (isAtOnce) real.setImmediate(() => void settle());
    return this;
  }

  close(): this {
    Timer.all.delete(this);
    Timer.byId.delete(this.id);
    keepGoing();
    return this;
  }

  ref(): this {
    this.#isRef = true;
    keepGoing();
    return this;
  }

  unref(): this {
    this.#isRef = false;
    keepGoing();
    return this;
  }

  hasRef(): boolean {
    return this.#isRef;
  }

  [Symbol.toPrimitive](): number {
    return this.id;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** What Node counts as work to wait for, in place of the timers. */
const anchor = real.setInterval(() => undefined, 2 ** 30);

function keepGoing(): void {
  if ([...Timer.all].some((timer) => timer.hasRef())) anchor.ref();
  else anchor.unref();
}

type Callback = (...given: unknown[]) => void;

const begin =
  (isRepeated: boolean) =>
  (then: Callback, ms?: number, ...given: unknown[]) =>
    new Timer(() => then(...given), ms, isRepeated);

function clear(timer: unknown): void {
  if (timer instanceof Timer) timer.close();
  else if (typeof timer === "number") Timer.byId.get(timer)?.close();
  else if (timer !== undefined && timer !== null) Reflect.apply(real.clearTimeout, null, [timer]);
}

interface DelayOptions {
  signal?: AbortSignal;
  ref?: boolean;
}

async function delay(ms?: number, value?: unknown, { signal, ref = true }: DelayOptions = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const abort = () => {
    timer.close();
    const error = new Error("The operation was aborted", { cause: signal?.reason });
    reject(Object.assign(error, { name: "AbortError", code: "ABORT_ERR" }));
  };
  const timer = new Timer(() => resolve(value), ms, false);
  if (!ref) timer.unref();
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await promise;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

const simulated = {
  setTimeout: Object.assign(begin(false), { [promisify.custom]: delay }),
  setInterval: begin(true),
  clearTimeout: clear,
  clearInterval: clear,
};
Object.assign(timers, simulated);
Object.assign(timersPromises, { setTimeout: delay });
Object.assign(globalThis, simulated);

Object.assign(performance, { now: steady });
Object.assign(Date, { now: wall });
globalThis.Date = new Proxy(Date, {
  construct: (target, given) =>
    given.length === 0 ? new target(wall()) : Reflect.construct(target, given),
});
const instant = () => Temporal.Instant.fromEpochMilliseconds(wall());
const inZone = (zone?: string) => instant().toZonedDateTimeISO(zone ?? Temporal.Now.timeZoneId());
Object.assign(Temporal.Now, {
  instant,
  zonedDateTimeISO: inZone,
  plainDateISO: (zone?: string) => inZone(zone).toPlainDate(),
  plainDateTimeISO: (zone?: string) => inZone(zone).toPlainDateTime(),
  plainTimeISO: (zone?: string) => inZone(zone).toPlainTime(),
});

// Of processes on other machines nobody can tell whether they have ended.
const { readFileSync } = fs;
Object.assign(fs, {
  readFileSync: (...given: Parameters<typeof readFileSync>) =>
    given[0] === "/proc/sys/kernel/random/boot_id" ? boot : readFileSync(...given),
});
syncBuiltinESMExports();

/** Questions to Discord and to the database that have no answer yet. */
const unanswered = new Set<unknown>();

subscribe("undici:request:create", (message) => unanswered.add(Object(message).request));
for (const end of ["undici:request:trailers", "undici:request:error"])
  subscribe(end, (message) => unanswered.delete(Object(message).request));

for (const name of ["query", "connect"] as const) {
  const ask: (...given: unknown[]) => unknown = Client.prototype[name];
  Object.assign(Client.prototype, {
    [name](...given: unknown[]) {
      const question = {};
      unanswered.add(question);
      const answered = () => unanswered.delete(question);
      const last = given.at(-1);
      if (typeof last === "function")
        given[given.length - 1] = (...told: unknown[]) => {
          answered();
          last(...told);
        };
      const result = Reflect.apply(ask, this, given);
      if (result instanceof Promise) result.then(answered, answered);
      return result;
    },
  });
}

/** What the process waits for and does not come by itself with time: files, addresses, other processes of its own. */
const WORK = /^(?:FSReq|GetAddrInfo|TCPConnect|ProcessWrap)/;

function isBusy(): boolean {
  return unanswered.size > 0 || process.getActiveResourcesInfo().some((name) => WORK.test(name));
}

const nextTurn = () => new Promise<void>((resolve) => void real.setImmediate(resolve));
const aMoment = (ms: number) => new Promise<void>((resolve) => void real.setTimeout(resolve, ms));

/** Nobody asks all the time whether somebody is at work. */
const LONGEST_MOMENT_MS = 10;

function nextDue(): Timer | null {
  let next: Timer | null = null;
  for (const timer of Timer.all) if (next === null || timer.dueAt < next.dueAt) next = timer;
  return next;
}

/** One after the other, with all that each of them brings about at once. */
async function doWhatIsDue(): Promise<boolean> {
  let hasDone = false;
  for (;;) {
    const next = nextDue();
    if (next === null || next.dueAt > steady()) return hasDone;
    hasDone = true;
    next.fire();
    await nextTurn();
  }
}

let turn = 0;
let settling: Promise<void> | null = null;

/** Does what is due until nothing is, and nothing is under way. */
function settle(): Promise<void> {
  settling ??= settleNow().finally(() => (settling = null));
  return settling;
}

async function settleNow(): Promise<void> {
  let quiet = 0;
  let momentMs = 1;
  while (quiet < 3) {
    const hasDone = await doWhatIsDue();
    await nextTurn();
    if (isBusy()) {
      await aMoment(momentMs);
      momentMs = Math.min(momentMs + 1, LONGEST_MOMENT_MS);
    }
    quiet = hasDone || isBusy() ? 0 : quiet + 1;
  }
}

let hasKeptCompiled = false;

/** Node does so at an end in good order, which few of these processes come to. */
function keepCompiled(): void {
  if (!hasKeptCompiled) flushCompileCache();
  hasKeptCompiled = true;
}

async function pass(to: number): Promise<void> {
  turn = to;
  await settle();
  if (to !== turn) return;
  keepCompiled();
  const next = nextDue();
  const nextAt = next === null ? null : next.dueAt + bootedAt;
  if (process.connected) process.send?.({ turn, nextAt } satisfies Passed);
}

process.on("message", ({ turn: to }: Pass) => void pass(to));
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.channel?.unref();
