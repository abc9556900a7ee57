import { setImmediate } from "node:timers/promises";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSharedPace, type RequestTurns } from "../../src/discord/delivery/shared-pace.ts";
import { openStore, type Store } from "../../src/store/open.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore(":memory:");
});

afterEach(async () => {
  await store.close();
});

const silent = { warn: () => undefined, info: () => undefined };

/** A clock that moves on when everybody waits. */
function aClock() {
  let now = 0;
  const sleepers: { until: number; wake: () => void }[] = [];
  return {
    now: () => now,
    wait: (ms: number) =>
      new Promise<void>((wake) => void sleepers.push({ until: now + ms, wake })),
    async run(until: () => boolean) {
      for (let quiet = 0; !until();) {
        await setImmediate();
        quiet += 1;
        if (quiet < 5) continue;
        quiet = 0;
        sleepers.sort((a, b) => a.until - b.until);
        const next = sleepers.shift();
        if (!next) continue;
        now = Math.max(now, next.until);
        next.wake();
      }
    },
  };
}

type Clock = ReturnType<typeof aClock>;

/** What the database hands out, which is asked over a network. */
function turnsBy(clock: Clock, latencyMs: number): RequestTurns {
  const at = () =>
    Temporal.Instant.fromEpochMilliseconds(1_800_000_000_000 + Math.round(clock.now()));
  return {
    async take(count) {
      await clock.wait(latencyMs);
      return await store.requestTurns.take(count, at());
    },
  };
}

const mostIn = (sent: readonly number[], withinMs: number) =>
  Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + withinMs).length));

test("however many processes send, in no second are there more requests than Discord allows, and none is slow for nothing", async () => {
  const burst = fc.record({
    process: fc.integer({ min: 0, max: 3 }),
    at: fc.integer({ min: 0, max: 4000 }),
    requests: fc.integer({ min: 1, max: 80 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { minLength: 1, maxLength: 6 }), async (bursts) => {
      await store.memory.save("turns of requests", 0);
      const clock = aClock();
      const paces = Array.from({ length: 4 }, () =>
        createSharedPace({ turns: turnsBy(clock, 3), log: silent, ...clock }),
      );
      const sent: number[] = [];
      const all = bursts.reduce((sum, { requests }) => sum + requests, 0);
      const begin = async ({ process, at, requests }: (typeof bursts)[number]) => {
        await clock.wait(at);
        for (let n = 0; n < requests; n += 1)
          void paces[process]?.(() => Promise.resolve(sent.push(clock.now())));
      };
      for (const one of bursts) void begin(one);
      await clock.run(() => sent.length === all);
      expect(mostIn(sent, 1000)).toBeLessThanOrEqual(50);
      // As quick as fifty a second would be, but for a seventh.
      const last = Math.max(...bursts.map(({ at }) => at));
      expect(Math.max(...sent)).toBeLessThanOrEqual(last + (all / 50) * 1000 * 1.15 + 50);
    }),
    { numRuns: 20 },
  );
});

test("a process that was stopped takes new turns: the old ones are over", async () => {
  const clock = aClock();
  const asked: number[] = [];
  const turns: RequestTurns = {
    take(count) {
      asked.push(count);
      return Promise.resolve({ firstInMs: 0, apartMs: 100 });
    },
  };
  let isStopped = false;
  const pace = createSharedPace({
    turns,
    log: silent,
    now: clock.now,
    wait: (ms) => clock.wait(isStopped ? 60_000 : ms),
  });
  const sent: number[] = [];
  const send = () => void pace(() => Promise.resolve(sent.push(clock.now())));
  for (let n = 0; n < 4; n += 1) send();
  await clock.run(() => sent.length === 2);
  isStopped = true;
  await clock.run(() => asked.length === 2);
  isStopped = false;
  await clock.run(() => sent.length === 4);
  expect(asked).toEqual([4, 1]);
});

test("while turns can't be asked for requests wait, and the log says so once", async () => {
  const clock = aClock();
  let failures = 3;
  const told: string[] = [];
  const tell = (...said: unknown[]) => void told.push(String(said.at(-1)));
  const pace = createSharedPace({
    turns: {
      take: () =>
        failures-- > 0
          ? Promise.reject(new Error("away"))
          : Promise.resolve({ firstInMs: 0, apartMs: 20 }),
    },
    log: { warn: tell, info: tell },
    ...clock,
  });
  let isSent = false;
  void pace(() => Promise.resolve((isSent = true)));
  await clock.run(() => isSent);
  expect(told).toEqual([
    "Requests to Discord wait: their turns can't be asked for",
    "Requests to Discord go on",
  ]);
});

test("what lies far ahead is not believed: the clock was", async () => {
  await store.memory.save("turns of requests", Date.now() + 3_600_000);
  expect((await store.requestTurns.take(1)).firstInMs).toBe(0);
});
