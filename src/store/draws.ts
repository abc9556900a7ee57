import type { Kysely } from "kysely";
import type { Draws } from "../papers/draws.ts";
import { chunks } from "./schema/columns.ts";
import type { Schema } from "./schema/schema.ts";

export function createDraws(db: Kysely<Schema>): Draws {
  return {
    async drawn(channelId) {
      const rows = await db
        .selectFrom("draw")
        .select("paper_id")
        .where("channel_id", "=", channelId)
        .execute();
      return new Set(rows.map((row) => row.paper_id));
    },

    async note(channelId, paperId, drawnAt, startOver) {
      await db.transaction().execute(async (transaction) => {
        for (const some of chunks(startOver ?? [], 1))
          await transaction
            .deleteFrom("draw")
            .where("channel_id", "=", channelId)
            .where("paper_id", "in", some)
            .execute();
        await transaction
          .insertInto("draw")
          .values({ channel_id: channelId, paper_id: paperId, drawn_at: drawnAt.epochMilliseconds })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      });
    },
  };
}
