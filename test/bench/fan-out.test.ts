import { expect, test } from "vitest";
import { deliverAll } from "../../bench/deliver-all.ts";
import { matchAll } from "../../bench/match-all.ts";

/** On a busy machine the start of a process alone takes seconds. */
const LONG_MS = 180_000;

test("new papers are matched and planned for each channel", async () => {
  const { digests, ...times } = await matchAll({ subscriptions: 50, topics: 40, papers: 200 });
  expect(digests).toBeGreaterThan(0);
  expect(digests).toBeLessThanOrEqual(10);
  expect(Object.values(times).every((time) => time > 0)).toBe(true);
});

test(
  "every channel gets its digest",
  async () => {
    // How many are turned away on the way is measured, not tested: a process that stands still for a
    // moment sends in one second what it had spread over two.
    const { postedAt, refused } = await deliverAll(60);
    expect({ messages: postedAt.length, refused }).toEqual({ messages: 60, refused: 0 });
  },
  LONG_MS,
);
