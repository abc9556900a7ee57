import type { Kysely } from "kysely";
import type { ChangeLog } from "../../digests/book.ts";
import { instant } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

const KEPT_PER_GUILD = 50;

/** Stands for Paperboy where a user's id stands else. */
const ITSELF = "";

export function createChangeLog(db: Kysely<Schema>): ChangeLog {
  return {
    async note({ guildId, userId, at, what }) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("change")
          .values({ guild_id: guildId, user_id: userId ?? ITSELF, at: at.epochMilliseconds, what })
          .execute();
        await transaction
          .deleteFrom("change")
          .where("guild_id", "=", guildId)
          .where("id", "not in", (query) =>
            query
              .selectFrom("change as kept")
              .select("kept.id")
              .where("kept.guild_id", "=", guildId)
              .orderBy("kept.id", "desc")
              .limit(KEPT_PER_GUILD),
          )
          .execute();
      });
    },

    async last(guildId) {
      const rows = await db
        .selectFrom("change")
        .selectAll()
        .where("guild_id", "=", guildId)
        .orderBy("id", "desc")
        .execute();
      return rows.map((row) => ({
        userId: row.user_id === ITSELF ? null : row.user_id,
        at: instant(row.at),
        what: row.what,
      }));
    },
  };
}
