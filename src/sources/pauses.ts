/** No far end is left alone for longer, neither for its own sake nor for ours. */
export const LONGEST_PAUSE = Temporal.Duration.from({ hours: 24 });

/**
 * Whether a stored pause is still on. One that would last for longer than any was stored by a clock
 * that was ahead, and is over.
 */
export function isPausedUntil(until: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return (
    until !== null &&
    Temporal.Instant.compare(now, until) < 0 &&
    Temporal.Instant.compare(until, now.add(LONGEST_PAUSE)) <= 0
  );
}
