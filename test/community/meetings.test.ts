import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { MeetingPlan } from "../../src/community/clubs/club.ts";
import {
  canVote,
  dueMeetings,
  firstDate,
  meetingsFrom,
  nextMeeting,
} from "../../src/community/clubs/meetings.ts";
import { WEEKDAYS } from "../../src/digests/settings.ts";

const at = (iso: string) => Temporal.Instant.from(iso);

const EVERY: MeetingPlan["every"][] = ["week", "two weeks", "month"];

const PLAN: MeetingPlan = {
  every: "week",
  day: "tuesday",
  time: "18:30",
  timeZone: "Europe/Berlin",
  first: "2026-03-24",
  readingDays: 4,
};

function dates(plan: MeetingPlan, count: number, from = plan.first): string[] {
  return meetingsFrom(Temporal.PlainDate.from(from), plan)
    .take(count)
    .map(({ date }) => date)
    .toArray();
}

test("a club meets every week, every two weeks, or on the same weekday of each month", () => {
  expect(dates(PLAN, 3)).toEqual(["2026-03-24", "2026-03-31", "2026-04-07"]);
  const twoWeeks = { ...PLAN, every: "two weeks" } as const;
  expect(dates(twoWeeks, 3)).toEqual(["2026-03-24", "2026-04-07", "2026-04-21"]);
  // From any day on it stays in step with the first.
  expect(dates(twoWeeks, 2, "2026-03-31")).toEqual(["2026-04-07", "2026-04-21"]);
  const month = { ...PLAN, every: "month" } as const;
  expect(dates(month, 3)).toEqual(["2026-03-24", "2026-04-28", "2026-05-26"]);
  expect(dates({ ...month, first: "2026-03-31" }, 2)).toEqual(["2026-03-31", "2026-04-28"]);
});

test("ballot and end of the vote come at the same local hour, whatever the clocks do", () => {
  // Summer time begins on 29 March.
  const meeting = nextMeeting(at("2026-03-25T00:00:00Z"), PLAN);
  expect(meeting).toMatchObject({ date: "2026-03-31" });
  expect(meeting.at).toEqual(at("2026-03-31T16:30:00Z"));
  expect(meeting.closesAt).toEqual(at("2026-03-27T17:30:00Z"));
  expect(meeting.ballotAt).toEqual(at("2026-03-25T17:30:00Z"));
});

test("an hour that a day leaves out is the first after it", () => {
  const plan = { ...PLAN, day: "sunday", time: "02:30", first: "2026-03-29" } as const;
  expect(nextMeeting(at("2026-03-28T12:00:00Z"), plan).at).toEqual(at("2026-03-29T01:00:00Z"));
});

test("a ballot is due from its hour on, for every meeting that is near", () => {
  const long = { ...PLAN, readingDays: 10 };
  const started = at("2026-03-01T00:00:00Z");
  const due = (now: string) => dueMeetings(at(now), started, long).map(({ date }) => date);
  expect(due("2026-03-12T17:29:59Z")).toEqual([]);
  expect(due("2026-03-12T17:30:00Z")).toEqual(["2026-03-24"]);
  expect(due("2026-03-19T17:30:00Z")).toEqual(["2026-03-24", "2026-03-31"]);
});

test("a ballot that comes late is worth it while an hour is left", () => {
  const meeting = nextMeeting(at("2026-03-20T00:00:00Z"), PLAN);
  expect(canVote(meeting, meeting.closesAt.subtract({ hours: 1 }))).toBe(true);
  expect(canVote(meeting, meeting.closesAt.subtract({ minutes: 59 }))).toBe(false);
});

test("the first meeting is the first on its weekday for which a ballot can still come, in any zone", () => {
  const zones = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"];
  const plan = fc.record({
    every: fc.constantFrom(...EVERY),
    day: fc.constantFrom(...WEEKDAYS),
    time: fc.constantFrom("00:00", "02:30", "09:00", "23:59"),
    timeZone: fc.constantFrom(...zones),
    readingDays: fc.integer({ min: 1, max: 21 }),
  });
  const instants = fc
    .integer({ min: 1_500_000_000, max: 1_900_000_000 })
    .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000));
  fc.assert(
    fc.property(plan, instants, (some, now) => {
      const first = firstDate(now, some);
      const whole: MeetingPlan = { ...some, first };
      const [meeting, second] = meetingsFrom(Temporal.PlainDate.from(first), whole).take(2);
      if (!meeting || !second) throw new Error("There are always more");
      expect(WEEKDAYS[Temporal.PlainDate.from(first).dayOfWeek - 1]).toBe(some.day);
      expect(Temporal.Instant.compare(meeting.ballotAt, now)).toBe(1);
      expect(Temporal.Instant.compare(meeting.ballotAt, meeting.closesAt)).toBe(-1);
      expect(Temporal.Instant.compare(meeting.closesAt, meeting.at)).toBe(-1);
      expect(Temporal.Instant.compare(meeting.at, second.at)).toBe(-1);
      expect(dueMeetings(now, now, whole)).toEqual([]);
      expect(dueMeetings(meeting.ballotAt, now, whole)[0]?.date).toBe(first);
    }),
  );
});
