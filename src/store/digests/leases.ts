import type { Kysely } from "kysely";
import type { Leases } from "../../digests/book.ts";
import type { Schema } from "../schema/schema.ts";

export function createLeases(db: Kysely<Schema>): Leases {
  return {
    async claim(digestId, owner, now, until) {
      const { numUpdatedRows } = await db
        .updateTable("digest")
        .set({ owner, leased_until: until.epochMilliseconds })
        .where("id", "=", digestId)
        .where("finished_at", "is", null)
        .where((where) =>
          where.or([
            where("owner", "is", null),
            where("owner", "=", owner),
            where("leased_until", "<=", now.epochMilliseconds),
          ]),
        )
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async owners() {
      const rows = await db
        .selectFrom("digest")
        .select("owner")
        .distinct()
        .where("finished_at", "is", null)
        .execute();
      return rows.flatMap(({ owner }) => owner ?? []);
    },

    async release(owner) {
      await db
        .updateTable("digest")
        .set({ owner: null, leased_until: null })
        .where("owner", "=", owner)
        .where("finished_at", "is", null)
        .execute();
    },

    async shortenLeases(until) {
      await db
        .updateTable("digest")
        .set({ leased_until: until.epochMilliseconds })
        .where("leased_until", ">", until.epochMilliseconds)
        .where("finished_at", "is", null)
        .execute();
    },
  };
}
