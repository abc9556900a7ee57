/** Whether an instant has come: at it, and ever after. */
export function isPast(instant: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, instant) >= 0;
}
