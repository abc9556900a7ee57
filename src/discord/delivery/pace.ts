import { setTimeout as delay } from "node:timers/promises";
import type { REST } from "discord.js";

/** Runs a request as soon as the limit allows it, in the order in which they were asked for. */
export type Pace = <T>(request: () => Promise<T>) => Promise<T>;

export interface PaceOptions {
  /** So many requests may reach the far end within so much time, wherever its windows begin. */
  most: number;
  withinMs: number;
  /** Monotonic, in milliseconds. */
  now?: () => number;
  wait?: (ms: number) => Promise<unknown>;
}

/** For a bot, over all routes but answers to interactions (Discord's page on rate limits). */
export const DISCORDS_LIMIT = { most: 50, withinMs: 1000 };

/** By then a request has arrived, even if its answer takes longer. */
const ARRIVES_WITHIN_MS = 1000;

/** How often those who wait look up: an answer may have come. */
const CHECK_EVERY_MS = 20;

/**
 * Counts a request until the time is over since its answer, not since its departure: whenever it
 * arrived, it was before that. The library counts from departures, so that a stall between the two
 * makes Discord turn away what comes next.
 */
export function createPace({
  most,
  withinMs,
  now = () => performance.now(),
  wait = delay,
}: PaceOptions): Pace {
  let counted: { until: number }[] = [];
  let line: Promise<unknown> = Promise.resolve();

  async function admit() {
    for (;;) {
      const at = now();
      counted = counted.filter(({ until }) => until > at);
      if (counted.length < most) break;
      await wait(CHECK_EVERY_MS);
    }
    const request = { until: now() + ARRIVES_WITHIN_MS + withinMs };
    counted.push(request);
    return request;
  }

  return async (request) => {
    const admission = line.then(admit);
    line = admission;
    const counting = await admission;
    try {
      return await request();
    } finally {
      counting.until = Math.min(counting.until, now() + withinMs);
    }
  };
}

/** The requests of a REST client, at a pace that it may share with another. */
export function paced(rest: REST, pace: Pace): Pick<REST, "get" | "patch" | "post"> {
  return {
    get: (...request) => pace(() => rest.get(...request)),
    patch: (...request) => pace(() => rest.patch(...request)),
    post: (...request) => pace(() => rest.post(...request)),
  };
}
