import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysWaited } from "../../src/digests/planning/days-waited.ts";
import { defaultSettings, type Schedule } from "../../src/digests/settings.ts";
import { FRIDAY } from "./a-channel.ts";

const daily: Schedule = defaultSettings("Europe/Berlin");

/** So many days after Friday, at the time of the slot. */
const on = (day: number) => FRIDAY.add({ hours: 24 * day });

/** From Friday's digest until that of a day, with digests that got through on some days between. */
function waited(until: number, answered: number[], schedule = daily): number {
  return daysWaited({ since: FRIDAY, dueAt: on(until), answered: answered.map(on) }, schedule);
}

describe("the days that a paper has waited", () => {
  test("are those since its first digest, where each day had one", () => {
    expect(waited(3, [1, 2])).toBe(3);
  });

  test("do not count where nothing got through, and begin again with the next digest", () => {
    expect(waited(21, [])).toBe(1);
    expect(waited(22, [21])).toBe(2);
    expect(waited(10, [1, 2, 6])).toBe(4);
  });

  test("are all that lie between the digests of a schedule which leaves days out", () => {
    expect(waited(10, [], { ...daily, days: "monday" })).toBe(7);
    expect(waited(3, [], { ...daily, days: "weekdays" })).toBe(3);
    // Of two Mondays one was missed.
    expect(waited(17, [3], { ...daily, days: "monday" })).toBe(10);
  });

  test("are no more for a digest that is sent by hand on the same day, or between two", () => {
    expect(
      daysWaited({ since: FRIDAY, dueAt: FRIDAY.add({ hours: 3 }), answered: [] }, daily),
    ).toBe(0);
    expect(
      waited(
        3,
        [1, 2].flatMap((day) => [day, day + 0.125]),
      ),
    ).toBe(3);
    expect(waited(10, [5], { ...daily, days: "monday" })).toBe(7);
  });

  test("are never more than the calendar has, nor fewer for a digest more", () => {
    const someDays = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 });
    const days = fc.constantFrom("daily" as const, "weekdays" as const, "monday" as const);
    fc.assert(
      fc.property(someDays, fc.integer({ min: 1, max: 40 }), days, (answered, one, wanted) => {
        const schedule = { ...daily, days: wanted };
        const fewer = waited(40, answered, schedule);
        expect(fewer).toBeGreaterThan(0);
        expect(waited(40, [...answered, one], schedule)).toBeGreaterThanOrEqual(fewer);
        expect(waited(40, [...answered, one], schedule)).toBeLessThanOrEqual(40);
      }),
    );
  });
});
