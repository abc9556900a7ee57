import { type Schedule, WEEKDAYS } from "./settings.ts";

/** A local date and time at which a channel's digest is due. A local day has at most one. */
export interface Slot {
  /** Local date, `2026-11-21`. Names the slot within its channel. */
  date: string;
  instant: Temporal.Instant;
}

/** A week has every kind of day; the rest is for days that a zone left out. */
const DAYS_TO_LOOK_AT = 16;

/** The first slot after an instant. */
export function nextSlot(after: Temporal.Instant, schedule: Schedule): Slot {
  const day = localDate(after, schedule);
  for (let n = 0; n < DAYS_TO_LOOK_AT; n += 1) {
    const slot = slotOn(day.add({ days: n }), schedule);
    if (slot && Temporal.Instant.compare(slot.instant, after) > 0) return slot;
  }
  throw new RangeError(`No slot in the ${DAYS_TO_LOOK_AT} days after ${after.toString()}`);
}

/** The slot that is due: the newest that is not after `now` and after `settledUntil`, or none. */
export function dueSlot(
  now: Temporal.Instant,
  settledUntil: Temporal.Instant,
  schedule: Schedule,
): Slot | null {
  const day = localDate(now, schedule);
  for (let n = 0; n < DAYS_TO_LOOK_AT; n += 1) {
    const slot = slotOn(day.subtract({ days: n }), schedule);
    if (!slot || Temporal.Instant.compare(slot.instant, now) > 0) continue;
    return Temporal.Instant.compare(slot.instant, settledUntil) > 0 ? slot : null;
  }
  return null;
}

/** The last local date before another on which a schedule wants a digest. */
export function wantedBefore(date: Temporal.PlainDate, days: Schedule["days"]): Temporal.PlainDate {
  let before = date.subtract({ days: 1 });
  while (!isWanted(before, days)) before = before.subtract({ days: 1 });
  return before;
}

/** The slot of one local date; null when nobody wants that day, or the zone left it out. */
export function slotOn(date: Temporal.PlainDate, schedule: Schedule): Slot | null {
  if (!isWanted(date, schedule.days)) return null;
  const wall = date.toPlainDateTime(schedule.time);
  // Of a time that occurs twice, the first occurrence.
  let time = wall.toZonedDateTime(schedule.timeZone, { disambiguation: "earlier" });
  if (!time.toPlainDateTime().equals(wall)) {
    // In a gap "earlier" lies before it, so the next transition is the gap itself, and the
    // transition's own local time is the first that is valid again.
    const afterGap = time.getTimeZoneTransition("next");
    if (!afterGap) return null;
    // Where the gap reaches into the next day (Nuuk, from 23:00), the last minute before it.
    time = afterGap.toPlainDate().equals(date) ? afterGap : afterGap.subtract({ minutes: 1 });
    if (!time.toPlainDate().equals(date)) return null;
  }
  return { date: date.toString(), instant: time.toInstant() };
}

function isWanted(date: Temporal.PlainDate, days: Schedule["days"]): boolean {
  if (days === "daily") return true;
  if (days === "weekdays") return date.dayOfWeek <= 5;
  return WEEKDAYS[date.dayOfWeek - 1] === days;
}

function localDate(instant: Temporal.Instant, { timeZone }: Schedule): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate();
}
