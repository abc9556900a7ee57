import { expect, test } from "vitest";
import { findZones, zoneMeant } from "../../src/digests/subscriptions/find-time-zone.ts";

/** Winter in the north. */
const NOW = Temporal.Instant.from("2026-01-20T10:00:00Z");

const found = (typed: string): string[] => findZones(typed, NOW).map(({ timeZone }) => timeZone);

test.each([
  ["Europe/Berlin", "Europe/Berlin"],
  ["europe/berlin", "Europe/Berlin"],
  ["Berlin", "Europe/Berlin"],
  ["new york", "America/New_York"],
  ["America/New York", "America/New_York"],
  ["utc", "UTC"],
  ["Europe/Kyiv", "Europe/Kyiv"],
  ["Asia/Kolkata", "Asia/Kolkata"],
  ["+05:30", "+05:30"],
  ["Munich", "Europe/Berlin"],
  ["Beijing", "Asia/Shanghai"],
  ["pittsburgh", "America/New_York"],
  ["Montréal", "America/Toronto"],
  ["San Francisco", "America/Los_Angeles"],
  ["Germany", "Europe/Berlin"],
  ["Japan", "Asia/Tokyo"],
  ["UK", "Europe/London"],
  ["CET", "CET"],
  ["UTC+8", "+08:00"],
  ["gmt -3", "-03:00"],
  ["UTC+5:30", "+05:30"],
  ["utc+5.5", "+05:30"],
  ["UTC−3", "-03:00"],
  ["UTC+0", "UTC"],
])("the zone %s means %s", (typed, zone) => {
  expect(zoneMeant(typed)).toBe(zone);
});

test.each([
  "",
  "Mars",
  "Europe/Atlantis",
  "+99:00",
  "UTC+8:75",
  "8",
  "💩",
  "__proto__",
  "constructor",
])("the zone %o is none", (typed) => {
  expect(zoneMeant(typed)).toBeNull();
});

test.each(["PST", "EST", "IST", "United States", "usa"])(
  "%s may be several zones, so nobody's is taken",
  (typed) => {
    expect(zoneMeant(typed)).toBeNull();
    expect(found(typed).length).toBeGreaterThan(1);
  },
);

test.each([
  ["berl", "Europe/Berlin"],
  ["mun", "Europe/Berlin"],
  ["PST", "America/Los_Angeles"],
  ["pdt", "America/Los_Angeles"],
  ["EST", "America/New_York"],
  ["IST", "Asia/Kolkata"],
  ["usa", "America/New_York"],
  ["korea", "Asia/Seoul"],
  ["UTC+8", "Asia/Shanghai"],
  ["UTC-5", "America/New_York"],
  ["new y", "America/New_York"],
])("whoever types %s is offered %s among the first", (typed, zone) => {
  expect(found(typed).slice(0, 3)).toContain(zone);
});

test("an offset finds the clocks that show it then, and the one that always does", () => {
  const summer = Temporal.Instant.from("2026-07-20T10:00:00Z");
  expect(found("UTC+2")).not.toContain("Europe/Berlin");
  expect(findZones("UTC+2", summer).map(({ timeZone }) => timeZone)).toContain("Europe/Berlin");
  expect(found("UTC+2").at(-1)).toBe("+02:00");
});

test("each zone is offered once, and Temporal takes every one", () => {
  for (const typed of ["", "a", "s", "america", "utc+1", "cst", "united"]) {
    const zones = found(typed);
    expect(new Set(zones).size).toBe(zones.length);
    for (const zone of zones) expect(() => NOW.toZonedDateTimeISO(zone)).not.toThrow();
  }
});
