import { expect, test } from "vitest";
import { createPatience } from "../../src/digests/delivery/patience.ts";
import { FRIDAY } from "./a-channel.ts";

const seconds = (count: number) => FRIDAY.add({ seconds: count });
const minutes = (count: number) => seconds(count * 60);

/** In minutes. */
function pauseAfter(patience: ReturnType<typeof createPatience>, at: Temporal.Instant) {
  const pause = patience.after("d1", at);
  return pause === "no more" ? pause : pause.total("minutes");
}

test("a pause is as long as it has been failing, from a minute to twenty", () => {
  const patience = createPatience();
  expect(
    [0, 0.5, 1, 2, 4, 19, 20, 21, 39].map((at) => pauseAfter(patience, seconds(at * 60))),
  ).toEqual([1, 1, 1, 2, 4, 19, 20, 20, 20]);
});

test("no pause reaches beyond the hour, and after the hour there is none", () => {
  const patience = createPatience();
  expect([0, 40, 41, 59].map((at) => pauseAfter(patience, minutes(at)))).toEqual([1, 20, 19, 1]);
  expect(pauseAfter(patience, seconds(3599))).toBeCloseTo(1 / 60);
  for (const at of [60, 61, 24 * 60]) expect(pauseAfter(patience, minutes(at))).toBe("no more");
});

test("a clock that was set back makes a pause no shorter than a minute", () => {
  const patience = createPatience();
  patience.after("d1", minutes(30));
  expect(pauseAfter(patience, minutes(0))).toBe(1);
});

test("the hour begins anew when something gets through, and for another digest", () => {
  const patience = createPatience();
  for (const id of ["d1", "d2"]) patience.after(id, minutes(0));
  expect(patience.after("d3", minutes(50))).not.toBe("no more");
  patience.renew("d1");
  expect(pauseAfter(patience, minutes(60))).toBe(1);
  expect(patience.after("d2", minutes(60))).toBe("no more");
  patience.forget("d2");
  expect(patience.after("d2", minutes(61))).not.toBe("no more");
});

test("failures are counted by message, and what is forgotten begins at none", () => {
  const patience = createPatience();
  expect(patience.failures("d1", 1)).toBe(0);
  expect([patience.count("d1", 1, 1), patience.count("d1", 1, 3)]).toEqual([1, 4]);
  expect(patience.count("d1", 2, 1)).toBe(1);
  // Something of the digest got through, not this message.
  patience.renew("d1");
  expect(patience.failures("d1", 1)).toBe(4);
  expect(patience.needsPlain("d1")).toBe(false);
  patience.plainHelped("d1");
  expect([patience.needsPlain("d1"), patience.needsPlain("d2")]).toEqual([true, false]);
  patience.forget("d1");
  expect([patience.failures("d1", 1), patience.needsPlain("d1")]).toEqual([0, false]);
});
