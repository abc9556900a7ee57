import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createHuggingFace } from "../../../src/sources/hugging-face/hugging-face.ts";
import { recordLog } from "../../discord/log.ts";
import { aClient, aClock, aMemory } from "../a-client.ts";
import type { Said } from "../far-end.ts";
import { aListedPaper, startHuggingFace } from "./stand-in.ts";

const FIRST = Temporal.PlainDate.from("2026-11-02");
const DAYS = 30;

const faults: Said[] = [
  { status: 429 },
  { status: 429, headers: { "retry-after": "7200" } },
  { status: 500 },
  { status: 403 },
  { body: "" },
  { body: "[]" },
  { body: "<html>", isCut: true },
  { body: '[{"paper":{"id"' },
  { body: "[{}]" },
];

/** What happens in a stretch of hours. */
const stretch = fc.record({
  hours: fc.integer({ min: 1, max: 60 }),
  fault: fc.option(fc.constantFrom(...faults), { nil: undefined, freq: 2 }),
  isRunning: fc.boolean(),
});

test("in a month of faults, outages and restarts every listed paper is given", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stretch, { minLength: 10, maxLength: 40 }), async (stretches) => {
      const clock = aClock(`${FIRST.toString()}T00:00:00Z`);
      await using farEnd = await startHuggingFace(clock.now);
      const { now, wait } = clock;
      const { log } = recordLog();
      const memory = aMemory();
      const listed = new Set<string>();
      const given = new Set<string>();
      const { signal } = new AbortController();

      const read = async () => {
        const client = aClient(farEnd.base, { memory, now, wait, log });
        const source = createHuggingFace({ client, memory, now, baseUrl: farEnd.base, log });
        for await (const { entries } of source.read({ signal }))
          for (const { arxivId } of entries) given.add(arxivId!);
        return source.health;
      };
      /** Papers come to today's list, and one more to that of the day before. */
      const grow = () => {
        const today = now().toZonedDateTimeISO("UTC").toPlainDate();
        for (const day of [today, today.subtract({ days: 1 })]) {
          if (day.dayOfWeek > 5) continue;
          const id = `2611.${String(10_000 + listed.size)}`;
          farEnd.list(day.toString(), aListedPaper(id));
          listed.add(id);
        }
      };

      await read();
      for (const { hours, fault, isRunning } of stretches) {
        for (let hour = 0; hour < hours; hour += 6) {
          clock.pass({ hours: 6 });
          grow();
          farEnd.forget();
          if (fault) farEnd.say(...Array.from({ length: 100 }, () => fault));
          if (isRunning) await read();
        }
        const end = FIRST.add({ days: DAYS }).toZonedDateTime("UTC").toInstant();
        if (Temporal.Instant.compare(now(), end) > 0) break;
      }
      // Once it is well again, it catches up.
      farEnd.forget();
      for (let days = 0; days < 4; days += 1) {
        clock.pass({ hours: 24 });
        await read();
      }
      expect([...listed].filter((id) => !given.has(id))).toEqual([]);
    }),
    { numRuns: 5 },
  );
});
