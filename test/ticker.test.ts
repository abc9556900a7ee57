import { pino } from "pino";
import { expect, it } from "vitest";
import { startTicker, type TickerOptions } from "../src/ticker.ts";

const NEW_YEAR = "0 0 1 1 *";

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
