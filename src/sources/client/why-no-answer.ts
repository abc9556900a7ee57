import { dayInWords, utcDay } from "../utc-days.ts";
import type { NoAnswer } from "./answer.ts";

/** In words for people: `arXiv is asking Paperboy to slow down until 14:05 UTC`. */
export function whyNoAnswer({ kind, why, until }: NoAnswer, now: Temporal.Instant): string {
  if (until === null) return why;
  const then = until.toZonedDateTimeISO("UTC");
  const isToday = utcDay(until).equals(utcDay(now));
  const time = `${then.toPlainTime().toString({ smallestUnit: "minute" })} UTC`;
  const moment = isToday ? time : `${dayInWords(utcDay(until))}, ${time}`;
  return kind === "throttled" ? `${why} until ${moment}` : `${why}; next try after ${moment}`;
}
