import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aClient, aClock, aMemory } from "../a-client.ts";
import { type Asked, type FarEnd, type Said, startFarEnd } from "../far-end.ts";

let farEnd: FarEnd;
let now: () => Temporal.Instant;
beforeAll(async () => {
  farEnd = await startFarEnd({ now: () => now() });
});
afterAll(async () => await farEnd[Symbol.asyncDispose]());

const PAUSE_MS = 3000;
const MAX_TRIES = 5;

const said: fc.Arbitrary<Said> = fc.oneof(
  fc.constant({ body: "fine" }),
  fc.constant({ body: "" }),
  fc.constantFrom(500, 502, 503, 504, 429, 403, 404).map((status) => ({ status })),
  fc
    .tuple(fc.constantFrom(429, 503), fc.integer({ min: 0, max: 4000 }))
    .map(([status, seconds]) => ({ status, headers: { "retry-after": String(seconds) } })),
  fc
    .integer({ min: 0, max: 300 })
    .map((seconds) => ({ body: "last", headers: { ratelimit: `"api";r=0;t=${seconds}` } })),
  fc.constantFrom("/elsewhere", "http://10.0.0.1/").map((location) => ({
    status: 302,
    headers: { location },
  })),
);

const question = fc.record({
  laterByMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100_000_000 })),
  now: fc.boolean(),
  isAfterRestart: fc.boolean(),
});

/** How long after that nothing may be asked, in milliseconds. */
function askedPauseOf({ status = 200, headers = {} }: Said): number {
  if (status === 403) return 3_600_000;
  const seconds = headers["retry-after"] ?? /t=(\d+)/.exec(headers["ratelimit"] ?? "")?.[1] ?? 0;
  return Number(seconds) * 1000;
}

test("whatever it is told, it asks no sooner than it may, and no more often", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { maxLength: 30 }),
      fc.array(question, { minLength: 1, maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (script, questions, chance) => {
        const clock = aClock();
        now = clock.now;
        const told: { asked: Asked; said: Said }[] = [];
        const tell = (each: Said) => (asked: Asked) => {
          told.push({ asked, said: each });
          return each;
        };
        farEnd.forget();
        farEnd.say(...script.map(tell));
        const { signal } = new AbortController();
        const options = { pauseMs: PAUSE_MS, memory: aMemory(), random: () => chance };
        const open = () => aClient(farEnd.base, { ...options, now: clock.now, wait: clock.wait });
        let client = open();
        for (const { laterByMs, isAfterRestart, now: atOnce } of questions) {
          clock.pass({ milliseconds: laterByMs });
          if (isAfterRestart) client = open();
          const before = farEnd.asked.length;
          const answer = await client.get(farEnd.base, { signal, now: atOnce });
          const asked = farEnd.asked.slice(before);
          const followed = asked.filter(({ path }) => path === "/elsewhere").length;
          expect(asked.length - followed).toBeLessThanOrEqual(MAX_TRIES);
          expect(asked.length > 0).toBe(answer.kind !== "resting");
        }
        for (const [i, { asked, said: before }] of told.entries()) {
          const next = told[i + 1];
          if (!next) break;
          const sinceMs = asked.at.until(next.asked.at).total("milliseconds");
          expect(sinceMs).toBeGreaterThanOrEqual(Math.max(PAUSE_MS, askedPauseOf(before)));
        }
        expect(Math.max(0, ...clock.waited)).toBeLessThanOrEqual(20_000);
      },
    ),
    { numRuns: 150 },
  );
});
