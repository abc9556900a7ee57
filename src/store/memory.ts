import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { anyJson, jsonColumn } from "./schema/json-column.ts";
import type { Schema } from "./schema/schema.ts";

/** What sources remember from one run to the next, by a key of their own. */
export function createMemory(db: Kysely<Schema>, log: Pick<Logger, "error">) {
  const read = jsonColumn({ table: "source_memory", schema: anyJson, log });
  return {
    /** Null where nothing was saved. */
    async load(key: string): Promise<unknown> {
      const row = await db
        .selectFrom("source_memory")
        .select("value")
        .where("key", "=", key)
        .executeTakeFirst();
      return row ? read(row.value, key) : null;
    },

    async save(key: string, value: unknown): Promise<void> {
      const row = { key, value: JSON.stringify(value) };
      await db
        .insertInto("source_memory")
        .values(row)
        .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: row.value }))
        .execute();
    },
  };
}
