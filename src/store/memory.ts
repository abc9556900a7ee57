import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { anyJson, jsonColumn } from "./schema/json-column.ts";
import type { Schema } from "./schema/schema.ts";

/** What sources remember from one run to the next, by a key of their own. */
export function createMemory(db: Kysely<Schema>, log: Pick<Logger, "error">) {
  const read = jsonColumn({ table: "source_memory", schema: anyJson, log });

  async function load(from: Kysely<Schema>, key: string): Promise<unknown> {
    const row = await from
      .selectFrom("source_memory")
      .select("value")
      .where("key", "=", key)
      .executeTakeFirst();
    return row ? read(row.value, key) : null;
  }

  return {
    /** Null where nothing was saved. */
    load: async (key: string): Promise<unknown> => await load(db, key),
    save: async (key: string, value: unknown): Promise<void> => await save(db, key, value),

    /** Other processes wait for their turn. What stays as it is isn't written: that would wait for the disk. */
    async change(key: string, to: (saved: unknown) => unknown): Promise<void> {
      await db.transaction().execute(async (transaction) => {
        const saved = await load(transaction, key);
        const before = JSON.stringify(saved);
        const value = to(saved);
        if (JSON.stringify(value) !== before) await save(transaction, key, value);
      });
    },
  };
}

async function save(to: Kysely<Schema>, key: string, value: unknown): Promise<void> {
  const row = { key, value: JSON.stringify(value) };
  await to
    .insertInto("source_memory")
    .values(row)
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: row.value }))
    .execute();
}
