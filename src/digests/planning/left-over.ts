import type { LeftOver } from "../digest.ts";
import type { DigestSettings } from "../settings.ts";
import { daysWaited } from "./days-waited.ts";

interface Untaken {
  paperId: string;
  /** When the first digest was due for which it was a candidate; null where this is the first. */
  waitingSince: Temporal.Instant | null;
}

/** A digest that is planned, and what came before it. */
interface Occasion {
  settings: Pick<DigestSettings, "keep" | "time" | "timeZone" | "days">;
  dueAt: Temporal.Instant;
  /** When earlier digests were due that got through: all of them since the oldest wait began. */
  answered: readonly Temporal.Instant[];
}

/**
 * What becomes of candidates that a digest did not take: so many days after the first digest that could
 * have had them their time is over, and `end` says how. Days count by the channel's calendar, so
 * that clocks that change, or a digest that was sent by hand an hour earlier, cost nobody a day.
 */
export function leftOver(
  untaken: readonly Untaken[],
  end: NonNullable<LeftOver["end"]>,
  { settings, dueAt, answered }: Occasion,
): LeftOver[] {
  // Many began to wait with the same digest.
  const waited = new Map<number, number>();
  const isOver = (since: Temporal.Instant) => {
    const at = since.epochMilliseconds;
    const days = waited.get(at) ?? daysWaited({ since, dueAt, answered }, settings);
    waited.set(at, days);
    return days >= settings.keep;
  };
  return untaken.map(({ paperId, waitingSince }) => {
    const since = waitingSince ?? dueAt;
    return { paperId, since, isKnown: waitingSince !== null, end: isOver(since) ? end : null };
  });
}
