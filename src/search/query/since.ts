/** What `since` takes, for the messages that ask for it. */
export const SINCE_EXAMPLES = "2024, 2024-05, 2024-05-17, May 2024 or 30d";

/**
 * The first day that `since` means, as `2024-05-17`: a day, a month or a year, or a time before
 * `today` (`30d`, `2 weeks`, `last month`). Null when it cannot be read.
 */
export function parseSince(text: string, today: Temporal.PlainDate): string | null {
  const time = readTime(text);
  return time === null ? null : firstDay(time, today);
}

/**
 * What `parseSince` reads, in the one form that means the same on any day: `2024`, `2024-05`,
 * `2024-05-17`, or `30d`, `2w`, `1m`, `1y` before today. Null when it cannot be read.
 */
export function readTime(text: string): string | null {
  const typed = text.normalize("NFKC").trim().toLowerCase().replace(/\s+/g, " ");
  return isoTime(typed) ?? namedTime(typed) ?? ago(typed);
}

/** The first day of a time as `readTime` gives it. */
export function firstDay(time: string, today: Temporal.PlainDate): string {
  const [, amount, unit = ""] = AGO_AS_READ.exec(time) ?? [];
  const day =
    amount === undefined
      ? Temporal.PlainDate.from(`${time}-01-01`.slice(0, 10))
      : today.subtract({ [UNIT_NAMES[unit] ?? "days"]: Number(amount) });
  return Temporal.PlainDate.compare(day, EARLIEST_DAY) < 0 ? EARLIEST_DAY : day.toString();
}

/** Older than any paper we could list; keeps the year at four digits. */
export const EARLIEST_DAY = "1900-01-01";

const AGO_AS_READ = /^(\d{1,4})([dwmy])$/;
const UNIT_NAMES: Record<string, string> = { d: "days", w: "weeks", m: "months", y: "years" };

const ISO = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:t.*)?)?)?$/;

function isoTime(typed: string): string | null {
  const [, year, month, day] = ISO.exec(typed) ?? [];
  return year === undefined ? null : realTime(year, month, day);
}

const MONTH_NAMES =
  "january february march april may june july august september october november december".split(
    " ",
  );
const MONTH_FIRST = /^([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?,?)? (\d{4})$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})$/;

function namedTime(typed: string): string | null {
  const monthFirst = MONTH_FIRST.exec(typed);
  const dayFirst = DAY_FIRST.exec(typed);
  const [month, day, year] = monthFirst
    ? [monthFirst[1], monthFirst[2], monthFirst[3]]
    : [dayFirst?.[2], dayFirst?.[1], dayFirst?.[3]];
  if (month === undefined || year === undefined) return null;
  return realTime(year, `${MONTH_NAMES.findIndex((name) => name.startsWith(month)) + 1}`, day);
}

const AGO =
  /^(?:(?:the )?(?:last|past) )?(\d{1,4})? ?(?:(d|days?)|(w|weeks?)|(m|mo|months?)|(y|years?))(?: ago)?$/;

function ago(typed: string): string | null {
  if (typed === "today") return "0d";
  if (typed === "yesterday") return "1d";
  const [matched, amount = "1", ...units] = AGO.exec(typed) ?? [];
  const unit = units.find((one) => one !== undefined)?.[0];
  return matched === undefined || unit === undefined ? null : `${Number(amount)}${unit}`;
}

/** Null for a day that no calendar has, such as 30 February. */
function realTime(year: string, month: string | undefined, day: string | undefined): string | null {
  try {
    const first = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) },
      { overflow: "reject" },
    ).toString();
    return first.slice(0, day !== undefined ? 10 : month !== undefined ? 7 : 4);
  } catch {
    return null;
  }
}
