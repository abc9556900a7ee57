import type { Logger } from "pino";
import { z } from "zod";
import type { SourceHealth, SourceState } from "../papers/source-health.ts";
import type { NoAnswer } from "./client/answer.ts";
import { storedInstant } from "./stored-instant.ts";

/** Before the first reading. */
export function unread(name: string): SourceHealth {
  return { name, state: "unread", since: null, readAt: null, newest: null, trouble: null };
}

/** After a reading: `since` moves only where the state is another, `readAt` where nothing was amiss. */
export function afterReading(
  before: SourceHealth,
  found: { state: SourceState; trouble: string | null; newest: string | null },
  now: Temporal.Instant,
): SourceHealth {
  const { state, trouble, newest } = found;
  return {
    ...before,
    state,
    trouble,
    since: state === before.state && !isAhead(before.since, now) ? before.since : now,
    readAt:
      state === "fresh" || state === "quiet"
        ? now
        : isAhead(before.readAt, now)
          ? null
          : before.readAt,
    newest: newest === null ? before.newest : { date: newest, precision: "day", inferred: false },
  };
}

function isAhead(instant: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return instant !== null && Temporal.Instant.compare(instant, now) > 0;
}

/** Says once what is otherwise than before. */
export function logChange(log: Logger, before: SourceHealth, after: SourceHealth): void {
  if (before.state === after.state) return;
  const { name: source, state, trouble } = after;
  const level = state === "fresh" || state === "quiet" ? "info" : "warn";
  log[level]({ source, state, trouble }, "A source is otherwise than before");
}

/** In words for people: `arXiv asks us to slow down until 14:05 UTC`. */
export function troubleOf({ kind, why, until }: NoAnswer, now: Temporal.Instant): string {
  if (until === null) return why;
  const then = until.toZonedDateTimeISO("UTC");
  const isToday = then.toPlainDate().equals(now.toZonedDateTimeISO("UTC").toPlainDate());
  const time = `${then.toPlainTime().toString({ smallestUnit: "minute" })} UTC`;
  const moment = isToday ? time : `${dayInWords(then.toPlainDate())}, ${time}`;
  return kind === "throttled" ? `${why} until ${moment}` : `${why}; next try after ${moment}`;
}

/** `Friday 20 November` */
export function dayInWords(day: Temporal.PlainDate): string {
  // The machine's own zone, which is looked up otherwise, may be one that Intl does not know.
  return day.toLocaleString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
}

/** How a `SourceHealth` is stored, but for its name. */
export const storedHealth = z.object({
  state: z.enum(["fresh", "quiet", "stale", "truncated", "failing", "unread"]),
  since: storedInstant.nullable(),
  readAt: storedInstant.nullable(),
  newest: z
    .object({
      date: z.string(),
      precision: z.enum(["day", "month-day"]),
      inferred: z.boolean(),
    })
    .nullable(),
  trouble: z.string().nullable(),
});
