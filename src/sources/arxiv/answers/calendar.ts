/** arXiv counts its days here. */
const ARXIV_ZONE = "America/New_York";

/** The feed of a day is there from its midnight on; half an hour later it is surely built. */
const FIRST_READING = Temporal.PlainTime.from("00:30");
/** Some feeds still show the day before then. */
const SECOND_READING = Temporal.PlainTime.from("01:30");

/**
 * Days on whose evening arXiv announces nothing, besides Fridays and Saturdays, as it publishes
 * them for each year: https://info.arxiv.org/help/availability.html. To be continued each autumn; of
 * other years they are assumed, see `isAssumedHoliday`.
 */
const PUBLISHED: ReadonlyMap<number, readonly string[]> = new Map([
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
 * nothing is expected, and nothing is wrong with papers in them.
 */
export function expectsAnnouncement(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek <= 5 && !isHoliday(day) && !isHoliday(day.subtract({ days: 1 }));
}

/** Whether arXiv has published the holidays of that year; else they are assumed. */
export function knowsHolidaysOf(day: Temporal.PlainDate): boolean {
  return PUBLISHED.has(day.year);
}

/** Why a day has no papers, in words for people; null for a day that must have some. */
export function whyQuiet(day: Temporal.PlainDate): string | null {
  if (expectsAnnouncement(day)) return null;
  return day.dayOfWeek > 5
    ? "arXiv announces nothing on Friday and Saturday evenings"
    : knowsHolidaysOf(day)
      ? "arXiv keeps a holiday"
      : `arXiv probably keeps a holiday; those of ${day.year} aren't known yet`;
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
  return PUBLISHED.get(day.year)?.includes(day.toString()) ?? isAssumedHoliday(day);
}

const [MONDAY, THURSDAY, SATURDAY] = [1, 4, 6];

/**
 * Those that arXiv kept in each year from 2023 to 2026: New Year, Martin Luther King's day, Juneteenth,
 * Independence Day, Labor Day, Thanksgiving, Christmas, and some days between the years, others each time.
 * What falls on a weekend is kept on the Friday before or the Monday after.
 */
function isAssumedHoliday(day: Temporal.PlainDate): boolean {
  const is = (month: number, first: number, last = first) =>
    day.month === month && day.day >= first && day.day <= last;
  const isKept = (month: number, date: number) => {
    const holiday = Temporal.PlainDate.from({ year: day.year, month, day: date });
    const moved = { days: holiday.dayOfWeek === SATURDAY ? -1 : 1 };
    return day.equals(holiday) || (holiday.dayOfWeek >= SATURDAY && day.equals(holiday.add(moved)));
  };
  return (
    isKept(1, 1) ||
    (day.dayOfWeek === MONDAY && is(1, 15, 21)) ||
    isKept(6, 19) ||
    isKept(7, 4) ||
    (day.dayOfWeek === MONDAY && is(9, 1, 7)) ||
    (day.dayOfWeek === THURSDAY && is(11, 22, 28)) ||
    is(12, 24, 31)
  );
}
