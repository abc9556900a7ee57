import type { Channel, Digest } from "./digest.ts";
import { lastPausedInstant } from "./pauses.ts";
import type { Schedule } from "./settings.ts";
import { nextSlot } from "./slots.ts";

/** When the next digest of a channel is due, unless somebody changes something; null in a pause without end. */
export function nextDue(
  { pause, settings, settledUntil }: Pick<Channel, "pause" | "settings" | "settledUntil">,
  now: Temporal.Instant,
): Temporal.Instant | null {
  if (pause?.why === "blocked") return null;
  if (pause && pause.until === null) return null;
  const pausedUntil = pause?.until ? lastPausedInstant(pause.until) : now;
  const after = [settledUntil, pausedUntil].reduce(
    (latest, one) => (Temporal.Instant.compare(one, latest) > 0 ? one : latest),
    now,
  );
  return nextSlot(after, settings).instant;
}

/**
 * Until when slots are settled after the schedule was changed at `now`: those that the new schedule
 * would have had before are nobody's, and a local day that has had its digest gets no second one.
 */
export function settledByChange(
  now: Temporal.Instant,
  schedule: Schedule,
  runs: readonly Pick<Digest, "occasion">[],
): Temporal.Instant {
  const answered = new Set(
    runs.flatMap(({ occasion }) => (occasion.kind === "slot" ? occasion.date : [])),
  );
  let settledUntil = now;
  for (;;) {
    const slot = nextSlot(settledUntil, schedule);
    if (!answered.has(slot.date)) return settledUntil;
    settledUntil = slot.instant;
  }
}
