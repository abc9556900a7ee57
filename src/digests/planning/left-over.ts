import type { LeftOver } from "../digest.ts";
import type { DigestSettings } from "../settings.ts";

interface Untaken {
  paperId: string;
  /** When the first digest was due for which it was a candidate; null where this is the first. */
  waitingSince: Temporal.Instant | null;
}

/**
 * What becomes of candidates that a digest did not take: so many days after the first digest that could
 * have had them their time is over, and `end` says how. Days count by the channel's calendar, so that
 * clocks that change, or a digest that was sent by hand an hour earlier, cost nobody a day.
 */
export function leftOver(
  untaken: readonly Untaken[],
  end: NonNullable<LeftOver["end"]>,
  { settings: { keep, timeZone }, dueAt }: LeftOverRules,
): LeftOver[] {
  const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(timeZone).toPlainDate();
  const lastBegin = dayOf(dueAt).subtract({ days: keep });
  const isOver = (since: Temporal.Instant) =>
    Temporal.PlainDate.compare(dayOf(since), lastBegin) <= 0;
  return untaken.map(({ paperId, waitingSince }) => {
    const since = waitingSince ?? dueAt;
    return { paperId, since, isKnown: waitingSince !== null, end: isOver(since) ? end : null };
  });
}

interface LeftOverRules {
  settings: Pick<DigestSettings, "keep" | "timeZone">;
  dueAt: Temporal.Instant;
}
