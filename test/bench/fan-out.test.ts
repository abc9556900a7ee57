import { expect, test } from "vitest";
import { deliverAll } from "../../bench/deliver-all.ts";
import { matchAll } from "../../bench/match-all.ts";

/** On a busy machine the start of a process alone takes seconds. */
const LONG_MS = 30_000;

test("new papers are matched and planned for each channel", async () => {
  const { digests, ...times } = await matchAll({ subscriptions: 50, topics: 40, papers: 200 });
  expect(digests).toBeGreaterThan(0);
  expect(digests).toBeLessThanOrEqual(10);
  expect(Object.values(times).every((time) => time > 0)).toBe(true);
});

test(
  "every channel gets its digest, and no request is turned away",
  async () => {
    const { postedAt, turnedAway, refused } = await deliverAll(60);
    expect({ messages: postedAt.length, turnedAway, refused }).toEqual({
      messages: 60,
      turnedAway: 0,
      refused: 0,
    });
  },
  LONG_MS,
);
