import type { Kysely } from "kysely";
import type { Draws } from "../papers/draws.ts";
import type { Schema } from "./schema/schema.ts";

const IDS_PER_DELETE = 1000;

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
        for (let start = 0; start < (startOver?.length ?? 0); start += IDS_PER_DELETE)
          await transaction
            .deleteFrom("draw")
            .where("channel_id", "=", channelId)
            .where("paper_id", "in", startOver!.slice(start, start + IDS_PER_DELETE))
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
