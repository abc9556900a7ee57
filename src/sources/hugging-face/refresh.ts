import { utcDay } from "../utc-days.ts";
import type { HuggingFaceMemory, KnownDay } from "./memory.ts";

/**
 * For so long a paper may wait for its place in a digest (`keep` of its settings), and what people think
 * of it is to be known.
 */
const DAYS_REFRESHED = 30;
/** Most votes come in the first week, for which papers wait unless a channel wants otherwise. */
const DAYS_REFRESHED_OFTEN = 8;
const OFTEN_AFTER = { hours: 12 };
const OTHERWISE_AFTER = { hours: 24 };

/**
 * The one day of those before the latest whose votes and comments are to be read again now, or null. One
 * at each reading, so that a month of days is spread over the day instead of asked for at once.
 */
export function dayToRefresh(
  { days, missed }: Pick<HuggingFaceMemory, "days" | "missed">,
  now: Temporal.Instant,
  isLatest: (day: Temporal.PlainDate) => boolean,
): Temporal.PlainDate | null {
  const today = utcDay(now);
  const first = today.subtract({ days: DAYS_REFRESHED }).toString();
  const often = today.subtract({ days: DAYS_REFRESHED_OFTEN }).toString();
  const awaited = new Set(missed.map(({ day }) => day));
  const isDue = ({ day, readAt }: KnownDay) => {
    if (readAt === null) return true;
    const next = readAt.add(day >= often ? OFTEN_AFTER : OTHERWISE_AFTER);
    // What was read in time to come, was read by a clock that was wrong.
    return !isBefore(now, next) || isBefore(now, readAt);
  };
  const [oldest] = days
    .filter(({ day, ids }) => day >= first && ids.length > 0 && !awaited.has(day))
    .filter(({ day }) => !isLatest(Temporal.PlainDate.from(day)))
    .filter(isDue)
    .toSorted((a, b) => millisecondsOf(a) - millisecondsOf(b) || (a.day < b.day ? 1 : -1));
  return oldest ? Temporal.PlainDate.from(oldest.day) : null;
}

/** After a try, however it went: what is known of the day stays, and it is asked for again only later. */
export function withTried(
  known: HuggingFaceMemory,
  tried: Temporal.PlainDate,
  now: Temporal.Instant,
): HuggingFaceMemory {
  const days = known.days.map((each) =>
    each.day === tried.toString() ? { ...each, readAt: now } : each,
  );
  return { ...known, days };
}

function millisecondsOf({ readAt }: KnownDay): number {
  return readAt?.epochMilliseconds ?? 0;
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0;
}
