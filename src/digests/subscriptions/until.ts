const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FOR = /^(?:for )?(\d{1,3}) ?(?:(d|days?)|(w|weeks?)|(m|mo|months?))$/;

/**
 * The instant at which a pause ends: the beginning of a day in the channel's zone, or so many days,
 * weeks or months after `now`. Null when it cannot be read.
 */
export function parseUntil(
  text: string,
  now: Temporal.Instant,
  timeZone: string,
): Temporal.Instant | null {
  const typed = text.normalize("NFKC").trim().toLowerCase().replace(/\s+/g, " ");
  const here = now.toZonedDateTimeISO(timeZone);
  if (typed === "tomorrow") return here.startOfDay().add({ days: 1 }).toInstant();
  if (DAY.test(typed)) return beginningOf(typed, timeZone);
  const [matched, amount, days, weeks, months] = FOR.exec(typed) ?? [];
  if (matched === undefined) return null;
  const times = (unit: string | undefined) => (unit === undefined ? 0 : Number(amount));
  return here.add({ days: times(days), weeks: times(weeks), months: times(months) }).toInstant();
}

/** Null for a day that no calendar has. */
function beginningOf(date: string, timeZone: string): Temporal.Instant | null {
  try {
    return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant();
  } catch {
    return null;
  }
}
