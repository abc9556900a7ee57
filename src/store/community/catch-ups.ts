import type { Kysely } from "kysely";
import type { CatchUps } from "../../community/catch-up.ts";
import { instant } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

export function createCatchUps(db: Kysely<Schema>): CatchUps {
  return {
    async last(userId, channelId) {
      const row = await db
        .selectFrom("catch_up")
        .select("at")
        .where("user_id", "=", userId)
        .where("channel_id", "=", channelId)
        .executeTakeFirst();
      return row ? instant(row.at) : null;
    },

    async note(userId, channelId, at) {
      const values = { at: at.epochMilliseconds };
      await db
        .insertInto("catch_up")
        .values({ user_id: userId, channel_id: channelId, ...values })
        .onConflict((conflict) => conflict.columns(["user_id", "channel_id"]).doUpdateSet(values))
        .execute();
    },
  };
}
