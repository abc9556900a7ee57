import type { Channel, Digest } from "./digest.ts";
import { nextSlot, type Slot } from "./slots.ts";

/** Ticks come once a minute; of what comes longer than this after its time, people should know. */
const LATE_AFTER = { minutes: 15 };

/**
 * Whether a digest comes late as soon as it is planned: its slot was missed while we were down, or
 * long ago, or it stands for several slots. `upSince`: since when slots are watched for.
 */
export function isPlannedLate(
  { instant }: Slot,
  { settledUntil, settings }: Pick<Channel, "settledUntil" | "settings">,
  { now, upSince = instant }: { now: Temporal.Instant; upSince?: Temporal.Instant | undefined },
): boolean {
  const first = nextSlot(settledUntil, settings);
  return isBefore(instant, upSince) || isLongAgo(instant, now) || isBefore(first.instant, instant);
}

/** Whether a digest that is done now came late: planned so, blocked meanwhile, or long on its way. */
export function isSentLate(
  { plannedAt, late }: Pick<Digest, "plannedAt" | "late">,
  { now, wasBlocked }: { now: Temporal.Instant; wasBlocked: boolean },
): boolean {
  return late || wasBlocked || isLongAgo(plannedAt, now);
}

function isLongAgo(instant: Temporal.Instant, now: Temporal.Instant): boolean {
  return isBefore(instant.add(LATE_AFTER), now);
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0;
}
