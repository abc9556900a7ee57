import { array, assert, boolean, nat, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  heard,
  readStarts,
  type SessionStarts,
  takeTurn,
} from "../../src/discord/connection/session-starts.ts";

const NOON_MS = Date.parse("2026-04-18T12:00:00Z");
const DAY_MS = 24 * 60 * 60_000;
const pauseMs = 5000;

const none = readStarts(null);
const limited = (remaining: number, resetsAtMs = NOON_MS + DAY_MS / 2): SessionStarts =>
  heard(none, { total: 1000, remaining, resetsAtMs }, NOON_MS);

/** The turn of the first bucket, so long after noon. */
const turnAt = (starts: SessionStarts, laterMs = 0, bucket = 0) =>
  takeTurn(starts, bucket, { nowMs: NOON_MS + laterMs, pauseMs });

describe("the turn of a bucket", () => {
  test("comes a pause after the last one, and that of another bucket at once", () => {
    const { turn, starts } = turnAt(none);
    expect(turn).toEqual({ kind: "ours" });
    expect(turnAt(starts, 4000).turn).toEqual({ kind: "too soon", waitMs: 1000 });
    expect(turnAt(starts, 4000, 1).turn).toEqual({ kind: "ours" });
    expect(turnAt(starts, 5000).turn).toEqual({ kind: "ours" });
  });

  test("comes a pause later where the clock was set back, however far", () => {
    const { starts } = turnAt(none, DAY_MS);
    const seen = turnAt(starts);
    expect(seen.turn).toEqual({ kind: "too soon", waitMs: 5000 });
    expect(turnAt(seen.starts, 5000).turn).toEqual({ kind: "ours" });
  });
});

describe("the limit of sessions", () => {
  test("leaves one that is never started", () => {
    const { turn, starts } = turnAt(limited(2));
    expect(turn).toEqual({ kind: "ours" });
    expect(turnAt(starts, 60_000).turn).toEqual({ kind: "used up", untilMs: NOON_MS + DAY_MS / 2 });
  });

  test("begins anew when it is over", () => {
    const { turn, starts } = turnAt(limited(0), DAY_MS / 2);
    expect(turn).toEqual({ kind: "ours" });
    expect(starts.limit).toMatchObject({ remaining: 999 });
  });

  test("is not believed where it lies further ahead than a day", () => {
    expect(turnAt(limited(0, NOON_MS + 2 * DAY_MS)).turn).toEqual({ kind: "ours" });
  });

  test("has less left than Discord says where a session has just started", () => {
    const { starts } = turnAt(none);
    const limit = { total: 1000, remaining: 10, resetsAtMs: NOON_MS + DAY_MS };
    expect(heard(starts, limit, NOON_MS + 1000).limit).toMatchObject({ remaining: 9 });
    expect(heard(starts, limit, NOON_MS + 60_000).limit).toMatchObject({ remaining: 10 });
  });
});

test("what is stored and can't be read counts as nothing", () => {
  for (const stored of [null, 7, {}, { takenAtMs: { 0: "noon" }, limit: null }])
    expect(readStarts(stored)).toEqual(none);
  const { starts } = turnAt(limited(9));
  expect(readStarts(JSON.parse(JSON.stringify(starts)))).toEqual(starts);
});

test("whoever asks and when, sessions of a bucket start a pause apart and never reach the limit", () => {
  const steps = array(record({ bucket: nat(2), laterMs: nat(4000), isSaid: boolean() }));
  assert(
    property(steps, nat(12), (asked, first) => {
      let starts = limited(first);
      let atMs = NOON_MS;
      /** What Discord has counted. */
      let remaining = first;
      const last = new Map<number, number>();
      for (const { bucket, laterMs, isSaid } of asked) {
        atMs += laterMs;
        const limit = { total: 1000, remaining, resetsAtMs: NOON_MS + DAY_MS };
        if (isSaid) starts = heard(starts, limit, atMs);
        const taken = takeTurn(starts, bucket, { nowMs: atMs, pauseMs });
        starts = taken.starts;
        if (taken.turn.kind !== "ours") continue;
        expect(atMs - (last.get(bucket) ?? -Infinity)).toBeGreaterThanOrEqual(pauseMs);
        last.set(bucket, atMs);
        remaining -= 1;
        expect(remaining).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});
