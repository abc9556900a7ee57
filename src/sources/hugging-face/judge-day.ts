import { dayInWords, utcDay } from "../utc-days.ts";
import { isSettled } from "./days.ts";
import type { KnownDay } from "./memory.ts";

/** How the list of a day is. */
export interface DayVerdict {
  state: "fresh" | "quiet" | "stale" | "failing";
  /** A sentence for people without its full stop; null where nothing is to be said. */
  why: string | null;
  /** This may be the last word on that day. */
  isSure: boolean;
}

/** By then the people who make the list have begun to, on a working day; in UTC. */
const LISTED_BY_HOUR = 18;
const SATURDAY = 6;
/** An earlier day's list may be shown for a later one's, over a long weekend at most. */
const MAX_DAYS_BORROWED = 10;

/**
 * Judges what was shown for a day. `ids`: the papers in it that could be read; `items`: how many there
 * were. `known`: earlier readings, of that day and others.
 */
export function judgeDay(
  day: Temporal.PlainDate,
  { ids, items }: { ids: readonly string[]; items: number },
  { known, now }: { known: readonly KnownDay[]; now: Temporal.Instant },
): DayVerdict {
  const inWords = dayInWords(day);
  if (items > 0 && ids.length === 0)
    return failing(`Hugging Face sends papers for ${inWords} that cannot be read`);
  const borrowed = ids.length === 0 ? null : shownBefore(day, ids, known);
  if (ids.length > 0 && !borrowed) return { state: "fresh", why: null, isSure: true };

  const before = known.find((each) => each.day === day.toString());
  if (before && before.ids.length > 0)
    return failing(`Hugging Face shows the papers of ${inWords} no more`);
  const today = utcDay(now);
  const { hour } = now.toZonedDateTimeISO("UTC");
  const isToday = day.equals(today);
  if (day.dayOfWeek >= SATURDAY) return quiet("No lists on weekends");
  if (isToday && hour < LISTED_BY_HOUR) return quiet("Today's list isn't out yet");
  // There are such days; but so it looks, too, where we are asked to slow down.
  if (isSettled(day, today.subtract({ days: 1 })))
    return { state: "quiet", why: null, isSure: false };
  if (borrowed) {
    const why = `Hugging Face shows the papers of ${dayInWords(borrowed)} for those of ${inWords}`;
    return { state: "stale", why, isSure: false };
  }
  return failing(`Hugging Face shows no papers for ${inWords}`);
}

/** The day before whose papers these all are, if there is one. */
function shownBefore(
  day: Temporal.PlainDate,
  ids: readonly string[],
  known: readonly KnownDay[],
): Temporal.PlainDate | null {
  const source = known
    .filter((each) => each.day < day.toString())
    .slice(-MAX_DAYS_BORROWED)
    .find((each) => ids.every((id) => each.ids.includes(id)));
  return source ? Temporal.PlainDate.from(source.day) : null;
}

function failing(why: string): DayVerdict {
  return { state: "failing", why, isSure: false };
}

function quiet(why: string): DayVerdict {
  return { state: "quiet", why, isSure: true };
}
