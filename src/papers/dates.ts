import type { Published } from "./paper.ts";

/** A date as a listing prints it, and the number of comments that may follow it. */
export interface ListedDate {
  /** Null when there is no such day; `problem` says so. */
  published: Published | null;
  comments: number | null;
  /** What is wrong with it, and what was made of it. */
  problem?: { what: string; done: string };
}

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** `Nov 17, 2024`, `Oct 1`, `Sep 10, 2024 2`, `Nov 11 1.2k`. */
const DATE =
  /^([A-Z][a-z]{2,8})\.?\s+(\d{1,2})(?:\s*,\s*(\d{4}))?(?:\s+(\d[\d.,]{0,15}[kK]?)(?:\s+comments?)?)?$/;
/** `Nov 17, 20`, `Nov 17,`, `Nov 117`: a month and digits, but no date. */
const LIKE_A_DATE = /^([A-Z][a-z]{2,8})\.?\s+\d{1,4}(?:\s*,\s*\d{0,5})?(?:\s+[\d.,kK]{1,16})?$/;
const LONGEST_DATE = 40;
/** The first printed journals are of 1665; the first arXiv papers of 1991. Nothing listed is older. */
const EARLIEST_YEAR = 1665;

/** Null when the line is no date at all. A date that cannot be is given without `published`. */
export function readDate(line: string): ListedDate | null {
  if (line.length > LONGEST_DATE) return null;
  const [, monthName, dayDigits, yearDigits, commentDigits] = DATE.exec(line) ?? [];
  if (monthName === undefined || dayDigits === undefined) return null;
  const month = monthNumber(monthName);
  if (month === null) return null;
  const day = Number(dayDigits);
  const year = yearDigits === undefined ? null : Number(yearDigits);
  const comments = commentDigits === undefined ? null : readCount(commentDigits);

  if (!isDay(year, month, day) || (year !== null && year < EARLIEST_YEAR))
    return {
      published: null,
      comments,
      problem: { what: `There is no day “${line}”`, done: "Left the date out" },
    };
  const published = publishedOn(year, month, day);
  if (commentDigits === undefined) return { published, comments };
  if (comments === null)
    return {
      published,
      comments,
      problem: {
        what: `“${commentDigits}” is not a number of comments`,
        done: "Left the comments out",
      },
    };
  if (year === null && /^(?:19|20)\d\d$/.test(commentDigits))
    return {
      published,
      comments,
      problem: {
        what: `“${line}” may be a year that lost its comma`,
        done: `Read as ${comments} comments, as listings print them`,
      },
    };
  return { published, comments };
}

/** Whether a line that `readDate` refuses was likely meant as a date, such as `Nov 17, 20`. */
export function isBrokenDate(line: string): boolean {
  if (line.length > LONGEST_DATE) return false;
  const month = LIKE_A_DATE.exec(line)?.[1];
  return month !== undefined && monthNumber(month) !== null && readDate(line) === null;
}

/** `7`, `1,024` or `1.2k`; null for anything else. */
export function readCount(digits: string): number | null {
  const thousands = /^(\d{1,6}(?:\.\d{1,3})?)k$/i.exec(digits)?.[1];
  if (thousands !== undefined) return Math.round(Number(thousands) * 1000);
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)$/.test(digits)) return null;
  const count = Number(digits.replaceAll(",", ""));
  return Number.isSafeInteger(count) ? count : null;
}

/** Month and day, from 1, without a year where `year` is null. */
function publishedOn(year: number | null, month: number, day: number): Published {
  const monthAndDay = `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return year === null
    ? { date: `--${monthAndDay}`, precision: "month-day", inferred: false }
    : {
        date: `${String(year).padStart(4, "0")}-${monthAndDay}`,
        precision: "day",
        inferred: false,
      };
}

/** Whether the calendar has that day; without a year, whether some year has it. */
export function isDay(year: number | null, month: number, day: number): boolean {
  const leapYear = 2024;
  return (
    day >= 1 && day <= Temporal.PlainYearMonth.from({ year: year ?? leapYear, month }).daysInMonth
  );
}

function monthNumber(name: string): number | null {
  const lower = name.toLowerCase();
  const index = MONTHS.findIndex(
    (month) =>
      lower === month || lower === month.slice(0, 3) || (lower === "sept" && month === "september"),
  );
  return index === -1 ? null : index + 1;
}
