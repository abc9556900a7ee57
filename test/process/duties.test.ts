import { setImmediate } from "node:timers/promises";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Duty,
  type DutyLeases,
  holdDuty,
  LEASE_MS,
  RENEW_EVERY_MS,
  wakefulClock,
} from "../../src/process/duties.ts";

/** Simulated time, in milliseconds: what is to happen, and for whom. */
function createTime() {
  let nowMs = 0;
  let queue: { atMs: number; happen: () => void }[] = [];

  const at = (atMs: number, happen: () => void) => {
    const one = { atMs, happen };
    queue.push(one);
    return () => void (queue = queue.filter((other) => other !== one));
  };

  return {
    now: () => nowMs,
    at,
    after: (ms: number) => new Promise<void>((resolve) => at(nowMs + ms, resolve)),
    /** Lets everything happen until then; `each` is called after each moment. */
    async run(untilMs: number, each: () => void = () => undefined) {
      for (;;) {
        await setImmediate();
        const [next] = queue.toSorted((one, other) => one.atMs - other.atMs);
        if (!next || next.atMs > untilMs) break;
        queue = queue.filter((one) => one !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.happen();
        await setImmediate();
        each();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}

type Time = ReturnType<typeof createTime>;

/** What a store does, at one moment; answers take as long as `latency` says, there and back. */
function createLeases(time: Time, latency: () => readonly [number, number]) {
  const held = new Map<string, { owner: string; untilMs: number }>();
  const trouble = { isAway: false };
  const leases: DutyLeases = {
    async claimAll(keys, owner, { forMs, isInTheWay = () => false }) {
      const [there, back] = latency();
      await time.after(there);
      if (trouble.isAway) throw new Error("The database is away");
      const others = [...held].filter(
        ([key, its]) => its.owner !== owner && (keys.includes(key) || isInTheWay(key)),
      );
      const running = others.filter(([, { untilMs }]) => untilMs > time.now());
      if (running.length === 0)
        for (const key of keys) held.set(key, { owner, untilMs: time.now() + forMs });
      const freeInMs = Math.max(...running.map(([, { untilMs }]) => untilMs - time.now()));
      const before = [...new Set(others.map(([, its]) => its.owner))];
      await time.after(back);
      return running.length === 0 ? { isOurs: true, before } : { isOurs: false, freeInMs };
    },
    release(key, owner) {
      if (held.get(key)?.owner === owner) held.delete(key);
      return Promise.resolve();
    },
  };
  return { leases, trouble };
}

/** A process that can be stopped for a while: its timers then come late. */
function createProcess(time: Time, leases: DutyLeases, owner: string, keys: string[]) {
  let awakeAtMs = 0;
  const told: string[] = [];
  const timer = (ms: number, then: () => void) => {
    let forget = time.at(time.now() + ms, function due() {
      if (time.now() >= awakeAtMs) then();
      else forget = time.at(awakeAtMs, due);
    });
    return () => forget();
  };
  let duty: Duty | null = null;
  return {
    told,
    isStopped: () => time.now() < awakeAtMs,
    stopFor: (ms: number) => void (awakeAtMs = time.now() + ms),
    start() {
      duty = holdDuty({
        keys,
        leases,
        owner,
        clock: time.now,
        timer,
        onTaken: (before) => told.push(`taken${before.map((one) => ` from ${one}`).join("")}`),
        onLost: () => told.push("lost"),
        onWait: () => told.push("waits"),
        onTrouble: () => told.push("trouble"),
      });
    },
    get duty() {
      if (!duty) throw new Error("It has not started");
      return duty;
    },
  };
}

function two(latency: () => readonly [number, number] = () => [5, 5]) {
  const time = createTime();
  const { leases, trouble } = createLeases(time, latency);
  const a = createProcess(time, leases, "a", ["one", "two"]);
  const b = createProcess(time, leases, "b", ["two", "three"]);
  a.start();
  return { time, a, b, trouble };
}

test("the second process waits while the first renews, and begins within 30 s of its end", async () => {
  const { time, a, b } = two();
  await time.run(100);
  b.start();
  await time.run(10 * 60_000);
  expect([a.duty.isHeld(), b.duty.isHeld()]).toEqual([true, false]);
  expect([a.told, b.told]).toEqual([["taken"], ["waits"]]);
  // Whoever is killed says nothing.
  a.stopFor(Infinity);
  const killedAt = time.now();
  let takenAt = Infinity;
  await time.run(killedAt + 60_000, () => {
    if (b.duty.isHeld()) takenAt = Math.min(takenAt, time.now());
  });
  expect(b.told).toEqual(["waits", "taken from a"]);
  expect(takenAt - killedAt).toBeLessThan(30_000);
  expect(takenAt - killedAt).toBeGreaterThan(LEASE_MS - RENEW_EVERY_MS - 100);
});

test("whoever wakes up after its time knows that at once", async () => {
  const { time, a, b } = two();
  await time.run(100);
  b.start();
  await time.run(1000);
  a.stopFor(5 * 60_000);
  await time.run(5 * 60_000);
  // Nothing of it has run since.
  expect(a.told).toEqual(["taken"]);
  expect([b.duty.isHeld(), a.duty.isHeld()]).toEqual([true, false]);
  expect(a.told).toEqual(["taken", "lost"]);
  await time.run(7 * 60_000);
  expect([a.told, b.told]).toEqual([
    ["taken", "lost", "waits"],
    ["waits", "taken from a"],
  ]);
});

test("what is given up is free at once", async () => {
  const { time, a, b } = two();
  await time.run(100);
  b.start();
  await time.run(12_000);
  const stopping = a.duty.stop();
  expect(a.duty.isHeld()).toBe(false);
  await time.run(18_000);
  await stopping;
  expect(b.duty.isHeld()).toBe(true);
});

test("while the database is away nobody holds anything for long, and who was awake goes on when it is back", async () => {
  const { time, a, trouble } = two();
  await time.run(100);
  trouble.isAway = true;
  await time.run(20_000);
  expect(a.duty.isHeld()).toBe(true);
  trouble.isAway = false;
  await time.run(60_000);
  expect(a.told).toEqual(["taken", "trouble"]);
  trouble.isAway = true;
  await time.run(3 * 60_000);
  expect([a.duty.isHeld(), a.duty.isAdrift()]).toEqual([false, true]);
  trouble.isAway = false;
  await time.run(4 * 60_000);
  expect([a.duty.isHeld(), a.duty.isAdrift()]).toEqual([true, false]);
  expect(a.told).toEqual(["taken", "trouble", "trouble"]);
});

test("who sleeps while the database is away, or finds another there when it is back, has lost it", async () => {
  const { time, a, b, trouble } = two();
  await time.run(100);
  b.start();
  trouble.isAway = true;
  await time.run(60_000);
  expect(a.duty.isAdrift()).toBe(true);
  a.stopFor(60_000);
  trouble.isAway = false;
  await time.run(119_999);
  expect([a.duty.isAdrift(), a.duty.isHeld(), b.duty.isHeld()]).toEqual([false, false, true]);
  expect(a.told.at(-1)).toBe("lost");
});

test("whatever comes late, is stopped or is away: never do two hold the same", async () => {
  const latency = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 50 }) },
    fc.integer({ min: 0, max: 60_000 }),
  );
  const event = fc.record({
    inMs: fc.integer({ min: 0, max: 40_000 }),
    what: fc.constantFrom("stop a", "stop b", "away", "back"),
    forMs: fc.integer({ min: 0, max: 90_000 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.infiniteStream(fc.tuple(latency, latency)),
      fc.array(event, { maxLength: 12 }),
      async (latencies, events) => {
        const { time, a, b, trouble } = two(() => latencies.next().value ?? [0, 0]);
        b.start();
        const never = () => {
          const holders = [a, b].filter((one) => !one.isStopped() && one.duty.isHeld());
          expect(holders.length).toBeLessThan(2);
        };
        for (const { inMs, what, forMs } of events) {
          await time.run(time.now() + inMs, never);
          if (what === "stop a") a.stopFor(forMs);
          else if (what === "stop b") b.stopFor(forMs);
          else trouble.isAway = what === "away";
        }
        await time.run(time.now() + 120_000, never);
      },
    ),
    { numRuns: 60 },
  );
});

test("time goes on while a machine sleeps, and never goes back", () => {
  const clocks = { steady: 0, wall: 1_000_000 };
  const clock = wakefulClock(
    () => clocks.steady,
    () => clocks.wall,
  );
  const pass = (steady: number, wall: number) => {
    clocks.steady += steady;
    clocks.wall += wall;
    return clock();
  };
  expect(pass(10, 11)).toBe(10);
  expect(pass(5, 300_000)).toBe(300_010);
  expect(pass(5, -60_000)).toBe(300_015);
});
