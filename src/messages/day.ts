import type { Published } from "../papers/paper.ts";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `2024-11-17` as 17 Nov 2024, `--11-17` as 17 Nov. */
export function day(date: string): string {
  const [, year, month, dayOfMonth] = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(date) ?? [];
  const words = [Number(dayOfMonth), MONTHS[Number(month) - 1], year === "-" ? undefined : year];
  return words.filter((word) => word !== undefined).join(" ");
}

/** A paper's day, saying so where the year is our conclusion. */
export function publishedDay({ date, inferred }: Published): string {
  return inferred ? `${day(date)} (year inferred)` : day(date);
}
