const LONG = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** `2026-11-20` as `Friday 20 November 2026`. */
export function longDay(date: string): string {
  return LONG.format(new Date(`${date}T00:00:00Z`)).replace(",", "");
}

/** `2026-11-20` as `20 November 2026`. */
export function dayInWords(date: string): string {
  return DAY.format(new Date(`${date}T00:00:00Z`));
}

/** `2026-11` as `November 2026`. */
export function monthInWords(month: string): string {
  return MONTH.format(new Date(`${month}-01T00:00:00Z`));
}

/** `2026-11-20` as `2026-11`. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}
