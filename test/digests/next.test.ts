import { expect, test } from "vitest";
import { nextDue, settledByChange } from "../../src/digests/next.ts";
import { aChannel, FRIDAY } from "./a-channel.ts";

const SATURDAY = FRIDAY.add({ hours: 24 });
const SUNDAY = FRIDAY.add({ hours: 48 });

const paused = (until: Temporal.Instant | null) => aChannel({ pause: { why: "asked", until } });

test("the next digest is due at the first slot after now", () => {
  expect(nextDue(aChannel(), FRIDAY)).toEqual(SATURDAY);
  expect(nextDue(aChannel(), SATURDAY)).toEqual(SUNDAY);
});

test("slots that are settled already are passed over", () => {
  expect(nextDue(aChannel({ settledUntil: SATURDAY }), FRIDAY)).toEqual(SUNDAY);
});

test("in a pause it is due at its end or after it, and never in one without end", () => {
  expect(nextDue(paused(SATURDAY), FRIDAY)).toEqual(SATURDAY);
  expect(nextDue(paused(SATURDAY.add({ seconds: 1 })), FRIDAY)).toEqual(SUNDAY);
  expect(nextDue(paused(FRIDAY), SATURDAY)).toEqual(SUNDAY);
  expect(nextDue(paused(null), FRIDAY)).toBeNull();
});

test("none is due while a permission is missing", () => {
  const pause = { why: "blocked", permission: "Send Messages", notified: true } as const;
  expect(nextDue(aChannel({ pause }), FRIDAY)).toBeNull();
});

test("a change of schedule settles what lies before it", () => {
  const schedule = { time: "17:00", timeZone: "Europe/Berlin", days: "daily" } as const;
  expect(settledByChange(FRIDAY, schedule, [])).toEqual(FRIDAY);
});

test("a change of schedule settles a day that has had its digest", () => {
  const schedule = { time: "17:00", timeZone: "Europe/Berlin", days: "daily" } as const;
  const afternoon = Temporal.Instant.from("2026-11-20T16:00:00Z");
  expect(
    settledByChange(FRIDAY, schedule, [{ occasion: { kind: "slot", date: "2026-11-20" } }]),
  ).toEqual(afternoon);
  // One that somebody sent by hand is no slot's.
  expect(settledByChange(FRIDAY, schedule, [{ occasion: { kind: "by hand" } }])).toEqual(FRIDAY);
});
