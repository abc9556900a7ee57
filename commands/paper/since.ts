/** What `since` takes, for the messages that ask for it. */
export const SINCE_EXAMPLES = "2024, 2024-05, 2024-05-17, May 2024 or 30d";

/**
 * The first day that `since` means, as `2024-05-17`: a day, a month or a year, or a time before
 * `today` (`30d`, `2 weeks`, `last month`). Null when it cannot be read.
 */
export function parseSince(text: string, today: Temporal.PlainDate): string | null {
  const typed = text.normalize("NFKC").trim().toLowerCase().replace(/\s+/g, " ");
  const day = isoDay(typed) ?? namedDay(typed) ?? daysAgo(typed, today);
  if (day === null) return null;
  return Temporal.PlainDate.compare(day, EARLIEST) < 0 ? EARLIEST.toString() : day.toString();
}

/** Older than any paper we could list; keeps the year at four digits. */
const EARLIEST = Temporal.PlainDate.from("1900-01-01");

const ISO = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:t.*)?)?)?$/;

function isoDay(typed: string): Temporal.PlainDate | null {
  const [, year, month = "1", day = "1"] = ISO.exec(typed) ?? [];
  return year === undefined ? null : realDay(year, Number(month), day);
}

const MONTHS =
  "january february march april may june july august september october november december".split(
    " ",
  );
const MONTH_FIRST = /^([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?,?)? (\d{4})$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})$/;

function namedDay(typed: string): Temporal.PlainDate | null {
  const monthFirst = MONTH_FIRST.exec(typed);
  const dayFirst = DAY_FIRST.exec(typed);
  const [month, day, year] = monthFirst
    ? [monthFirst[1], monthFirst[2] ?? "1", monthFirst[3]]
    : [dayFirst?.[2], dayFirst?.[1], dayFirst?.[3]];
  if (month === undefined || day === undefined || year === undefined) return null;
  return realDay(year, MONTHS.findIndex((name) => name.startsWith(month)) + 1, day);
}

const AGO =
  /^(?:(?:the )?(?:last|past) )?(\d{1,4})? ?(?:(d|days?)|(w|weeks?)|(m|mo|months?)|(y|years?))(?: ago)?$/;

function daysAgo(typed: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (typed === "today") return today;
  if (typed === "yesterday") return today.subtract({ days: 1 });
  const [matched, amount = "1", days, weeks, months, years] = AGO.exec(typed) ?? [];
  if (matched === undefined) return null;
  const times = (unit: string | undefined) => (unit === undefined ? 0 : Number(amount));
  return today.subtract({
    days: times(days),
    weeks: times(weeks),
    months: times(months),
    years: times(years),
  });
}

/** Null for a day that no calendar has, such as 30 February. */
function realDay(year: string, month: number, day: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month, day: Number(day) },
      { overflow: "reject" },
    );
  } catch {
    return null;
  }
}
