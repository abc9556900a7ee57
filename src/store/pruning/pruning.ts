import { setImmediate as letOthersGo } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";
import { WHAT_GOES } from "./what-goes.ts";

/** A few milliseconds of work, so that nobody notices. */
const ROWS_AT_ONCE = 500;

export interface Pruning {
  /**
   * Deletes a piece of each thing that has had its time. Returns how many rows of what went; nothing where there is
   * nothing left to delete. Fails where the file cannot be written: what was deleted before that stays deleted.
   */
  step(now: Temporal.Instant): Promise<ReadonlyMap<string, number>>;
}

export function createPruning(db: Kysely<Schema>, rowsAtOnce = ROWS_AT_ONCE): Pruning {
  return {
    async step(now) {
      const went = new Map<string, number>();
      for (const { what, keep, piece } of WHAT_GOES) {
        const rows = await piece(db, now.subtract(keep), rowsAtOnce);
        if (rows > 0) went.set(what, rows);
        await letOthersGo();
      }
      return went;
    },
  };
}
