import type { Kysely } from "kysely";
import { z } from "zod";
import type { ChangeLog } from "../../digests/book.ts";
import { instantColumn } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

const KEPT_PER_GUILD = 50;

/** Stands for Paperboy where a user's id stands else. */
const ITSELF = "";

/** Stands for whoever wanted to be forgotten. */
export const FORMER_USER = "former";

const changeRow = z
  .object({ user_id: z.string(), at: instantColumn, what: z.string() })
  .transform(({ user_id, at, what }) => ({
    userId: user_id === ITSELF || user_id === FORMER_USER ? null : user_id,
    isFormer: user_id === FORMER_USER,
    at,
    what,
  }));

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
      return rows.map((row) => changeRow.parse(row));
    },
  };
}
