import { expect, test } from "vitest";
import { createClock } from "../../src/playground/clock.ts";

const at = (instant: string) => Temporal.Instant.from(instant);
const told = (clock: { now(): Temporal.Instant }) => clock.now().toString();

test("time that is skipped stays skipped while real time goes on", () => {
  let real = at("2026-01-15T12:00:00Z");
  const clock = createClock({ real: () => real });
  expect(told(clock)).toBe("2026-01-15T12:00:00Z");

  clock.skipTo(at("2026-01-16T09:00:00Z"));
  expect(told(clock)).toBe("2026-01-16T09:00:00Z");
  real = real.add({ minutes: 5 });
  expect(told(clock)).toBe("2026-01-16T09:05:00Z");

  clock.skipTo(at("2026-01-17T09:00:00Z"));
  expect(told(clock)).toBe("2026-01-17T09:00:00Z");
});

test("it never goes back", () => {
  const clock = createClock({ real: () => at("2026-01-15T12:00:00Z") });
  clock.skipTo(at("2026-01-16T09:00:00Z"));

  clock.skipTo(at("2026-01-16T08:59:59Z"));

  expect(told(clock)).toBe("2026-01-16T09:00:00Z");
});

test("it goes on from where an earlier run had skipped to, unless real time has come further", () => {
  const real = () => at("2026-01-15T12:00:00Z");

  expect(told(createClock({ real, from: at("2026-01-18T09:00:00Z") }))).toBe(
    "2026-01-18T09:00:00Z",
  );
  expect(told(createClock({ real, from: at("2026-01-14T09:00:00Z") }))).toBe(
    "2026-01-15T12:00:00Z",
  );
});
