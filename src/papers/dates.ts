import { isRelativeDay, isWeekday, monthNamed } from "./calendar-words.ts";
import type { Published } from "./paper.ts";

/** A date as a listing prints it, and the number of comments that may follow it. */
export interface ListedDate {
  /** Null when there is no such day, or none that the words tell for sure; `problem` says so. */
  published: Published | null;
  comments: number | null;
  /** What is wrong with it, and what was made of it. */
  problem?: { what: string; done: string };
}

const ENGLISH_MONTHS = [
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

const TIME = String.raw`(?:(?:T|,?\s(?:at\s)?)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?`;
const COMMENTS = String.raw`(?:\s+(?<comments>\d[\d.,]{0,15}[kK]?)(?:\s+comments?)?)?`;
const MONTH = String.raw`(?<month>\p{L}[\p{L}\p{M}]{1,14})\.?`;
const DAY = String.raw`(?<day>\d{1,2})`;
const YEAR = String.raw`(?<year>\d{4})`;

/** Each form has groups `month` and `day`, most a `year`, some `comments`. */
const FORMS = [
  // Nov 17, 2024; Oct 1; Sep 10, 2024 2; Nov 11 1.2k; November 14th, 2026
  String.raw`${MONTH}\s+${DAY}(?:(?:st|nd|rd|th)(?:\s*,?\s*${YEAR})?|(?:\s*,\s*(?<year>\d{4})))?${TIME}${COMMENTS}`,
  // 17 Nov 2026; 17. November 2026; 1er novembre 2026; 17 de noviembre de 2026; 17-Nov-2026
  String.raw`${DAY}(?:\.|st|nd|rd|th|er|º|°)?[\s-]?(?:(?:de|of)\s|d[’'])?${MONTH}(?:(?:,?\s?(?:del?\s)?|-)${YEAR})?(?:\sг\.?|\sр\.?|\sr\.)?${TIME}${COMMENTS}`,
  // Nov-17-2026
  String.raw`${MONTH}-${DAY}-${YEAR}${TIME}${COMMENTS}`,
  // 2026-11-16; 2026/11/16; 2026. 11. 16.; 2026-11-16T08:00:00Z
  String.raw`${YEAR}(?<sign>[-/.])\s?(?<month>\d{1,2})\k<sign>\s?${DAY}\.?${TIME}${COMMENTS}`,
  // 2026年11月17日; 11月17日; 2026년 11월 17일
  String.raw`(?:${YEAR}\s?[年년]\s?)?(?<month>\d{1,2})\s?[月월]\s?${DAY}\s?[日号號일](?:\s?[(（]?(?:星期|周|週)?[一二三四五六日天月火水木金土월화수목금토일](?:曜日|요일)?[)）]?)?${TIME}${COMMENTS}`,
  // 17.11.2026, which is written where the day goes first
  String.raw`${DAY}\.\s?(?<month>\d{1,2})\.\s?${YEAR}${TIME}${COMMENTS}`,
  // 2026. november 17.
  String.raw`${YEAR}\.?\s${MONTH}\s${DAY}\.?${COMMENTS}`,
  // 17 tháng 11, 2026
  String.raw`${DAY}\stháng\s(?<month>\d{1,2}),?\s(?:năm\s)?${YEAR}${COMMENTS}`,
].map((form) => new RegExp(`^(?:${form})$`, "u"));

/** `11/15/2026`, `3-4-26`: a day and a month, or a month and a day. */
const UNCLEAR = new RegExp(
  String.raw`^\d{1,2}(?<sign>[-/.])\d{1,2}\k<sign>(?:\d{4}|\d{2})${TIME}${COMMENTS}$`,
  "u",
);
/** `Nov 17, 20`, `Nov 17,`, `Nov 117`: a month and digits, but no date. */
const LIKE_A_DATE = /^([A-Z][a-z]{2,8})\.?\s+\d{1,4}(?:\s*,\s*\d{0,5})?(?:\s+[\d.,kK]{1,16})?$/;
const BEGINS_DATE = /^(?:\p{L}[\p{L}\p{M}]*(?:[.,]{0,2}\s+|-)){0,2}\p{Nd}/u;
const MAYBE_RELATIVE = /^\S{1,20}(?:\s\S{1,12}){0,4}$/;
const LONGEST_DATE = 40;
/** Far more words than a date has, with the word before it. */
const LONGEST_INTRODUCED = 64;
const WEEKDAY = /^(\p{L}[\p{L}\p{M}]{1,14})\.?,?\s+(?=[\p{L}\d])/u;
/** `Published on Nov 17, 2026`, `发布于2026年11月17日`, `Veröffentlicht: 17. November 2026`. */
const INTRODUCTION = /^(?:\p{L}[\p{L}\p{M}’']{0,20}[\s:：]+|\p{Lo}{1,8}[\s:：]*(?=\d))/u;
const MAX_WORDS_BEFORE = 3;
/** The first printed journals are of 1665; the first arXiv papers of 1991. Nothing listed is older. */
const EARLIEST_YEAR = 1665;

/** The lines that were asked about last: each is asked about several times, with its neighbours. */
const recent: { line: string; date: ListedDate | null }[] = [];
const MAX_RECENT = 4;
let oldest = 0;

/** Null when the line is no date at all. A date that cannot be is given without `published`. */
export function readDate(line: string): ListedDate | null {
  if (line.length > LONGEST_DATE || line.length < 2) return null;
  for (const known of recent) if (known.line === line) return known.date;
  const date = parseDate(line);
  recent[oldest] = { line, date };
  oldest = (oldest + 1) % MAX_RECENT;
  return date;
}

function parseDate(line: string): ListedDate | null {
  // A date has digits behind two words at most, or it is a few words such as “yesterday”.
  if (!BEGINS_DATE.test(line))
    return MAYBE_RELATIVE.test(line) && isRelativeDay(line) ? unclear(line, null) : null;
  const plain = line.normalize("NFKC").replace(/\s+/g, " ");
  return readForms(line, plain) ?? readForms(line, withoutWeekday(plain)) ?? readUnclear(line);
}

/** A date with a year behind a few words that say what it is the date of. */
export function readIntroducedDate(line: string): ListedDate | null {
  if (line.length > LONGEST_INTRODUCED || !/\d{4}/.test(line)) return null;
  let rest = line;
  for (let words = 0; words < MAX_WORDS_BEFORE; words++) {
    const shorter = rest.replace(INTRODUCTION, "");
    if (shorter === rest) return null;
    rest = shorter;
    const date = readDate(rest);
    if (date?.published?.precision === "day") return date;
  }
  return null;
}

function withoutWeekday(line: string): string {
  const name = WEEKDAY.exec(line);
  return name?.[1] !== undefined && isWeekday(name[1]) ? line.slice(name[0].length) : line;
}

function readForms(line: string, plain: string): ListedDate | null {
  for (const form of FORMS) {
    const groups = form.exec(plain)?.groups;
    if (!groups) continue;
    const month = /^\d/.test(groups["month"] ?? "")
      ? Number(groups["month"])
      : monthNumber(groups["month"] ?? "", /^\d/.test(plain) || groups["year"] !== undefined);
    if (month === null) continue;
    const year = groups["year"] === undefined ? null : Number(groups["year"]);
    return listedDate(line, year, month, Number(groups["day"]), groups["comments"]);
  }
  return null;
}

function readUnclear(line: string): ListedDate | null {
  const numbers = UNCLEAR.exec(line);
  if (numbers) return unclear(line, readCount(numbers.groups?.["comments"] ?? ""));
  return isRelativeDay(line) ? unclear(line, null) : null;
}

function unclear(line: string, comments: number | null): ListedDate {
  const problem = { what: `“${line}” could mean more than one day`, done: "Left out the date" };
  return { published: null, comments, problem };
}

function listedDate(
  line: string,
  year: number | null,
  month: number,
  day: number,
  commentDigits: string | undefined,
): ListedDate {
  const comments = commentDigits === undefined ? null : readCount(commentDigits);
  if (!isDay(year, month, day) || (year !== null && year < EARLIEST_YEAR))
    return {
      published: null,
      comments,
      problem: { what: `“${line}” isn't a real date`, done: "Left out the date" },
    };
  const published = publishedOn(year, month, day);
  if (commentDigits === undefined) return { published, comments };
  if (comments === null)
    return {
      published,
      comments,
      problem: {
        what: `“${commentDigits}” isn't a comment count`,
        done: "Left out the comment count",
      },
    };
  if (year === null && /^(?:19|20)\d\d$/.test(commentDigits))
    return {
      published,
      comments,
      problem: {
        what: `“${line}” may be a year without its comma`,
        done: `Read as ${comments} comments, as listings print them`,
      },
    };
  return { published, comments };
}

/** Whether a line that `readDate` refuses was likely meant as a date, such as `Nov 17, 20`. */
export function isBrokenDate(line: string): boolean {
  if (line.length > LONGEST_DATE) return false;
  const month = LIKE_A_DATE.exec(line)?.[1];
  return month !== undefined && englishMonth(month) !== null && readDate(line) === null;
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
  const date = new Date(Date.UTC(year ?? leapYear, month - 1, day));
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** English months begin with a capital, so that “may 3” is no date; with a year they need not. */
function monthNumber(name: string, certain: boolean): number | null {
  const english = englishMonth(name);
  if (english !== null) return certain || /^\p{Lu}/u.test(name) ? english : null;
  return monthNamed(name);
}

function englishMonth(name: string): number | null {
  const lower = name.toLowerCase();
  const index = ENGLISH_MONTHS.findIndex(
    (month) =>
      lower === month || lower === month.slice(0, 3) || (lower === "sept" && month === "september"),
  );
  return index === -1 ? null : index + 1;
}
