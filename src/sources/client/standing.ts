import { z } from "zod";
import { storedInstant } from "../stored-values.ts";

/** How we stand with a far end. Stored, so that a restart or a second process is no less polite. */
export interface Standing {
  /** When the last request left; null before the first. */
  askedAt: Temporal.Instant | null;
  /** Until when it may still be under way; null once it is over. */
  busyUntil: Temporal.Instant | null;
  /** Questions in a row that got no answer, each after all its tries. */
  troubles: number;
  /** Until when the far end asked us to stay away. */
  keptOutUntil: Temporal.Instant | null;
  /** Until when we stay away of our own accord: the circuit breaker. */
  restsUntil: Temporal.Instant | null;
  /** Of the last trouble, a sentence for people; null when there was none. */
  why: string | null;
}

const SHORTEST_REST_MS = 5 * 60 * 1000;
const LONGEST_REST_MS = 2 * 60 * 60 * 1000;
/** Of one request. */
const LONGEST_BUSY_MS = 2 * 60 * 1000;
/** While another process has a request under way, we look again after so long. */
const LOOK_AGAIN_MS = 1000;

/** What was stored, as far as it can be read. */
export function readStanding(stored: unknown): Standing {
  return schema.parse(stored);
}

/**
 * What to believe of a standing now. Where the last request seems to lie ahead, the clock was set back
 * since: the pauses last as long from now on as they did from then. None lasts for longer than any can.
 */
export function asOf(
  standing: Standing,
  now: Temporal.Instant,
  longestKeptOut: Temporal.Duration,
): Standing {
  const { askedAt, busyUntil, keptOutUntil, restsUntil } = standing;
  const ahead = askedAt ? now.until(askedAt) : new Temporal.Duration();
  const earlier = (until: Temporal.Instant | null, longestMs: number) => {
    const moved = ahead.sign > 0 ? (until?.subtract(ahead) ?? null) : until;
    const latest = now.add({ milliseconds: longestMs });
    return moved && Temporal.Instant.compare(moved, latest) > 0 ? latest : moved;
  };
  return {
    ...standing,
    askedAt: earlier(askedAt, 0),
    busyUntil: earlier(busyUntil, LONGEST_BUSY_MS),
    keptOutUntil: earlier(keptOutUntil, longestKeptOut.total("milliseconds")),
    restsUntil: earlier(restsUntil, LONGEST_REST_MS),
  };
}

/**
 * In how many milliseconds to look whether the next request may leave: its turn comes a pause after the
 * last one left, and not before that one is over. 0: now.
 */
export function untilTurnMs(
  { askedAt, busyUntil }: Standing,
  { now, pauseMs }: { now: Temporal.Instant; pauseMs: number },
): number {
  const untilMs = (instant: Temporal.Instant) => now.until(instant).total("milliseconds");
  return Math.max(
    0,
    askedAt ? pauseMs + untilMs(askedAt) : 0,
    busyUntil ? Math.min(untilMs(busyUntil), LOOK_AGAIN_MS) : 0,
  );
}

/** As a request leaves that takes no longer than `timeoutMs`. */
export function asked(standing: Standing, now: Temporal.Instant, timeoutMs: number): Standing {
  return { ...standing, askedAt: now, busyUntil: now.add({ milliseconds: timeoutMs }) };
}

/** After an answer. `requestedPauseMs`: it asks us to stay away even so, since a window is used up. */
export function afterAnswer(
  standing: Standing,
  now: Temporal.Instant,
  requestedPauseMs: number | null = null,
): Standing {
  const keptOutUntil =
    requestedPauseMs === null ? null : now.add({ milliseconds: requestedPauseMs });
  return { ...standing, troubles: 0, restsUntil: null, keptOutUntil, why: null };
}

/**
 * After a question that got no answer: rests for 5 minutes, doubled with each in a row up to 2 hours,
 * by a random part shorter so that not all come back at once. `keptOutMs`: what the far end asked for.
 */
export function afterTrouble(
  standing: Standing,
  trouble: { now: Temporal.Instant; random: () => number; why: string; keptOutMs: number | null },
): Standing {
  const { now, random, why, keptOutMs } = trouble;
  const restMs = Math.min(SHORTEST_REST_MS * 2 ** standing.troubles, LONGEST_REST_MS);
  const later = (ms: number) => now.add({ milliseconds: Math.round(ms) });
  return {
    ...standing,
    troubles: standing.troubles + 1,
    restsUntil: later(restMs / 2 + (random() * restMs) / 2),
    keptOutUntil: keptOutMs === null ? standing.keptOutUntil : later(keptOutMs),
    why,
  };
}

/** Until when not to ask; null when it is all right now. */
export function staysAwayUntil(
  { keptOutUntil, restsUntil }: Standing,
  now: Temporal.Instant,
  { evenIfResting }: { evenIfResting: boolean },
): Temporal.Instant | null {
  const ahead = [keptOutUntil, evenIfResting ? null : restsUntil]
    .filter((until) => until !== null)
    .filter((until) => Temporal.Instant.compare(until, now) > 0);
  return ahead.toSorted((a, b) => Temporal.Instant.compare(a, b)).at(-1) ?? null;
}

const schema = z
  .object({
    askedAt: storedInstant.nullable(),
    busyUntil: storedInstant.nullable().default(null),
    troubles: z.int().min(0),
    keptOutUntil: storedInstant.nullable(),
    restsUntil: storedInstant.nullable(),
    why: z.string().nullable(),
  })
  .catch({
    askedAt: null,
    busyUntil: null,
    troubles: 0,
    keptOutUntil: null,
    restsUntil: null,
    why: null,
  });
