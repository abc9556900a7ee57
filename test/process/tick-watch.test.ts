import { expect, test } from "vitest";
import { createTickWatch } from "../../src/process/tick-watch.ts";

const HOUR_MS = 3_600_000;

test("ticks are fine while the last one to end was", () => {
  const ticks = createTickWatch(() => 0);
  expect(ticks.state).toBe("not yet");
  const first = ticks.begun();
  expect(ticks.state).toBe("not yet");
  first(false);
  expect(ticks.state).toBe("ok");
  ticks.begun()(true);
  expect(ticks.state).toBe("failing");
  ticks.begun()(false);
  expect(ticks.state).toBe("ok");
});

test("one that delivers for hours holds up nobody, but when none ends any more, that is told", () => {
  let now = 0;
  const ticks = createTickWatch(() => now);
  const slow = ticks.begun();
  for (let i = 0; i < 60; i += 1) {
    now += 60_000;
    ticks.begun()(false);
  }
  expect(ticks.state).toBe("ok");
  ticks.begun();
  now += HOUR_MS;
  expect(ticks.state).toBe("failing");
  slow(false);
  expect(ticks.state).toBe("ok");
});

test("where ticks are rare, nothing is wrong between them", () => {
  let now = 0;
  const ticks = createTickWatch(() => now);
  ticks.begun()(false);
  now += 24 * HOUR_MS;
  expect(ticks.state).toBe("ok");
});
