import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/** SQLite takes at most 32 766 bound values in one statement; a row takes two. */
const ROWS_PER_INSERT = 1000;

/** Which paper each identity key stands for, in the order the keys were first seen. */
export function createIdentities(db: Kysely<Schema>) {
  return {
    async all(): Promise<Map<string, string>> {
      const rows = await db
        .selectFrom("identity")
        .select(["key", "paper_id"])
        .orderBy("seq")
        .execute();
      return new Map(rows.map((row) => [row.key, row.paper_id]));
    },

    /** Adds what is not known yet. A key that is known is pointed to the id given now. */
    async remember(identities: ReadonlyMap<string, string>): Promise<void> {
      const known = await this.all();
      const changed = [...identities]
        .filter(([key, paperId]) => known.get(key) !== paperId)
        .map(([key, paperId]) => ({ key, paper_id: paperId }));
      await db.transaction().execute(async (transaction) => {
        for (let start = 0; start < changed.length; start += ROWS_PER_INSERT)
          await transaction
            .insertInto("identity")
            .values(changed.slice(start, start + ROWS_PER_INSERT))
            .onConflict((conflict) =>
              conflict
                .column("key")
                .doUpdateSet((row) => ({ paper_id: row.ref("excluded.paper_id") })),
            )
            .execute();
      });
    },
  };
}
