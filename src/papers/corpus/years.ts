import { isDay } from "../dates.ts";
import { keysOf } from "./keys.ts";
import type { Entry, Problem, Published, Snapshot } from "../paper.ts";

/** A date printed in full, and where. */
interface PrintedDate {
  page: number;
  file: string;
  title: string;
  date: Temporal.PlainDate;
}

/**
 * The snapshots with the years that their pages left out. A page leaves out the year of its saving,
 * so one year serves the whole page: the one in which another snapshot dates the same paper in full;
 * else the one after the newest that the page prints, unless the day of saving were still to come;
 * else none. Dates that cannot be become problems.
 */
export function inferYears(snapshots: readonly Snapshot[], today: Temporal.PlainDate): Snapshot[] {
  const pages = snapshots.map((snapshot) => withoutFuture(snapshot, today));
  const printed = printedDates(pages);
  return pages.map((page, index) => withYear(page, index, printed, today));
}

/** A time zone may be ahead of ours by a day; more than that is a mistake. */
function isFuture(published: Published | null, today: Temporal.PlainDate): boolean {
  if (published?.precision !== "day") return false;
  const date = Temporal.PlainDate.from(published.date);
  return Temporal.PlainDate.compare(date, today.add({ days: 1 })) > 0;
}

function withoutFuture(snapshot: Snapshot, today: Temporal.PlainDate): Snapshot {
  const problems: Problem[] = [];
  const refuse = (line: number | null, published: Published | null) => {
    if (!isFuture(published, today)) return published;
    problems.push({
      line,
      what: `${published?.date} is in the future`,
      done: line === null ? "Left out the page's day" : "Left out the date",
    });
    return null;
  };
  const savedOn = refuse(null, snapshot.savedOn);
  const entries = snapshot.entries.map((entry) => ({
    ...entry,
    published: refuse(entry.line, entry.published),
  }));
  return { ...snapshot, savedOn, entries, problems: [...snapshot.problems, ...problems] };
}

function printedDates(pages: Snapshot[]): Map<string, PrintedDate[]> {
  const printed = new Map<string, PrintedDate[]>();
  for (const [page, { file, entries }] of pages.entries())
    for (const entry of entries) {
      if (entry.published?.precision !== "day") continue;
      const date = Temporal.PlainDate.from(entry.published.date);
      for (const key of keysOf(entry)) {
        const dates = printed.get(key) ?? [];
        // A few witnesses suffice; a title repeated ten thousand times must not cost its square.
        if (dates.length < 20) dates.push({ page, file, title: entry.title, date });
        printed.set(key, dates);
      }
    }
  return printed;
}

function withYear(
  page: Snapshot,
  index: number,
  printed: Map<string, PrintedDate[]>,
  today: Temporal.PlainDate,
): Snapshot {
  const own = page.savedOn;
  const ownDay = own && monthDay(own);
  const isLate = (entry: Entry) =>
    ownDay !== null &&
    entry.published?.precision === "month-day" &&
    monthDay(entry.published) > ownDay;
  const yearless = page.entries.filter(
    (entry) => entry.published?.precision === "month-day" && !isLate(entry),
  );
  const problems: Problem[] = page.entries.filter(isLate).map((entry) => ({
    line: entry.line,
    what: `${spoken(entry.published)} without a year is later than the page's own day, ${spoken(own)}`,
    done: "Kept the month and the day",
  }));

  const asks = own?.precision === "month-day" || yearless.length > 0;
  const found = asks ? findYear(page, index, yearless, printed, today) : null;
  problems.push(...(found?.problems ?? []));
  const date = (published: Published | null, line: number | null): Published | null => {
    if (published?.precision !== "month-day" || !found || found.year === null) return published;
    const [month = 0, day = 0] = monthDay(published).split("-").map(Number);
    if (isDay(found.year, month, day))
      return { date: `${found.year}-${monthDay(published)}`, precision: "day", inferred: true };
    problems.push({
      line,
      what: `${spoken(published)} doesn't exist in ${found.year}, the page's year`,
      done: "Kept the month and the day",
    });
    return published;
  };
  const savedOn = date(own, null);
  const entries = page.entries.map((entry) =>
    isLate(entry) ? entry : { ...entry, published: date(entry.published, entry.line) },
  );
  for (const entry of entries)
    if (isAfter(entry.published, savedOn))
      problems.push({
        line: entry.line,
        what: `${entry.published?.date} is later than the page's own day, ${savedOn?.date}`,
        done: "Kept the date",
      });
  return {
    ...page,
    savedOn,
    entries,
    problems: [...page.problems, ...problems],
    ...(found ? { year: { inferred: found.year, why: found.why } } : {}),
  };
}

interface FoundYear {
  year: number | null;
  why: string;
  problems: Problem[];
}

function findYear(
  page: Snapshot,
  index: number,
  yearless: Entry[],
  printed: Map<string, PrintedDate[]>,
  today: Temporal.PlainDate,
): FoundYear {
  if (page.savedOn?.precision === "day")
    return { year: yearOf(page.savedOn), why: "the page gives it with its own day", problems: [] };

  const latest = [page.savedOn, ...yearless.map((entry) => entry.published)]
    .filter((published) => published !== null)
    .map(monthDay)
    .reduce((a, b) => (a > b ? a : b));
  const latestYear = latest <= monthDayOf(today) ? today.year : today.year - 1;

  const witnesses = witnessesOf(yearless, index, printed).filter(
    ({ date }) => date.year <= latestYear,
  );
  const years = [...Map.groupBy(witnesses, ({ date }) => date.year)].toSorted(
    ([yearA, a], [yearB, b]) => b.length - a.length || yearB - yearA,
  );
  const [best, second] = years;
  const witness = best?.[1][0];
  if (best && witness) {
    const other = second?.[1][0];
    return {
      year: best[0],
      why: `“${witness.title}” is dated ${spokenDate(witness.date)} in ${witness.file}`,
      problems: other
        ? [
            {
              line: null,
              what: `Other pages disagree about the year: “${other.title}” is dated ${spokenDate(other.date)} in ${other.file}`,
              done: `Took ${best[0]}, which ${best[1].length === 1 ? "1 paper supports" : `${best[1].length} papers support`}`,
            },
          ]
        : [],
    };
  }

  const printedYears = page.entries.flatMap(({ published }) =>
    published?.precision === "day" ? [yearOf(published)] : [],
  );
  if (printedYears.length === 0) return { year: null, why: "no date gives the year", problems: [] };
  const newest = printedYears.reduce((a, b) => Math.max(a, b));
  if (newest + 1 > latestYear)
    return {
      year: latestYear,
      why: `the newest year printed is ${newest}, and a later ${spoken({ date: `--${latest}` })} is in the future`,
      problems: [],
    };
  return { year: newest + 1, why: `the newest year printed is ${newest}`, problems: [] };
}

/** Dates on other pages that have the same paper on the same day, one for each paper and year. */
function witnessesOf(
  yearless: Entry[],
  index: number,
  printed: Map<string, PrintedDate[]>,
): PrintedDate[] {
  return yearless.flatMap((entry) => {
    const day = entry.published && monthDay(entry.published);
    const years = new Map<number, PrintedDate>();
    for (const key of keysOf(entry))
      for (const witness of printed.get(key) ?? [])
        if (
          witness.page !== index &&
          monthDayOf(witness.date) === day &&
          !years.has(witness.date.year)
        )
          years.set(witness.date.year, witness);
    return [...years.values()];
  });
}

function isAfter(published: Published | null, day: Published | null): boolean {
  if (published?.precision !== "day" || day?.precision !== "day") return false;
  // The page may have been saved west of where the paper was dated.
  const nextDay = Temporal.PlainDate.from(day.date).add({ days: 1 });
  return Temporal.PlainDate.compare(Temporal.PlainDate.from(published.date), nextDay) > 0;
}

function yearOf(published: Published): number {
  return Number(published.date.slice(0, 4));
}

/** `11-17`, which sorts by the calendar. */
function monthDay(published: { date: string }): string {
  return published.date.slice(-5);
}

function monthDayOf(date: Temporal.PlainDate): string {
  return date.toString().slice(-5);
}

/** `Nov 17`. */
function spoken(published: { date: string } | null): string {
  if (!published) return "an unknown day";
  // Any leap year serves to spell a month and a day.
  return inWords(Temporal.PlainDate.from(`2024-${monthDay(published)}`), {});
}

function spokenDate(date: Temporal.PlainDate): string {
  return inWords(date, { year: "numeric" });
}

function inWords(date: Temporal.PlainDate, more: Intl.DateTimeFormatOptions): string {
  // A day has no zone, but without one here the machine's is looked up: `TZ=UTC0` is none that Intl knows.
  return date.toLocaleString("en-US", {
    month: "short",
    day: "numeric",
    timeZone: "UTC",
    ...more,
  });
}
