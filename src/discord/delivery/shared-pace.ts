import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Pace } from "./pace.ts";

/** When this process may send requests, as all processes of the bot have agreed. */
export interface RequestTurns {
  /** Takes the next so many turns of all; the first comes in so many milliseconds, the others as far apart. */
  take(count: number): Promise<{ firstInMs: number; apartMs: number }>;
}

export interface SharedPaceOptions {
  turns: RequestTurns;
  log: Pick<Logger, "warn" | "info">;
  /** Monotonic, in milliseconds. */
  now?: () => number;
  wait?: (ms: number) => Promise<unknown>;
}

/** A quarter of a second of the bot's: a process that dies wastes no more, and nobody waits longer for another. */
const TAKEN_AT_ONCE = 12;

/** Whoever slept through a turn, as a process that was stopped, takes another: others have had theirs by now. */
const LATE_MS = 1000;

/** While turns can't be taken. */
const TRY_AGAIN_MS = 500;

/**
 * Runs requests in the order in which they were asked for, each when its turn has come. Turns are taken as they are needed,
 * so a process with nothing to send holds none.
 */
export function createSharedPace({
  turns,
  log,
  now = () => performance.now(),
  wait = delay,
}: SharedPaceOptions): Pace {
  const waiting: (() => void)[] = [];
  let isServing = false;
  let isInTrouble = false;

  async function take(count: number): Promise<{ firstInMs: number; apartMs: number }> {
    for (;;)
      try {
        const taken = await turns.take(count);
        if (isInTrouble) log.info("Requests to Discord go on");
        isInTrouble = false;
        return taken;
      } catch (error) {
        if (!isInTrouble)
          log.warn({ err: error }, "Requests to Discord wait: their turns can't be asked for");
        isInTrouble = true;
        await wait(TRY_AGAIN_MS);
      }
  }

  async function serve(): Promise<void> {
    while (waiting.length > 0) {
      const count = Math.min(waiting.length, TAKEN_AT_ONCE);
      const { firstInMs, apartMs } = await take(count);
      const first = now() + firstInMs;
      for (let n = 0; n < count; n += 1) {
        const turn = first + n * apartMs;
        if (turn > now()) await wait(turn - now());
        if (now() - turn > LATE_MS) break;
        waiting.shift()?.();
      }
    }
    isServing = false;
  }

  return async (request) => {
    const turn = new Promise<void>((resolve) => waiting.push(resolve));
    if (!isServing) {
      isServing = true;
      // What is asked for in the same moment is taken together.
      queueMicrotask(() => void serve());
    }
    await turn;
    return await request();
  };
}
