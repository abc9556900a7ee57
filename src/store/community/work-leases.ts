import { type Kysely, sql } from "kysely";
import type { WorkLeases } from "../../community/posting/leases.ts";
import type { LeaseClock } from "../schema/lease-clock.ts";
import type { Schema } from "../schema/schema.ts";

export function createWorkLeases(db: Kysely<Schema>, clock: LeaseClock): WorkLeases {
  return {
    async claim(key, owner, { now, until }) {
      const last = sql<number>`${clock(now)} + ${until.epochMilliseconds - now.epochMilliseconds}`;
      const row = { key, owner, until: last };
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
                where("work_lease.until", "<=", clock(now)),
                // The clock was ahead.
                where("work_lease.until", ">", last),
              ]),
            ),
        )
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async claimAll(keys, owner, { now, forMs, isInTheWay = () => false }) {
      return await db.transaction().execute(async (transaction) => {
        const { at } = await transaction
          .selectNoFrom(sql<number>`${clock(now)}`.as("at"))
          .executeTakeFirstOrThrow();
        const all = await transaction.selectFrom("work_lease").selectAll().execute();
        const others = all.filter(
          ({ key, owner: its }) => its !== owner && (keys.includes(key) || isInTheWay(key)),
        );
        const running = others.filter(({ until }) => until > at);
        // The clock was ahead: whoever holds it renews it within the time of a lease, or is no more.
        const tooLong = running.filter(({ until }) => until > at + forMs).map(({ key }) => key);
        if (tooLong.length > 0)
          await transaction
            .updateTable("work_lease")
            .set({ until: at + forMs })
            .where("key", "in", tooLong)
            .execute();
        if (running.length > 0) {
          const freeInMs = Math.max(...running.map(({ until }) => until - at));
          return { isOurs: false, freeInMs: Math.min(freeInMs, forMs) };
        }
        for (const key of keys)
          await transaction
            .insertInto("work_lease")
            .values({ key, owner, until: at + forMs })
            .onConflict((conflict) =>
              conflict.column("key").doUpdateSet({ owner, until: at + forMs }),
            )
            .execute();
        return { isOurs: true, before: [...new Set(others.map((one) => one.owner))] };
      });
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
