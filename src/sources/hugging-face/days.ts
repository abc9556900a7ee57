import type { KnownDay, HuggingFaceMemory } from "./memory.ts";

/** The list of a day grows until the days after it; so many are read each time, with today. */
const DAYS_READ_EACH_TIME = 3;
/** Of what went by while nobody read, unless somebody asks for more. */
const MAX_LISTS_BACK = 90;
/** Before then there was none, whatever somebody asks for: a slip in a year would be asked for years. */
const FIRST_LIST = Temporal.PlainDate.from("2023-05-04");
/** For a day that was missed, while others are shown; by then it will not come. */
const MAX_DAY_TRIES = 8;
/**
 * More than those whose votes are read again, weekends included. A number and no age: a clock that is
 * ahead must not make us forget which days were read.
 */
const DAYS_REMEMBERED = 40;

type Day = Temporal.PlainDate;

/**
 * Days that lie ahead of today were noted by a clock that was ahead. Without them it is known from the
 * days that were read which were not; where none is left, as far back as after any absence.
 */
export function withoutDaysAhead(known: HuggingFaceMemory, today: Day): HuggingFaceMemory {
  const lastThrough = today.subtract({ days: DAYS_READ_EACH_TIME }).toString();
  const isAhead = (day: string) => day > today.toString();
  const { through, days, missed } = known;
  const isRight = through === null || through <= lastThrough;
  if (isRight && ![...days, ...missed].some(({ day }) => isAhead(day))) return known;
  const read = days
    .filter(({ day }) => !isAhead(day))
    // It was not the last reading of a day that is read each time.
    .map((each) => (each.day > lastThrough ? { ...each, isDone: false } : each));
  const [oldest = null] = read.map(({ day }) => day).toSorted();
  const from = oldest ? Temporal.PlainDate.from(oldest) : today.subtract({ days: MAX_LISTS_BACK });
  return {
    ...known,
    days: read,
    missed: missed.filter(({ day }) => !isAhead(day)),
    through: isRight ? through : from.subtract({ days: 1 }).toString(),
    nextAt: null,
  };
}

/** Notes as missed what is due before the days that are read each time, and from `since` on. */
export function withMissedDays(
  known: HuggingFaceMemory,
  today: Day,
  since: Day | undefined,
): HuggingFaceMemory {
  const firstOfLatest = today.subtract({ days: DAYS_READ_EACH_TIME - 1 });
  const done = new Set(known.days.filter(({ isDone }) => isDone).map(({ day }) => day));
  const earliest = today.subtract({ days: MAX_LISTS_BACK });
  const unseen =
    known.through === null
      ? []
      : daysFrom(
          later(Temporal.PlainDate.from(known.through).add({ days: 1 }), earliest),
          firstOfLatest,
        ).filter((day) => !done.has(day));
  const wished = since ? daysFrom(later(since, FIRST_LIST), firstOfLatest) : [];
  const noted = new Set(known.missed.map(({ day }) => day));
  const added = [...new Set([...unseen, ...wished])].filter((day) => !noted.has(day));
  return {
    ...known,
    through: firstOfLatest.subtract({ days: 1 }).toString(),
    missed: [...known.missed, ...added.map((day) => ({ day, tries: 0 }))].toSorted((a, b) =>
      a.day < b.day ? -1 : 1,
    ),
  };
}

/** The latest days, then those that were missed; what failed before comes last, to hold up nothing. */
export function daysToRead({ missed }: HuggingFaceMemory, today: Day): Day[] {
  const first = today.subtract({ days: DAYS_READ_EACH_TIME - 1 });
  return [
    ...daysFrom(first, today.add({ days: 1 })),
    ...missed.toSorted((a, b) => a.tries - b.tries).map(({ day }) => day),
  ].map((day) => Temporal.PlainDate.from(day));
}

/** Whether nothing more is awaited of a day that is read now: it left the days read each time. */
export function isSettled(day: Day, today: Day): boolean {
  return Temporal.PlainDate.compare(day, today.subtract({ days: DAYS_READ_EACH_TIME - 1 })) <= 0;
}

/** After a reading of a day that went well. */
export function withRead(known: HuggingFaceMemory, read: KnownDay): HuggingFaceMemory {
  const missed = read.isDone ? known.missed.filter(({ day }) => day !== read.day) : known.missed;
  const awaited = new Set(missed.map(({ day }) => day));
  const others = known.days.filter(({ day }) => day !== read.day);
  const days = [...others, read].toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const latest = new Set(days.slice(-DAYS_REMEMBERED));
  return {
    ...known,
    missed,
    days: days.filter((each) => latest.has(each) || awaited.has(each.day)),
  };
}

/** After a reading of a day that did not go well. `givenUp`: it was the last one. */
export function withFailed(
  known: HuggingFaceMemory,
  failed: Day,
): { known: HuggingFaceMemory; givenUp: boolean } {
  const missed = known.missed.map(({ day, tries }) => ({
    day,
    tries: day === failed.toString() ? tries + 1 : tries,
  }));
  const kept = missed.filter(({ tries }) => tries < MAX_DAY_TRIES);
  return { known: { ...known, missed: kept }, givenUp: kept.length < missed.length };
}

/** Up to the day before `end`. */
function daysFrom(first: Day, end: Day): string[] {
  const days: string[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, end) < 0; day = day.add({ days: 1 }))
    days.push(day.toString());
  return days;
}

function later(one: Day, other: Day): Day {
  return Temporal.PlainDate.compare(one, other) > 0 ? one : other;
}
