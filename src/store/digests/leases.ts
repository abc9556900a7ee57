import { type Kysely, sql } from "kysely";
import type { Leases } from "../../digests/book.ts";
import type { LeaseClock } from "../schema/lease-clock.ts";
import type { Schema } from "../schema/schema.ts";

export function createLeases(db: Kysely<Schema>, clock: LeaseClock): Leases {
  return {
    async claim(digestId, owner, now, until) {
      const forMs = until.epochMilliseconds - now.epochMilliseconds;
      const { numUpdatedRows } = await db
        .updateTable("digest")
        .set({ owner, leased_until: sql<number>`${clock(now)} + ${forMs}` })
        .where("id", "=", digestId)
        .where("finished_at", "is", null)
        .where((where) =>
          where.or([
            where("owner", "is", null),
            where("owner", "=", owner),
            where("leased_until", "<=", clock(now)),
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

    async shortenLeases(now, until) {
      const last = sql<number>`${clock(now)} + ${until.epochMilliseconds - now.epochMilliseconds}`;
      await db
        .updateTable("digest")
        .set({ leased_until: last })
        .where("leased_until", ">", last)
        .where("finished_at", "is", null)
        .execute();
    },
  };
}
