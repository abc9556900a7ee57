import { setTimeout as delay } from "node:timers/promises";

/** Below the runner's own limit, so that a test says what it waited for; above any stall. */
const LIMIT_MS = 90_000;

/**
 * `wait`, which fails when nothing comes of it; `what` then says what did not happen. A test that no longer
 * waits for it need not hear of that.
 */
export function inTime<T>(
  wait: Promise<T>,
  what: () => string,
  limitMs: number = LIMIT_MS,
): Promise<T> {
  const over = new AbortController();
  const late = async (): Promise<never> => {
    await delay(limitMs, null, { signal: over.signal, ref: false });
    throw new Error(`Did not happen in ${limitMs / 1000} s: ${what()}`);
  };
  const outcome = Promise.race([wait, late()]).finally(() => over.abort());
  outcome.catch(() => undefined);
  return outcome;
}
