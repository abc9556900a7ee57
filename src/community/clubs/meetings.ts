import { WEEKDAYS } from "../../digests/settings.ts";
import { slotOn } from "../../digests/slots.ts";
import type { Meeting, MeetingPlan } from "./club.ts";

/** For so long people vote. */
const BALLOT_DAYS = 2;

/** A ballot that comes later leaves nobody the time to vote. */
const SHORTEST_VOTE = { hours: 1 };

/** Meetings from a local date on, in their order: without end. A date that the zone leaves out has none. */
export function* meetingsFrom(from: Temporal.PlainDate, plan: MeetingPlan): Generator<Meeting> {
  for (const date of datesFrom(from, plan)) {
    const meeting = meetingOn(date, plan);
    if (meeting) yield meeting;
  }
}

/** The first meeting after an instant. */
export function nextMeeting(after: Temporal.Instant, plan: MeetingPlan): Meeting {
  const from = after.toZonedDateTimeISO(plan.timeZone).toPlainDate();
  for (const meeting of meetingsFrom(from, plan))
    if (Temporal.Instant.compare(meeting.at, after) > 0) return meeting;
  throw new RangeError("A club meets for ever");
}

/** Those whose ballot is due and that are still to come, or have passed since `after`. */
export function dueMeetings(
  now: Temporal.Instant,
  after: Temporal.Instant,
  plan: MeetingPlan,
): Meeting[] {
  const due: Meeting[] = [];
  const from = after.toZonedDateTimeISO(plan.timeZone).toPlainDate();
  for (const meeting of meetingsFrom(from, plan)) {
    if (Temporal.Instant.compare(meeting.ballotAt, now) > 0) return due;
    if (Temporal.Instant.compare(meeting.ballotAt, after) >= 0) due.push(meeting);
  }
  return due;
}

/** Whether people can still vote on a ballot that goes out now. */
export function canVote({ closesAt }: Meeting, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now.add(SHORTEST_VOTE), closesAt) <= 0;
}

/** The first date of a club that starts now: its ballot is still to come. */
export function firstDate(now: Temporal.Instant, plan: Omit<MeetingPlan, "first">): string {
  const today = now.toZonedDateTimeISO(plan.timeZone).toPlainDate();
  for (let days = 0; ; days += 1) {
    const date = today.add({ days });
    if (WEEKDAYS[date.dayOfWeek - 1] !== plan.day) continue;
    const meeting = meetingOn(date, plan);
    if (meeting && Temporal.Instant.compare(meeting.ballotAt, now) > 0) return date.toString();
  }
}

function* datesFrom(
  from: Temporal.PlainDate,
  { first, every }: MeetingPlan,
): Generator<Temporal.PlainDate> {
  const start = Temporal.PlainDate.from(first);
  if (every === "month") return yield* monthly(from, start);
  const step = every === "week" ? 7 : 14;
  const passed = Math.max(0, start.until(from, { largestUnit: "day" }).days);
  for (let n = Math.ceil(passed / step); ; n += 1) yield start.add({ days: n * step });
}

/** On the same weekday of the month, such as the second Tuesday; where the first meeting's was the fifth, on the fourth. */
function* monthly(from: Temporal.PlainDate, start: Temporal.PlainDate) {
  const week = Math.min(4, Math.ceil(start.day / 7)) - 1;
  for (let month = start.toPlainYearMonth(); ; month = month.add({ months: 1 })) {
    const opening = month.toPlainDate({ day: 1 });
    const ahead = (start.dayOfWeek - opening.dayOfWeek + 7) % 7;
    const date = opening.add({ days: ahead + 7 * week });
    const isFirst = month.equals(start.toPlainYearMonth());
    const on = isFirst ? start : date;
    if (Temporal.PlainDate.compare(on, from) >= 0) yield on;
  }
}

function meetingOn(
  date: Temporal.PlainDate,
  plan: Pick<MeetingPlan, "time" | "timeZone" | "readingDays">,
): Meeting | null {
  const meets = slotOn(date, { ...plan, days: "daily" });
  if (!meets) return null;
  const { instant: at } = meets;
  /** At the same hour by the local clock; where the zone left that day out, so many times 24 hours. */
  const daysBefore = (days: number) =>
    slotOn(date.subtract({ days }), { ...plan, days: "daily" })?.instant ??
    at.subtract({ hours: 24 * days });
  const closesAt = daysBefore(plan.readingDays);
  return { date: meets.date, at, closesAt, ballotAt: daysBefore(plan.readingDays + BALLOT_DAYS) };
}
