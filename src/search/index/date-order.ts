import type { Paper } from "../../papers/paper.ts";
import type { DateOrder } from "./hit-order.ts";

/** `2024-11-17`; "" where the paper has no full date: a day without a year cannot be compared. */
export function dayOf(paper: Pick<Paper, "published"> | undefined): string {
  return paper?.published?.precision === "day" ? paper.published.date : "";
}

/** How days follow each other in each order. */
const COMPARE_DAYS: Record<DateOrder, (a: string, b: string) => number> = {
  newest: (a, b) => (a > b ? -1 : 1),
};

/** In an order of their days, those without one last. Equals stay as they are. */
export function inDateOrder<One>(
  some: readonly One[],
  order: DateOrder,
  dayAt: (one: One) => string,
): One[] {
  return some
    .map((one) => ({ one, day: dayAt(one) }))
    .toSorted((a, b) => {
      if (a.day === b.day) return 0;
      if (a.day === "" || b.day === "") return a.day === "" ? 1 : -1;
      return COMPARE_DAYS[order](a.day, b.day);
    })
    .map(({ one }) => one);
}
