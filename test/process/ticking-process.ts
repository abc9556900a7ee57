/**
 * A process with a ticker for each pattern that it is given, whose wall clock is set: a moment before
 * noon what Date tells leaps. Prints how often each ticked until a second after that, and the longest
 * time for which nothing else got a turn.
 */
import { setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import { startTicker } from "../../src/process/ticker.ts";

/** How long before noon it starts, and the clock leaps: with its timers running. */
const BEFORE_MS = 200;

const [leapMs, ...patterns] = process.argv.slice(2);
const RealDate = Date;
let offset = RealDate.parse("2026-06-01T12:00:00Z") - BEFORE_MS - RealDate.now();
const wallMs = () => RealDate.now() + offset;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given) => Reflect.construct(target, given.length === 0 ? [wallMs()] : given),
  get: (target, name) => (name === "now" ? wallMs : Reflect.get(target, name)),
});

const ticks: Record<string, number> = {};
let longestMs = 0;
let turnAt = performance.now();
const turns = setInterval(() => {
  longestMs = Math.max(longestMs, performance.now() - turnAt);
  turnAt = performance.now();
}, 5);
const stops = patterns.map((pattern) =>
  startTicker({
    pattern,
    timeZone: "UTC",
    log: pino({ level: "silent" }),
    tick: () => Promise.resolve(void (ticks[pattern] = (ticks[pattern] ?? 0) + 1)),
  }),
);
offset += Number(leapMs);
await delay(BEFORE_MS + 1000);
await Promise.all(stops.map((stop) => stop()));
clearInterval(turns);
console.log(JSON.stringify({ ticks, longestMs }));
