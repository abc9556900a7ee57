import type { Paper, Published } from "../../papers/paper.ts";
import * as say from "./wording.ts";

/** `2024-11-17` as 17 Nov 2024, `--11-17` as 17 Nov. */
export function day(date: string): string {
  const [, year, month, dayOfMonth] = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(date) ?? [];
  const words = [
    Number(dayOfMonth),
    say.MONTHS[Number(month) - 1],
    year === "-" ? undefined : year,
  ];
  return words.filter((word) => word !== undefined).join(" ");
}

/** A paper's day, saying so where the year is our conclusion. */
export function publishedDay({ date, inferred }: Published): string {
  if (!inferred) return day(date);
  const [year = ""] = date.split("-", 1);
  return say.probably(day(date.replace(year, "-")), year);
}

/** The day that matters of a paper: when it was written, or else when it was first shown. */
export function mainDay(paper: Pick<Paper, "published" | "dates">): string {
  const { published } = paper;
  return published === null ? (allDays(paper)[0] ?? "") : publishedDay(published);
}

/** All days of a paper's life that are known: `submitted 17 Nov 2026`, then `announced 19 Nov`. */
export function allDays({ published, dates = {} }: Pick<Paper, "published" | "dates">): string[] {
  const { submitted, announced, listed } = dates;
  const labelled = [
    { label: say.DATES.submitted, date: submitted ?? "" },
    { label: say.DATES.announced, date: announced ?? "" },
    { label: say.DATES.listed, date: listed ?? "" },
  ].filter(({ date }) => date !== "");
  const days = labelled.map(
    ({ label, date }, i) => `${label} ${dayAfter(labelled[i - 1]?.date ?? "", date)}`,
  );
  return submitted === undefined && published !== null ? [publishedDay(published), ...days] : days;
}

/** Without the year where that is the same as on the day before. */
function dayAfter(before: string, date: string): string {
  return day(before.slice(0, 4) === date.slice(0, 4) ? `-${date.slice(4)}` : date);
}
