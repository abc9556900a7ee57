import type { Paper } from "../../papers/paper.ts";

/** By day, those without a full date last: a day without a year cannot be compared. Equals stay. */
export function newestFirst<One>(some: readonly One[], day: (one: One) => string): One[] {
  return some
    .map((one) => ({ one, day: day(one) }))
    .toSorted((a, b) => (a.day === b.day ? 0 : a.day > b.day ? -1 : 1))
    .map(({ one }) => one);
}

/** `2024-11-17`; "" where the paper has no full date. */
export function dayOf(paper: Pick<Paper, "published"> | undefined): string {
  return paper?.published?.precision === "day" ? paper.published.date : "";
}
