// Numbers and lists, in the forms that English has.

/** `1 paper`, `1,024 papers`. */
export function counted(count: number, noun: string): string {
  return `${many(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `1,024` */
export function many(count: number): string {
  return numbers.format(count);
}

/** `6–10`, or `6` alone: which of many stand on a page that comes after `before` others. */
export function shownRange(before: number, shown: number): string {
  const last = many(before + shown);
  return shown === 1 ? last : `${many(before + 1)}–${last}`;
}

/** Which page of how many, from 1. */
export interface PageNumber {
  page: number;
  pages: number;
}

/** ` · page 2 of 9`, behind what a page shows; "" where there is but one. */
export function whichPage({ page, pages }: PageNumber): string {
  return pages > 1 ? ` · page ${many(page)} of ${many(pages)}` : "";
}

/** `a, b or c` */
export function listedOr(items: readonly string[]): string {
  return choice.format(items);
}

/** In quotation marks, with other marks for what is quoted in it. */
export function inQuotes(text: string): string {
  return `“${text.replaceAll("“", "‘").replaceAll("”", "’")}”`;
}

/** `a, b and c` */
export function listed(items: readonly string[]): string {
  return list.format(items);
}

// Where and when.

export const IN_THIS_DIRECT_MESSAGE = "in this direct message";

export function inChannel(channel: string): string {
  return `in ${channel}`;
}

export const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A day whose year Paperboy worked out. */
export function probably(day: string, year: string): string {
  return `${day}, probably ${year}`;
}

/** Before the days of a paper's life. */
export const DATES = {
  submitted: "submitted",
  announced: "announced",
  listed: "on Hugging Face since",
};

// Made once: `toLocaleString` takes longer over a number than the rest of a line takes.
const numbers = new Intl.NumberFormat("en-GB");
const list = new Intl.ListFormat("en-GB");
const choice = new Intl.ListFormat("en-GB", { type: "disjunction" });
