import { isPast } from "../instants.ts";
import type { Schedule } from "../settings.ts";
import { wantedBefore } from "../slots.ts";

interface Wait {
  /** When the first digest was due that had no place. */
  since: Temporal.Instant;
  /** When the digest is due at which it is counted. */
  dueAt: Temporal.Instant;
  /** When digests were due that got through, in any order; more than those between the two does no harm. */
  answered: readonly Temporal.Instant[];
}

/**
 * For how many days a paper has waited: of the days since its first digest those on which the channel could
 * get one. A digest that got through stands for its own day and for the days before it back to the last
 * wanted day of the schedule, or to the digest before. So a week counts whole where digests come weekly, and
 * nothing counts of a pause, of an outage, or of a channel that was blocked.
 */
export function daysWaited({ since, dueAt, answered }: Wait, { timeZone, days }: Schedule): number {
  const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(timeZone).toPlainDate();
  const between = answered.filter((at) => isPast(since, at) && isPast(at, dueAt));
  const counted = [...between, dueAt]
    .map(dayOf)
    .toSorted((one, other) => Temporal.PlainDate.compare(one, other));
  let waited = 0;
  let last = dayOf(since);
  for (const day of counted) {
    if (Temporal.PlainDate.compare(day, last) <= 0) continue;
    const before = wantedBefore(day, days);
    const from = Temporal.PlainDate.compare(before, last) > 0 ? before : last;
    waited += from.until(day, { largestUnit: "day" }).days;
    last = day;
  }
  return waited;
}
