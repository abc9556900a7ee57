/** Whether a request may pass now, and what its answer says about the limits. */
export interface Admission {
  headers: Record<string, string>;
  /** Set where it is turned away. */
  refused: { retryAfterS: number; isGlobal: boolean } | null;
}

export interface RateLimits {
  admit(method: string, path: string): Admission;
  /** How many requests were turned away. */
  readonly turnedAway: number;
}

interface Window {
  until: number;
  used: number;
}

/** Messages, edits and publications in one channel, and everything together. */
const MESSAGES = { most: 5, withinMs: 5000 };
const EDITS = { most: 5, withinMs: 5000 };
const PUBLICATIONS = { most: 10, withinMs: 3_600_000 };
const EVERYTHING = { most: 50, withinMs: 1000 };

/** Discord's limits for a bot, on a clock that runs with the network's time. */
export function createRateLimits(now: () => number): RateLimits {
  const windows = new Map<string, Window>();
  let turnedAway = 0;

  function windowOf(key: string, withinMs: number): Window {
    const open = windows.get(key);
    if (open && now() < open.until) return open;
    const opened = { until: now() + withinMs, used: 0 };
    windows.set(key, opened);
    return opened;
  }

  function use(key: string, { most, withinMs }: typeof MESSAGES) {
    const window = windowOf(key, withinMs);
    const isLeft = window.used < most;
    if (isLeft) window.used += 1;
    const resetAfterS = Math.max(0, window.until - now()) / 1000;
    return { isLeft, remaining: most - window.used, resetAfterS, most };
  }

  return {
    get turnedAway() {
      return turnedAway;
    },
    admit(method, path) {
      // Answers to interactions do not count.
      if (/^\/(interactions|webhooks)\//.test(path)) return { headers: {}, refused: null };
      const everything = use("everything", EVERYTHING);
      if (!everything.isLeft) {
        turnedAway += 1;
        const retryAfterS = everything.resetAfterS;
        return {
          headers: { "x-ratelimit-global": "true", "x-ratelimit-scope": "global" },
          refused: { retryAfterS, isGlobal: true },
        };
      }
      const limit = limitOf(method, path);
      if (!limit) return { headers: {}, refused: null };
      // The messages of a channel share what there is of edits.
      const bucket = path.replace(/(?<=\/messages)\/\d+$/, "");
      const { isLeft, remaining, resetAfterS, most } = use(`${method} ${bucket}`, limit);
      if (!isLeft) turnedAway += 1;
      return {
        headers: {
          "x-ratelimit-bucket": BUCKETS.get(limit) ?? "others",
          "x-ratelimit-limit": String(most),
          "x-ratelimit-remaining": String(remaining),
          "x-ratelimit-reset-after": String(resetAfterS),
          ...(!isLeft && { "x-ratelimit-scope": "user" }),
        },
        refused: isLeft ? null : { retryAfterS: resetAfterS, isGlobal: false },
      };
    },
  };
}

const BUCKETS = new Map([
  [MESSAGES, "messages"],
  [EDITS, "edits"],
  [PUBLICATIONS, "publications"],
]);

function limitOf(method: string, path: string): typeof MESSAGES | null {
  if (method === "PATCH" && /^\/channels\/\d+\/messages\/\d+$/.test(path)) return EDITS;
  if (method !== "POST") return null;
  if (/^\/channels\/\d+\/messages$/.test(path)) return MESSAGES;
  if (path.endsWith("/crosspost")) return PUBLICATIONS;
  return null;
}
