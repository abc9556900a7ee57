import type { Kysely } from "kysely";
import type { WorkLeases } from "../../community/posting/leases.ts";
import type { Schema } from "../schema/schema.ts";

export function createWorkLeases(db: Kysely<Schema>): WorkLeases {
  return {
    async claim(key, owner, { now, until }) {
      const row = { key, owner, until: until.epochMilliseconds };
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("work_lease")
        .values(row)
        .onConflict((conflict) =>
          conflict
            .column("key")
            .doUpdateSet(row)
            .where((where) =>
              where.or([
                where("work_lease.owner", "=", owner),
                where("work_lease.until", "<=", now.epochMilliseconds),
                // The clock was ahead.
                where("work_lease.until", ">", until.epochMilliseconds),
              ]),
            ),
        )
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async release(key, owner) {
      await db.deleteFrom("work_lease").where("key", "=", key).where("owner", "=", owner).execute();
    },

    async owners() {
      const rows = await db.selectFrom("work_lease").select("owner").distinct().execute();
      return rows.map(({ owner }) => owner);
    },

    async releaseAll(owner) {
      await db.deleteFrom("work_lease").where("owner", "=", owner).execute();
    },
  };
}
