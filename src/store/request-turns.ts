import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { jsonColumn } from "./schema/columns.ts";
import type { LeaseClock } from "./schema/lease-clock.ts";
import type { Schema } from "./schema/schema.ts";

/**
 * Turns come so far apart, and so many of them at once after a quiet time: in no second are there more than the fifty that
 * Discord allows a bot (discord-api-docs, "Global Rate Limit").
 */
const APART_MS = 1000 / 45;
const AT_ONCE = 5;

/** Nobody takes turns that lie further ahead: the clock was. */
const FURTHEST_MS = 60_000;

const MEMORY_KEY = "turns of requests";
const nextAtMs = jsonColumn.pipe(z.number());

/** Hands out turns to all processes that share a database, by its clock. */
export function createRequestTurns(db: Kysely<Schema>, clock: LeaseClock) {
  return {
    /** Takes the next so many turns; the first comes in so many milliseconds, the others as far apart. */
    async take(
      count: number,
      now: Temporal.Instant = Temporal.Now.instant(),
    ): Promise<{ firstInMs: number; apartMs: number }> {
      return await db.transaction().execute(async (transaction) => {
        const { at } = await transaction
          .selectNoFrom(sql<number>`${clock(now)}`.as("at"))
          .executeTakeFirstOrThrow();
        const row = await transaction
          .selectFrom("source_memory")
          .select("value")
          .where("key", "=", MEMORY_KEY)
          .executeTakeFirst();
        const stored = nextAtMs.safeParse(row?.value).data ?? -Infinity;
        const next = stored > at + FURTHEST_MS ? at : stored;
        const first = Math.max(next, at - (AT_ONCE - 1) * APART_MS);
        const value = JSON.stringify(first + count * APART_MS);
        await transaction
          .insertInto("source_memory")
          .values({ key: MEMORY_KEY, value })
          .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
          .execute();
        return { firstInMs: first - at, apartMs: APART_MS };
      });
    },
  };
}
