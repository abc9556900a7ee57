import { dayInWords } from "../day-in-words.ts";
import type { NoAnswer } from "./answer.ts";

/** In words for people: `arXiv asks us to slow down until 14:05 UTC`. */
export function whyNoAnswer({ kind, why, until }: NoAnswer, now: Temporal.Instant): string {
  if (until === null) return why;
  const then = until.toZonedDateTimeISO("UTC");
  const isToday = then.toPlainDate().equals(now.toZonedDateTimeISO("UTC").toPlainDate());
  const time = `${then.toPlainTime().toString({ smallestUnit: "minute" })} UTC`;
  const moment = isToday ? time : `${dayInWords(then.toPlainDate())}, ${time}`;
  return kind === "throttled" ? `${why} until ${moment}` : `${why}; next try after ${moment}`;
}
