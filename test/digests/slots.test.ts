import { expect, test } from "vitest";
import type { Schedule } from "../../src/digests/settings.ts";
import { dueSlot, nextSlot, slotOn } from "../../src/digests/slots.ts";

/** `Intl` lists these three under their older names, or not at all. */
const ZONES = new Set([
  ...Intl.supportedValuesOf("timeZone"),
  "UTC",
  "Europe/Kyiv",
  "Asia/Kolkata",
]);

const FROM = Temporal.Instant.from("2020-01-01T00:00:00Z");
const UNTIL = Temporal.Instant.from("2030-01-01T00:00:00Z");

function schedule(timeZone: string, time: string, days: Schedule["days"] = "daily"): Schedule {
  return { timeZone, time, days };
}

function slot(date: string, timeZone: string, time: string, days?: Schedule["days"]) {
  const found = slotOn(Temporal.PlainDate.from(date), schedule(timeZone, time, days));
  return found && found.instant.toZonedDateTimeISO(timeZone).toString({ timeZoneName: "never" });
}

test("every zone has one slot on each local day around ten years of clock changes", () => {
  const all = [...ZONES].flatMap((timeZone) => clockChanges(timeZone));
  const flawed = all.flatMap((change) =>
    criticalTimes(change).flatMap((time) =>
      flawsAround(change, time).map((flaw) => `${change.toString()} at ${time}: ${flaw}`),
    ),
  );
  expect(flawed).toEqual([]);
  expect(ZONES.size).toBeGreaterThan(400);
  expect(all.length).toBeGreaterThan(1000);
});

test("a time that exists is the slot's time, in every zone", () => {
  for (const timeZone of ZONES) {
    const { instant } = nextSlot(FROM, schedule(timeZone, "12:00"));
    expect(instant.toZonedDateTimeISO(timeZone).toPlainTime().toString()).toBe("12:00:00");
  }
});

test("a time inside a clock gap moves to the first valid minute", () => {
  expect(slot("2026-03-29", "Europe/Berlin", "02:30")).toBe("2026-03-29T03:00:00+02:00");
  expect(slot("2026-03-29", "Europe/Berlin", "02:00")).toBe("2026-03-29T03:00:00+02:00");
  expect(slot("2026-03-29", "Europe/Berlin", "01:59")).toBe("2026-03-29T01:59:00+01:00");
});

test("where the gap reaches into the next day, the slot is the last minute before it", () => {
  expect(slot("2026-03-28", "America/Nuuk", "23:30")).toBe("2026-03-28T22:59:00-02:00");
  expect(slot("2026-03-29", "America/Nuuk", "23:30")).toBe("2026-03-29T23:30:00-01:00");
});

test("a time that occurs twice counts once, at its first occurrence", () => {
  expect(slot("2026-10-25", "Europe/Berlin", "02:30")).toBe("2026-10-25T02:30:00+02:00");
  const wanted = schedule("Europe/Berlin", "02:30");
  const [first, second] = slotsFrom(Temporal.Instant.from("2026-10-24T22:00:00Z"), wanted, 2);
  expect(first?.date).toBe("2026-10-25");
  expect(second?.date).toBe("2026-10-26");
});

test("a day that a zone left out has no slot", () => {
  expect(slot("2011-12-30", "Pacific/Apia", "09:00")).toBeNull();
  const wanted = schedule("Pacific/Apia", "09:00");
  const start = Temporal.Instant.from("2011-12-29T00:00:00-10:00");
  expect(slotsFrom(start, wanted, 3).map(({ date }) => date)).toEqual([
    "2011-12-29",
    "2011-12-31",
    "2012-01-01",
  ]);
  // Saturday's slot is due; the Friday before it never was.
  const saturday = Temporal.Instant.from("2011-12-31T12:00:00+14:00");
  expect(dueSlot(saturday, start, wanted)?.date).toBe("2011-12-31");
});

test("weekdays leave out Saturday and Sunday, one weekday all other days", () => {
  const friday = Temporal.Instant.from("2026-11-20T12:00:00Z");
  const dates = (days: Schedule["days"]) =>
    slotsFrom(friday, schedule("UTC", "09:00", days), 3).map(({ date }) => date);
  expect(dates("daily")).toEqual(["2026-11-21", "2026-11-22", "2026-11-23"]);
  expect(dates("weekdays")).toEqual(["2026-11-23", "2026-11-24", "2026-11-25"]);
  expect(dates("friday")).toEqual(["2026-11-27", "2026-12-04", "2026-12-11"]);
  const thursday = Temporal.Instant.from("2026-11-19T12:00:00Z");
  expect(nextSlot(thursday, schedule("UTC", "09:00", "weekdays")).date).toBe("2026-11-20");
  const sunday = Temporal.Instant.from("2026-11-22T12:00:00Z");
  expect(dueSlot(sunday, friday, schedule("UTC", "09:00", "weekdays"))).toBeNull();
});

test.each([
  ["the week before", "2026-11-13", "2026-11-12T08:00:00Z"],
  ["two weeks before, of which the last had its digest", null, "2026-11-13T08:00:00Z"],
])("on its own day, before its time, a weekly channel is due for %s", (_, date, settledUntil) => {
  const weekly = schedule("Europe/Berlin", "09:00", "friday");
  const settled = Temporal.Instant.from(settledUntil);
  const at = Temporal.Instant.from("2026-11-20T08:00:00Z");
  expect(dueSlot(at.subtract({ seconds: 1 }), settled, weekly)?.date ?? null).toBe(date);
  expect(dueSlot(at, settled, weekly)?.date).toBe("2026-11-20");
  expect(nextSlot(at.subtract({ seconds: 1 }), weekly).date).toBe("2026-11-20");
  expect(nextSlot(at, weekly).date).toBe("2026-11-27");
});

test("a weekly channel whose day was left out had its last slot two weeks ago", () => {
  const weekly = schedule("Pacific/Apia", "09:00", "friday");
  const settled = Temporal.Instant.from("2011-12-20T00:00:00Z");
  const at = Temporal.Instant.from("2012-01-06T08:59:00+14:00");
  expect(dueSlot(at, settled, weekly)?.date).toBe("2011-12-23");
  const last = Temporal.Instant.from("2011-12-23T09:00:00-10:00");
  expect(nextSlot(last, weekly).date).toBe("2012-01-06");
});

test("of many missed slots the newest is due, once", () => {
  const daily = schedule("Europe/Berlin", "09:00");
  const settled = Temporal.Instant.from("2026-11-01T08:00:00Z");
  const now = Temporal.Instant.from("2026-11-21T07:59:00Z");
  const due = dueSlot(now, settled, daily);
  expect(due?.date).toBe("2026-11-20");
  expect(dueSlot(now, due!.instant, daily)).toBeNull();
});

test("with the clock set back nothing that is settled is due again", () => {
  const daily = schedule("Europe/Berlin", "09:00");
  const settled = Temporal.Instant.from("2026-11-21T08:00:00Z");
  expect(dueSlot(settled.subtract({ hours: 30 }), settled, daily)).toBeNull();
  expect(dueSlot(settled.add({ hours: 23 }), settled, daily)).toBeNull();
  expect(dueSlot(settled.add({ hours: 24 }), settled, daily)?.date).toBe("2026-11-22");
});

/** What is wrong with a daily schedule's slots in the days around a clock change. */
function flawsAround(change: Temporal.ZonedDateTime, time: string): string[] {
  const { timeZoneId } = change;
  const days = wholeDaysAround(change);
  const daily = schedule(timeZoneId, time);
  const start = startOf(days[0]!, timeZoneId).subtract({ milliseconds: 1 });
  const slots = slotsFrom(start, daily, days.length);
  const flaws = slots.flatMap(({ date, instant }, i) => {
    const before = slots[i - 1]?.instant ?? start;
    const holds = {
      "comes after the last one": Temporal.Instant.compare(before, instant) < 0,
      "lies on its day": instant.toZonedDateTimeISO(timeZoneId).toPlainDate().equals(date),
      "is due when it comes": dueSlot(instant, before, daily)?.date === date,
      "is not due before": dueSlot(instant.subtract({ seconds: 1 }), before, daily) === null,
      "is not due again": dueSlot(instant, instant, daily) === null,
    };
    return Object.entries(holds).flatMap(([claim, isTrue]) =>
      isTrue ? [] : [`not true that the slot of ${date} ${claim}`],
    );
  });
  const dates = slots.map(({ date }) => date);
  return dates.join() === days.join() ? flaws : [...flaws, `${dates.join()}, not ${days.join()}`];
}

/** The first moments after which a zone's clocks show another offset. */
function clockChanges(timeZone: string): Temporal.ZonedDateTime[] {
  const changes: Temporal.ZonedDateTime[] = [];
  let change = FROM.toZonedDateTimeISO(timeZone).getTimeZoneTransition("next");
  while (change && Temporal.Instant.compare(change.toInstant(), UNTIL) < 0) {
    changes.push(change);
    change = change.getTimeZoneTransition("next");
  }
  return changes;
}

/** A minute before the change, and one that it leaves out or lets occur twice. */
function criticalTimes(change: Temporal.ZonedDateTime): string[] {
  const before = change.subtract({ minutes: 1 });
  const shift = change.offsetNanoseconds - before.offsetNanoseconds;
  const inside = before.toPlainDateTime().add({ nanoseconds: Math.floor(shift / 2) });
  return [before.toPlainTime(), inside.toPlainTime()].map((time) =>
    time.toString({ smallestUnit: "minute" }),
  );
}

/** The local dates around a change, without those at the ends, of which a part may be missing. */
function wholeDaysAround(change: Temporal.ZonedDateTime): string[] {
  const dates = new Set<string>();
  for (let hours = -60; hours <= 60; hours += 4)
    dates.add(change.add({ hours }).toPlainDate().toString());
  return [...dates].slice(1, -1);
}

function startOf(date: string, timeZone: string): Temporal.Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant();
}

function slotsFrom(after: Temporal.Instant, wanted: Schedule, count: number) {
  const slots = [];
  let last = after;
  for (let n = 0; n < count; n += 1) {
    const next = nextSlot(last, wanted);
    slots.push(next);
    last = next.instant;
  }
  return slots;
}
