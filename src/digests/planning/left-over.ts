import type { LeftOver } from "../digest.ts";
import type { DigestSettings } from "../settings.ts";

interface Unplaced {
  paperId: string;
  /** When the first digest was due for which it was a candidate; null where this is the first. */
  waitingSince: Temporal.Instant | null;
}

/**
 * What becomes of candidates for which a digest had no place: they wait for so many days after the first
 * digest that could have had them, and then they are missed. Days count by the channel's calendar, so
 * that clocks that change, or a digest that was sent by hand an hour earlier, cost nobody a day.
 */
export function leftOver(
  unplaced: readonly Unplaced[],
  { keep, timeZone }: Pick<DigestSettings, "keep" | "timeZone">,
  dueAt: Temporal.Instant,
): LeftOver[] {
  const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(timeZone).toPlainDate();
  const lastBegin = dayOf(dueAt).subtract({ days: keep });
  const isOver = (since: Temporal.Instant) =>
    Temporal.PlainDate.compare(dayOf(since), lastBegin) <= 0;
  return unplaced.map(({ paperId, waitingSince }) => {
    const since = waitingSince ?? dueAt;
    return { paperId, since, isKnown: waitingSince !== null, isMissed: isOver(since) };
  });
}
