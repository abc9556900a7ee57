import { setTimeout as delay } from "node:timers/promises";

export interface Persistence {
  /** Before the 2nd, 3rd … attempt; the last one is repeated. */
  pausesMs: readonly number[];
  /** Ends the attempts; the promise then rejects with its reason. */
  signal: AbortSignal;
  /** Called after each failure; throws what no further attempt can mend. */
  onFailure: (error: unknown, nextInMs: number) => void;
}

/** Attempts until it succeeds. */
export async function persist<T>(
  attempt: () => Promise<T>,
  { pausesMs, signal, onFailure }: Persistence,
): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      const pauseMs = pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 0;
      onFailure(error, pauseMs);
      await delay(pauseMs, undefined, { signal });
    }
  }
}
