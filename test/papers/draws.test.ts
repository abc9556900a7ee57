import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createDealer } from "../../src/papers/dealer.ts";
import { draw, type Draws } from "../../src/papers/draws.ts";

describe("a draw", () => {
  test("is one of those that were not dealt yet, by chance", () => {
    const pool = ["a", "b", "c", "d"];
    expect(draw(pool, new Set(["b"]), null, 0)).toEqual({ id: "a", startsOver: false });
    expect(draw(pool, new Set(["b"]), null, 0.34)).toEqual({ id: "c", startsOver: false });
    expect(draw(pool, new Set(["b"]), null, 0.999)).toEqual({ id: "d", startsOver: false });
  });

  test("starts over when all were dealt, with another paper than the one in sight", () => {
    const dealt = new Set(["a", "b", "of another pool"]);
    expect(draw(["a", "b"], dealt, "a", 0)).toEqual({ id: "b", startsOver: true });
    expect(draw(["a", "b"], dealt, null, 0)).toEqual({ id: "a", startsOver: true });
  });

  test("deals the only paper there is again", () => {
    expect(draw(["a"], new Set(["a"]), "a", 0.5)).toEqual({ id: "a", startsOver: true });
  });

  test("fails where there is nothing to draw", () => {
    expect(() => draw([], new Set(), null, 0)).toThrow(RangeError);
  });
});

describe("a dealer", () => {
  const pool = ["a", "b", "c"];

  test("deals no paper twice to those who ask at once in a channel", async () => {
    const dealer = createDealer({ draws: slowDraws(), now, random: () => 0 });
    const deals = await Promise.all(pool.map(() => dealer.deal("here", pool, null)));
    expect(deals.map(({ id }) => id)).toEqual(pool);
  });

  test("deals to each channel for itself, and notes with what it starts over", async () => {
    const draws = slowDraws();
    const dealer = createDealer({ draws, now, random: () => 0 });
    await dealer.deal("here", ["a"], null);
    await dealer.deal("there", ["a"], null);
    expect(await dealer.deal("here", ["a"], "a")).toEqual({ id: "a", startsOver: true });
    expect(draws.noted).toEqual([
      ["here", "a", null],
      ["there", "a", null],
      ["here", "a", "a"],
    ]);
  });

  test("goes on after a deal that failed", async () => {
    const draws = slowDraws();
    let isAway = true;
    const drawn: Draws["drawn"] = async (channelId) => {
      if (isAway) throw new Error("The disk is away");
      return await draws.drawn(channelId);
    };
    const dealer = createDealer({ draws: { ...draws, drawn }, now, random: () => 0 });
    await expect(dealer.deal("here", pool, null)).rejects.toThrow("The disk is away");
    isAway = false;
    expect((await dealer.deal("here", pool, null)).id).toBe("a");
  });
});

/** As a store that takes its time. */
function slowDraws(): Draws & { noted: (string | null)[][] } {
  const dealt = new Map<string, Set<string>>();
  const noted: (string | null)[][] = [];
  return {
    noted,
    async drawn(channelId) {
      await setImmediate();
      return new Set(dealt.get(channelId));
    },
    async note(channelId, paperId, _at, startOver) {
      await setImmediate();
      noted.push([channelId, paperId, startOver && startOver.join()]);
      const before = startOver ? [] : (dealt.get(channelId) ?? []);
      dealt.set(channelId, new Set([...before, paperId]));
    },
  };
}

function now(): Temporal.Instant {
  return Temporal.Instant.from("2026-04-20T10:00:00Z");
}
