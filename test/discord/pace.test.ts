import { expect, test } from "vitest";
import { createPace } from "../../src/discord/delivery/pace.ts";

/** A pace of 3 requests in 1000 ms, on a clock that runs only while somebody waits. */
function aPace() {
  let now = 0;
  const pace = createPace({
    most: 3,
    withinMs: 1000,
    now: () => now,
    wait(ms) {
      now += ms;
      return Promise.resolve();
    },
  });
  return { pace, now: () => now };
}

test("in no stretch of the time do more leave than the limit allows, and none waits for long", async () => {
  const { pace, now } = aPace();
  const leftAt = await Promise.all(
    Array.from({ length: 7 }, () => pace(() => Promise.resolve(now()))),
  );
  expect(leftAt.slice(0, 3)).toEqual([0, 0, 0]);
  for (const [i, left] of leftAt.slice(3).entries())
    expect(left - leftAt[i]!).toBeGreaterThanOrEqual(1000);
  expect(leftAt.at(-1)).toBeLessThan(2200);
});

test("an answer that takes long holds its place for another second at most", async () => {
  const { pace, now } = aPace();
  const slow = Array.from({ length: 3 }, () => pace(() => new Promise<never>(() => undefined)));
  expect(await pace(() => Promise.resolve(now()))).toBe(2000);
  expect(slow).toHaveLength(3);
});

test("a request that fails counts like any other, and fails for its caller alone", async () => {
  const { pace, now } = aPace();
  const failing = Array.from({ length: 3 }, () => pace(() => Promise.reject(new Error("No"))));
  const results = await Promise.allSettled([...failing, pace(() => Promise.resolve(now()))]);
  expect(results.map(({ status }) => status)).toEqual([
    "rejected",
    "rejected",
    "rejected",
    "fulfilled",
  ]);
  expect(results.at(-1)).toMatchObject({ value: 1000 });
});
