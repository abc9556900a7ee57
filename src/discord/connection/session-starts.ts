import { z } from "zod";

/** The sessions that a bot starts, in all its processes. Stored, since Discord counts them for the bot. */
export interface SessionStarts {
  /** When the last one of each bucket started, in milliseconds since 1970; a bucket by its number. */
  takenAtMs: Record<string, number>;
  /** As Discord said, less those that started since; null where it is not known. */
  limit: SessionLimit | null;
}

/** How many sessions may start until `resetsAtMs`, in milliseconds since 1970. */
export interface SessionLimit {
  total: number;
  remaining: number;
  resetsAtMs: number;
}

export type StartTurn =
  | { kind: "ours" }
  /** Another session of the bucket has just started. */
  | { kind: "too soon"; waitMs: number }
  /** Discord lets the bot start none. */
  | { kind: "used up"; untilMs: number };

/**
 * Whoever reaches the limit has the bot's token reset (discord-api-docs, "Identifying"), so the last session is
 * never started.
 */
export const KEPT_BACK = 1;

/** Discord may not have counted a session yet that started so shortly before. */
const UNCOUNTED_MS = 10_000;

/** The limit is one of a day (discord-api-docs, "Session start limit"); what lies further ahead is not believed. */
const DAY_MS = 24 * 60 * 60_000;

/** What was stored, as far as it can be read. */
export function readStarts(stored: unknown): SessionStarts {
  return schema.parse(stored);
}

/** After Discord said how many are left. */
export function heard(starts: SessionStarts, limit: SessionLimit, nowMs: number): SessionStarts {
  const uncounted = Object.values(starts.takenAtMs).filter(
    (atMs) => Math.abs(nowMs - atMs) < UNCOUNTED_MS,
  );
  const remaining = Math.max(0, limit.remaining - uncounted.length);
  return { ...starts, limit: { ...limit, remaining } };
}

/** Takes the turn of a bucket, in which sessions start `pauseMs` apart, if it has come. */
export function takeTurn(
  starts: SessionStarts,
  bucket: number,
  { nowMs, pauseMs }: { nowMs: number; pauseMs: number },
): { turn: StartTurn; starts: SessionStarts } {
  const limit = limitAt(starts.limit, nowMs);
  if (limit && limit.remaining <= KEPT_BACK)
    return { turn: { kind: "used up", untilMs: limit.resetsAtMs }, starts };

  const taken: SessionStarts = { ...starts, takenAtMs: { ...starts.takenAtMs, [bucket]: nowMs } };
  const waitMs = (starts.takenAtMs[bucket] ?? -Infinity) + pauseMs - nowMs;
  // The clock was ahead, and nobody knows how long ago that was.
  if (waitMs > pauseMs) return { turn: { kind: "too soon", waitMs: pauseMs }, starts: taken };
  if (waitMs > 0) return { turn: { kind: "too soon", waitMs }, starts };
  const left = limit && { ...limit, remaining: limit.remaining - 1 };
  return { turn: { kind: "ours" }, starts: { ...taken, limit: left } };
}

/** A new day's begins when the old one is over. */
function limitAt(limit: SessionLimit | null, nowMs: number): SessionLimit | null {
  if (!limit || limit.resetsAtMs > nowMs + DAY_MS) return null;
  if (limit.resetsAtMs > nowMs) return limit;
  return { total: limit.total, remaining: limit.total, resetsAtMs: nowMs + DAY_MS };
}

const schema = z
  .object({
    takenAtMs: z.record(z.string(), z.number()),
    limit: z
      .object({ total: z.number(), remaining: z.number(), resetsAtMs: z.number() })
      .nullable(),
  })
  .catch({ takenAtMs: {}, limit: null });
