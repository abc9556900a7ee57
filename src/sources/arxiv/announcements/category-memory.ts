import { z } from "zod";
import { SOURCE_STATES } from "../../../papers/source-health.ts";
import { validatorsSchema } from "../../client/answer.ts";
import type { SourceMemory } from "../../source.ts";
import { asStored, storedDay, storedInstant } from "../../stored-values.ts";
import { feedDayAt, weekdays } from "../answers/calendar.ts";
import { MAX_CATCHUP_DAYS } from "./catchup.ts";
import { ANNOUNCE_TYPES } from "../answers/feed.ts";
import { type FeedReading, repeats } from "./judge-feed.ts";

const day = storedDay;
const reading = z.object({ day, ids: z.array(z.string()), highest: z.string().nullable() });
const verdict = z.object({
  state: z.enum(SOURCE_STATES).exclude(["unread"]),
  why: z.string().nullable(),
  isUnknown: z.literal(true).exactOptional(),
});

const awaitedPaper = z.object({
  arxivId: z.string(),
  /** On which it was announced. */
  day,
  type: z.enum(ANNOUNCE_TYPES),
  /** Its place in the listing. */
  position: z.number(),
  /** The last day on which we ask for it. */
  until: day,
  /** The last day on which we did. */
  askedOn: day.exactOptional(),
});

/** A paper that was announced and that the API did not describe yet. */
export type Awaited = z.output<typeof awaitedPaper>;

const memorySchema = z.object({
  /** The newest good reading. */
  latest: reading.nullable(),
  /** The newest good reading of a day before that. */
  earlier: reading.nullable(),
  /** Days up to this one were read, or are among the missed. */
  until: day.nullable(),
  /** Days still to be caught up; those that arXiv does not show any more are left alone. */
  missed: z.array(day),
  /** Those of them whose page was empty, and since when we know it so. */
  emptied: z.array(z.object({ day, since: storedInstant })).default([]),
  awaited: z.array(awaitedPaper),
  /** When to read again. */
  nextAt: storedInstant.nullable(),
  verdict: verdict.nullable(),
  /** As of the answer that was used last. */
  validators: validatorsSchema.nullable(),
});

/**
 * A number and no age: a clock that is ahead must not make us forget days. A few days a year are never
 * caught up.
 */
const MAX_MISSED_DAYS = 500;

/**
 * arXiv's pages were seen empty for hours. What is empty for so long, each time that we ask, was meant to
 * be. Less than a day, so that the same reading of the next one ends the doubt.
 */
const EMPTY_DOUBTED_FOR = { hours: 23 };

/** The API lags behind the announcements, by a day or more; what it lacks for longer is given up. */
export const DESCRIPTION_AWAITED_FOR = Temporal.Duration.from({ days: 3 });

/** What is remembered of one category from one run to the next. */
export type CategoryMemory = z.output<typeof memorySchema>;

const NOTHING: CategoryMemory = {
  latest: null,
  earlier: null,
  until: null,
  missed: [],
  emptied: [],
  awaited: [],
  nextAt: null,
  verdict: null,
  validators: null,
};

/** What cannot be understood counts as forgotten, and so does what lies ahead of `now`. */
export async function recall(
  memory: SourceMemory,
  category: string,
  now: Temporal.Instant,
): Promise<CategoryMemory> {
  const known = memorySchema.safeParse(await memory.load(keyOf(category))).data ?? NOTHING;
  return withoutDaysAhead(known, feedDayAt(now));
}

export async function remember(
  memory: SourceMemory,
  category: string,
  known: CategoryMemory,
): Promise<void> {
  await memory.save(keyOf(category), asStored(known));
}

function keyOf(category: string): string {
  return `arxiv ${category}`;
}

/**
 * Days that lie ahead of today were noted by a clock that was ahead. Without them the newest good
 * reading says since when days have to be caught up, and it is time to read.
 */
function withoutDaysAhead(known: CategoryMemory, today: Temporal.PlainDate): CategoryMemory {
  const isAhead = (date: string) => date > today.toString();
  const { until, missed, awaited } = known;
  const readings = [known.latest, known.earlier].filter((one) => one !== null);
  const days = [until ?? "", ...readings.map((one) => one.day), ...missed];
  if (!days.some(isAhead)) return known;
  const [latest = null, earlier = null] = readings.filter((one) => !isAhead(one.day));
  const isReadToday = latest?.day === today.toString();
  const yesterday = today.subtract({ days: 1 }).toString();
  return {
    ...known,
    latest,
    earlier,
    until:
      until === null || isAhead(until) ? (latest?.day ?? null) : isReadToday ? until : yesterday,
    missed: missed.filter((date) => !isAhead(date)),
    emptied: [],
    awaited: awaited.map((one) => {
      const last = today.add(DESCRIPTION_AWAITED_FOR).toString();
      return one.until > last ? { ...one, until: last } : one;
    }),
    nextAt: null,
    validators: null,
  };
}

/**
 * Notes the days before today that went by without being read, and those since `since` in
 * any case.
 */
export function withMissedDays(
  known: CategoryMemory,
  now: Temporal.Instant,
  since: Temporal.PlainDate | undefined,
): CategoryMemory {
  const today = feedDayAt(now);
  const oldest = today.subtract({ days: MAX_CATCHUP_DAYS });
  const from = [
    ...(known.until === null ? [] : [Temporal.PlainDate.from(known.until).add({ days: 1 })]),
    ...(since ? [since] : []),
  ];
  const added = from.flatMap((first) =>
    weekdays(Temporal.PlainDate.compare(first, oldest) < 0 ? oldest : first, today),
  );
  const yesterday = dayBefore(today.toString());
  return {
    ...known,
    missed: [...new Set([...known.missed, ...added.map(String)])]
      .toSorted()
      .slice(-MAX_MISSED_DAYS),
    until: known.until !== null && known.until > yesterday ? known.until : yesterday,
  };
}

/** The missed days that arXiv still shows. */
export function inReach({ missed }: CategoryMemory, now: Temporal.Instant): string[] {
  const oldest = feedDayAt(now).subtract({ days: MAX_CATCHUP_DAYS }).toString();
  return missed.filter((date) => date >= oldest);
}

/** Of a day there is nothing more to be read. */
export function withoutMissed(known: CategoryMemory, date: string): CategoryMemory {
  return {
    ...known,
    missed: known.missed.filter((other) => other !== date),
    emptied: known.emptied.filter((other) => other.day !== date),
  };
}

/**
 * Notes that the page of a weekday is empty. That is believed only once it was so for a day: also on the
 * day after a holiday papers may come.
 */
export function withEmptied(
  known: CategoryMemory,
  date: string,
  now: Temporal.Instant,
): CategoryMemory {
  const before = known.emptied.find((one) => one.day === date)?.since ?? now;
  // What was noted in time to come, was noted by a clock that was wrong.
  const since = Temporal.Instant.compare(before, now) > 0 ? now : before;
  const isForLong = Temporal.Instant.compare(since.add(EMPTY_DOUBTED_FOR), now) <= 0;
  if (isForLong) return withoutMissed(known, date);
  const others = known.emptied.filter((one) => one.day !== date);
  return { ...known, emptied: [...others, { day: date, since }] };
}

/**
 * Notes a day that was caught up among the readings. Where the day after it, read before, turns out
 * to have shown the same papers, that one was no reading: it is stale, and counts as unread again.
 */
export function withCaughtUp(known: CategoryMemory, caughtUp: FeedReading): CategoryMemory {
  const { latest, earlier } = known;
  if (caughtUp.ids.length === 0) return known;
  if (!latest || latest.day < caughtUp.day) return { ...known, latest: caughtUp, earlier: latest };
  if (latest.day === caughtUp.day) return { ...known, latest: caughtUp };
  if (repeats(latest, caughtUp))
    return {
      ...known,
      latest: caughtUp,
      earlier: null,
      until: dayBefore(latest.day),
      validators: null,
      verdict: { state: "stale", why: `arXiv shows the papers of ${caughtUp.day} again` },
    };
  return !earlier || earlier.day < caughtUp.day ? { ...known, earlier: caughtUp } : known;
}

/**
 * Today's feed may repeat a missed day, which nobody can tell before that one is caught up. As long
 * as it is not, today is not done either: tomorrow it is caught up as well.
 */
export function withDoubt(known: CategoryMemory, now: Temporal.Instant): CategoryMemory {
  const { latest, earlier } = known;
  if (latest?.day !== feedDayAt(now).toString()) return known;
  const isInDoubt = inReach(known, now).some((one) => one > (earlier?.day ?? ""));
  return isInDoubt ? { ...known, until: dayBefore(latest.day) } : known;
}

function dayBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
}
