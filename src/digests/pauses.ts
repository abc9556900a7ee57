import type { Channel } from "./digest.ts";
import { isPast } from "./instants.ts";

/**
 * Whether a pause that somebody asked for still holds at an instant. A pause that is over stands in
 * the channel until the next tick.
 */
export function isPausedAt(instant: Temporal.Instant, { pause }: Pick<Channel, "pause">): boolean {
  if (pause?.why !== "asked") return false;
  return pause.until === null || !isPast(pause.until, instant);
}

/** The last instant at which such a pause holds: a slot at its very end is answered. */
export function lastPausedInstant(until: Temporal.Instant): Temporal.Instant {
  return until.subtract({ nanoseconds: 1 });
}
