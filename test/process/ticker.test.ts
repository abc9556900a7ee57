import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pino } from "pino";
import { expect, it } from "vitest";
import { startTicker, type TickerOptions } from "../../src/process/ticker.ts";

const NEW_YEAR = "0 0 1 1 *";
const DAY_MS = 86_400_000;

/** A ticker whose ticks can be awaited, one after the other. */
function listen(options: Partial<TickerOptions>) {
  let ticks = 0;
  let heard = Promise.withResolvers<number>();
  const stop = startTicker({
    pattern: NEW_YEAR,
    timeZone: "UTC",
    log: pino({ level: "silent" }),
    tick: () => {
      ticks += 1;
      heard.resolve(ticks);
      heard = Promise.withResolvers();
      return Promise.resolve();
    },
    ...options,
  });
  return { next: () => heard.promise, count: () => ticks, stop };
}

it("ticks at once, and then by its pattern", async () => {
  const ticker = listen({ pattern: "* * * * * *" });
  expect(ticker.count()).toBe(1);
  expect(await ticker.next()).toBe(2);
  expect(await ticker.next()).toBe(3);
  await ticker.stop();
});

it.each([3_600_000, -3_600_000])("ticks at once when the clock jumps by %i ms", async (jump) => {
  let wall = 0;
  const ticker = listen({ wallMs: () => wall, steadyMs: () => 0, lookEveryMs: 1 });
  const next = ticker.next();
  wall += jump;
  expect(await next).toBe(2);
  await ticker.stop();
});

it("goes on after a tick that failed, and waits for one under way when it stops", async () => {
  const slow = Promise.withResolvers<void>();
  let calls = 0;
  let wall = 0;
  const ticker = listen({
    wallMs: () => wall,
    steadyMs: () => 0,
    lookEveryMs: 1,
    tick: () => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error("no luck")) : slow.promise;
    },
  });
  wall += 10_000;
  await expect.poll(() => calls).toBe(2);
  const order: string[] = [];
  const stopping = ticker.stop().finally(() => order.push("stopped"));
  await new Promise(setImmediate);
  order.push("tick ended");
  slow.resolve();
  await stopping;
  expect(order).toEqual(["tick ended", "stopped"]);
});

const PATTERNS = ["* * * * *", "* * * * * *", "*/20 * * * * *", "0-30 0 12 * * *", "0 12 * * 1-5"];

/** In a process of its own: a replay would hold up the test as well. */
async function ticksAround(leapMs: number) {
  const script = fileURLToPath(new URL("ticking-process.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, `${leapMs}`, ...PATTERNS],
    { timeout: 120_000, killSignal: "SIGKILL" },
  );
  const told: { ticks: Record<string, number>; longestMs: number } = JSON.parse(stdout);
  return told;
}

it.concurrent.each([365 * DAY_MS, DAY_MS, 90_000, 1500, -1500, -DAY_MS])(
  "replays nothing when the clock leaps by %i ms just before a tick, whatever the pattern",
  async (leapMs) => {
    const { ticks, longestMs } = await ticksAround(leapMs);
    // At the start, at the leap, and at the seconds around it.
    expect(PATTERNS.filter((pattern) => ![1, 2, 3, 4].includes(ticks[pattern] ?? 0))).toEqual([]);
    expect(longestMs).toBeLessThan(20_000);
  },
  180_000,
);

it("ticks in both of the hours that a local clock shows twice", async () => {
  // In Berlin 02:00 to 03:00 came twice on that night.
  const start = Date.parse("2026-10-25T00:00:30Z");
  let wall = start;
  const isOver = Promise.withResolvers<void>();
  const at: string[] = [];
  const ticker = listen({
    pattern: "30 * * * *",
    timeZone: "Europe/Berlin",
    wallMs: () => wall,
    // Asked once a look, after the other.
    steadyMs() {
      const now = wall;
      wall += 59_000;
      if (wall > start + 2 * 3_600_000) isOver.resolve();
      return now;
    },
    lookEveryMs: 1,
    tick: () => Promise.resolve(void at.push(new Date(wall).toISOString().slice(11, 13))),
  });
  await isOver.promise;
  await ticker.stop();
  expect(at).toEqual(["00", "00", "01"]);
});
