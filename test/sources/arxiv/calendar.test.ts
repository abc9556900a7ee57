import { describe, expect, test } from "vitest";
import {
  weekdays,
  expectsAnnouncement,
  feedDayAt,
  knowsHolidaysOf,
  nextReading,
  whyQuiet,
} from "../../../src/sources/arxiv/answers/calendar.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const instant = (text: string) => Temporal.Instant.from(text);

describe("arXiv's calendar", () => {
  test.each([
    ["a Monday", "2026-11-16", true],
    ["a Friday", "2026-11-20", true],
    ["a Saturday", "2026-11-21", false],
    ["a Sunday", "2026-11-22", false],
    ["Thanksgiving", "2026-11-26", false],
    ["the day after it, whose papers were not announced", "2026-11-27", false],
    ["the Monday thereafter", "2026-11-30", true],
    ["the day after a holiday of the year before", "2027-01-01", false],
    ["Martin Luther King's day of a year whose holidays nobody listed", "2027-01-18", false],
    ["Thanksgiving of that year", "2027-11-25", false],
    ["the Monday after its Independence Day, a Sunday", "2027-07-05", false],
    ["the Friday before its Juneteenth, a Saturday", "2027-06-18", false],
    ["a day between the years", "2027-12-29", false],
    ["a weekday of that year", "2027-02-16", true],
    ["the Monday in September that is no holiday", "2027-09-13", true],
  ])("%s, %s, must have papers: %s", (_, date, must) => {
    expect(expectsAnnouncement(day(date))).toBe(must);
    expect(whyQuiet(day(date)) === null).toBe(must);
  });

  test("says which years' holidays it knows", () => {
    expect([2026, 2027].map((year) => knowsHolidaysOf(day(`${year}-05-05`)))).toEqual([
      true,
      false,
    ]);
  });

  test.each([2026])(
    "of %i, every published holiday is one of those that are assumed elsewhere",
    (year) => {
      // Thanksgiving and the like fall on other dates, by the same rule.
      const later = (date: string) => day(date).with({ year: year + 400 });
      const published = [
        "01-01",
        "01-19",
        "06-19",
        "07-03",
        "09-07",
        "11-26",
        "12-25",
        "12-29",
        "12-31",
      ].map((date) => `${year}-${date}`);
      for (const date of published) {
        expect(expectsAnnouncement(day(date))).toBe(false);
        // The calendar repeats after 400 years.
        expect(knowsHolidaysOf(later(date))).toBe(false);
        expect(expectsAnnouncement(later(date))).toBe(false);
      }
    },
  );

  test("a feed is of the day in New York, in summer and in winter", () => {
    expect(feedDayAt(instant("2026-07-15T03:59:00Z")).toString()).toBe("2026-07-14");
    expect(feedDayAt(instant("2026-07-15T04:00:00Z")).toString()).toBe("2026-07-15");
    expect(feedDayAt(instant("2026-11-20T04:59:00Z")).toString()).toBe("2026-11-19");
    expect(feedDayAt(instant("2026-11-20T05:00:00Z")).toString()).toBe("2026-11-20");
  });

  test.each([
    ["2026-07-15T04:00:00Z", "2026-07-15T04:30:00Z"],
    ["2026-07-15T04:30:00Z", "2026-07-15T05:30:00Z"],
    ["2026-07-15T05:30:00Z", "2026-07-16T04:30:00Z"],
    ["2026-11-20T12:00:00Z", "2026-11-21T05:30:00Z"],
    ["2026-11-01T04:45:00Z", "2026-11-01T05:30:00Z"],
    ["2026-11-01T06:45:00Z", "2026-11-02T05:30:00Z"],
  ])("after %s it is read at %s", (now, next) => {
    expect(nextReading(instant(now)).toString()).toBe(next);
  });

  test("asks for every weekday, since a holiday may have had papers", () => {
    expect(weekdays(day("2026-11-20"), day("2026-11-28")).map(String)).toEqual([
      "2026-11-20",
      "2026-11-23",
      "2026-11-24",
      "2026-11-25",
      "2026-11-26",
      "2026-11-27",
    ]);
  });
});
