import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseTime } from "../../src/digests/subscriptions/time-of-day.ts";
import { parseUntil } from "../../src/digests/subscriptions/until.ts";

test.each([
  ["9", "09:00"],
  ["09:00", "09:00"],
  ["9.30", "09:30"],
  ["21h15", "21:15"],
  [" 9AM ", "09:00"],
  ["9:05 p.m.", "21:05"],
  ["12am", "00:00"],
  ["12pm", "12:00"],
  ["0", "00:00"],
  ["23:59", "23:59"],
  ["９", "09:00"],
])("the time %s means %s", (typed, time) => {
  expect(parseTime(typed)).toBe(time);
});

test.each(["", "24:00", "9:60", "13pm", "0am", "-1", "9:5", "noon", "9 o'clock", "1e1"])(
  "the time %o cannot be read",
  (typed) => {
    expect(parseTime(typed)).toBeNull();
  },
);

test("whatever is typed as a time is one that Temporal takes, or nothing", () => {
  const unit = fc.constantFrom(..."0123456789:.h apm".split(""));
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 8 }), (units) => {
      expect(parseTime(units.join("")) ?? "00:00").toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
    }),
  );
});

const NOW = Temporal.Instant.from("2026-10-20T10:00:00Z");

test.each([
  ["2026-12-24", "2026-12-23T23:00:00Z"],
  ["tomorrow", "2026-10-20T22:00:00Z"],
  ["7d", "2026-10-27T11:00:00Z"],
  ["for 2 weeks", "2026-11-03T11:00:00Z"],
  ["1 month", "2026-11-20T11:00:00Z"],
])("a pause until %s ends in Berlin at %s", (typed, instant) => {
  expect(parseUntil(typed, NOW, "Europe/Berlin")?.toString()).toBe(instant);
});

test.each(["", "soon", "7", "-7d", "2026-13-01", "2026-02-30", "9999d", "24.12.2026"])(
  "a pause until %o cannot be read",
  (typed) => {
    expect(parseUntil(typed, NOW, "Europe/Berlin")).toBeNull();
  },
);
