import { setTimeout as delay } from "node:timers/promises";
import { isLocked } from "./sqlite-trouble.ts";

/** How long a single statement may wait: everybody waits with it. */
export const BUSY_TIMEOUT_MS = 10;

/** Between attempts: each pause is twice the one before, up to the longest. */
const LOCK_PAUSES_MS = { first: 1, longest: 25 };

/** After so long somebody has to be told that another program does not let go. */
const LIMIT_MS = 5000;

export interface Between {
  /** Before a pause, and after it. */
  before?: () => void;
  after?: () => Promise<void>;
}

export type LockWait = <Result>(
  work: () => Result | Promise<Result>,
  between?: Between,
) => Promise<Result>;

/**
 * Does some work again until another program's lock on the database is gone, for five seconds at most,
 * with pauses in which everything else goes on. One at a time is in front; the others wait behind it.
 */
export function createLockWait(limitMs = LIMIT_MS): LockWait {
  let last: Promise<unknown> = Promise.resolve();

  return async <Result>(
    work: () => Result | Promise<Result>,
    between: Between = {},
  ): Promise<Result> => {
    const until = performance.now() + limitMs;
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error)) throw error;
    }
    between.before?.();
    const turn = last.then(() => again(work, until, between));
    last = turn.catch(() => undefined);
    return await turn;
  };
}

async function again<Result>(
  work: () => Result | Promise<Result>,
  until: number,
  between: Between,
) {
  for (
    let pauseMs = LOCK_PAUSES_MS.first;
    ;
    pauseMs = Math.min(2 * pauseMs, LOCK_PAUSES_MS.longest)
  ) {
    await delay(pauseMs);
    await between.after?.();
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || performance.now() >= until) throw error;
    }
    between.before?.();
  }
}
