import type { Kysely } from "kysely";
import type { OpeningBook } from "../../community/openings.ts";
import { chunks } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

export function createOpeningBook(db: Kysely<Schema>): OpeningBook {
  return {
    async note({ guildId, channelId, audienceId, paperId, day }) {
      const values = { audience_id: audienceId, day: day.toString() };
      await db
        .insertInto("opening")
        .values({ guild_id: guildId, paper_id: paperId, channel_id: channelId, ...values })
        .onConflict((conflict) =>
          conflict.columns(["guild_id", "paper_id", "channel_id"]).doUpdateSet(values),
        )
        .execute();
    },

    async of(guildId, paperIds) {
      const found = [];
      for (const some of chunks(paperIds, 1))
        found.push(
          ...(await db
            .selectFrom("opening")
            .select(["paper_id as paperId", "channel_id as channelId", "audience_id as audienceId"])
            .where("guild_id", "=", guildId)
            .where("paper_id", "in", some)
            .execute()),
        );
      return found;
    },

    async forget(gone) {
      const all = db.deleteFrom("opening");
      await (
        "guildId" in gone
          ? all.where("guild_id", "=", gone.guildId)
          : all.where((where) =>
              where.or([
                where("channel_id", "=", gone.channelId),
                where("audience_id", "=", gone.channelId),
              ]),
            )
      ).execute();
    },
  };
}
