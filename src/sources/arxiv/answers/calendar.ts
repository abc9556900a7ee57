/** arXiv counts its days here. */
const ARXIV_ZONE = "America/New_York";

/** The feed of a day is there from its midnight on; half an hour later it is surely built. */
const FIRST_READING = Temporal.PlainTime.from("00:30");
/** Some feeds still show the day before then. */
const SECOND_READING = Temporal.PlainTime.from("01:30");

/**
 * Days on whose evening arXiv announces nothing, besides Fridays and Saturdays, as it publishes
 * them for each year: https://info.arxiv.org/help/availability.html. To be continued each autumn.
 */
const HOLIDAYS: ReadonlyMap<number, readonly string[]> = new Map([
  [
    2026,
    [
      "2026-01-01",
      "2026-01-19",
      "2026-06-19",
      "2026-07-03",
      "2026-09-07",
      "2026-11-26",
      "2026-12-25",
      "2026-12-29",
      "2026-12-31",
    ],
  ],
]);

/** The day whose feed arXiv shows at this instant: it flips at midnight in the east of the US. */
export function feedDayAt(now: Temporal.Instant): Temporal.PlainDate {
  return now.toZonedDateTimeISO(ARXIV_ZONE).toPlainDate();
}

/**
 * Whether the feed of this day must have papers. Announcements are made on the evenings of Sunday
 * to Thursday, and are in the feed of the day that follows: Monday to Friday. A holiday may empty
 * its own feed or that of the day after (arXiv's help can be read both ways), so of those two
 * nothing is expected, and nothing is wrong with papers in them. Of years without a list only the
 * weekends are known; see `knowsHolidaysOf`.
 */
export function expectsAnnouncement(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek <= 5 && !isHoliday(day) && !isHoliday(day.subtract({ days: 1 }));
}

export function knowsHolidaysOf(day: Temporal.PlainDate): boolean {
  return HOLIDAYS.has(day.year);
}

/** Why a day has no papers, in words for people; null for a day that must have some. */
export function whyQuiet(day: Temporal.PlainDate): string | null {
  if (expectsAnnouncement(day)) return null;
  return day.dayOfWeek > 5
    ? "arXiv announces nothing on Friday and Saturday evenings"
    : "arXiv keeps a holiday";
}

/** The days from the first up to, but without, the second on which there may be a feed at all. */
export function weekdays(
  from: Temporal.PlainDate,
  before: Temporal.PlainDate,
): Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = [];
  for (let day = from; Temporal.PlainDate.compare(day, before) < 0; day = day.add({ days: 1 }))
    if (day.dayOfWeek <= 5) days.push(day);
  return days;
}

/** When to read next: half an hour after a feed's midnight (04:30 or 05:30 UTC), and an hour later. */
export function nextReading(now: Temporal.Instant): Temporal.Instant {
  const today = feedDayAt(now);
  const times = [today, today.add({ days: 1 })].flatMap((day) =>
    [FIRST_READING, SECOND_READING].map((plainTime) =>
      day.toZonedDateTime({ timeZone: ARXIV_ZONE, plainTime }).toInstant(),
    ),
  );
  // The last of them is tomorrow's, so one is always ahead.
  return times.find((time) => Temporal.Instant.compare(time, now) > 0) ?? now.add({ hours: 24 });
}

function isHoliday(day: Temporal.PlainDate): boolean {
  return HOLIDAYS.get(day.year)?.includes(day.toString()) ?? false;
}
