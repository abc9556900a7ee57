import type { Kysely, Transaction } from "kysely";
import type { Tally, VoteBook } from "../../community/votes.ts";
import { type Marks, paperVote } from "./marks.ts";
import { chunks } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

export function createVotes(db: Kysely<Schema>, marks: Marks): VoteBook {
  const tallies = (guildId: string) =>
    db
      .selectFrom("vote")
      .select((value) => ["paper_id", "channel_id", "audience_id", value.fn.countAll().as("count")])
      .where("guild_id", "=", guildId)
      .groupBy(["paper_id", "channel_id", "audience_id"]);

  return {
    async cast({ guildId, paperId, userId, channelId, audienceId, at }) {
      const markOf = await marks();
      const { numUpdatedRows } = await db
        .updateTable("vote")
        .set({ user_id: userId })
        .where("guild_id", "=", guildId)
        .where("paper_id", "=", paperId)
        .where("user_id", "=", markOf(userId, paperVote(guildId, paperId)))
        .executeTakeFirst();
      if (numUpdatedRows > 0n) return true;
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("vote")
        .values({
          guild_id: guildId,
          paper_id: paperId,
          user_id: userId,
          channel_id: channelId,
          audience_id: audienceId,
          at: at.epochMilliseconds,
        })
        .onConflict((conflict) => conflict.columns(["guild_id", "paper_id", "user_id"]).doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async takeBack({ guildId, paperId, userId }) {
      const { numDeletedRows } = await db
        .deleteFrom("vote")
        .where("guild_id", "=", guildId)
        .where("paper_id", "=", paperId)
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async of(guildId, paperIds) {
      const found: Tally[] = [];
      for (const some of chunks(paperIds, 1))
        found.push(
          ...(await tallies(guildId).where("paper_id", "in", some).execute()).map(tallyOf),
        );
      return found;
    },

    async since(guildId, at) {
      const all = tallies(guildId);
      const rows = at === null ? all : all.where("at", ">=", at.epochMilliseconds);
      return (await rows.execute()).map(tallyOf);
    },
  };
}

function tallyOf(row: {
  paper_id: string;
  channel_id: string;
  audience_id: string;
  count: string | number | bigint;
}): Tally {
  return {
    paperId: row.paper_id,
    channelId: row.channel_id,
    audienceId: row.audience_id,
    count: Number(row.count),
  };
}

/** Two papers turned out to be one: who voted for both has one vote for it, the one that is kept. */
export async function joinVotes(
  transaction: Transaction<Schema>,
  oldId: string,
  id: string,
): Promise<void> {
  await transaction
    .deleteFrom("vote")
    .where("paper_id", "=", oldId)
    .where((where) =>
      where.exists(
        where
          .selectFrom("vote as other")
          .select("other.id")
          .where("other.paper_id", "=", id)
          .whereRef("other.guild_id", "=", "vote.guild_id")
          .whereRef("other.user_id", "=", "vote.user_id"),
      ),
    )
    .execute();
  await transaction
    .updateTable("vote")
    .set({ paper_id: id })
    .where("paper_id", "=", oldId)
    .execute();
}
