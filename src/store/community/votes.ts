import type { Kysely, Transaction } from "kysely";
import type { Tally, VoteBook } from "../../community/votes.ts";
import { MARKED, type Marks, paperVote, type ReadMarks } from "./marks.ts";
import { chunks } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

export function createVotes(db: Kysely<Schema>, readMarks: ReadMarks): VoteBook {
  const tallies = (guildId: string) =>
    db
      .selectFrom("vote")
      .select((value) => ["paper_id", "channel_id", "audience_id", value.fn.countAll().as("count")])
      .where("guild_id", "=", guildId)
      .groupBy(["paper_id", "channel_id", "audience_id"]);

  return {
    async cast({ guildId, paperId, userId, channelId, audienceId, at }) {
      const marks = await readMarks();
      const { numUpdatedRows } = await db
        .updateTable("vote")
        .set({ user_id: userId })
        .where("guild_id", "=", guildId)
        .where("paper_id", "=", paperId)
        .where("user_id", "in", marks.everyOf(userId, paperVote(guildId, paperId)))
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

/**
 * Two papers turned out to be one: who voted for both has one vote for it, the one that is kept, or the one that is
 * still theirs where they were forgotten before they voted for the other.
 */
export async function joinVotes(
  transaction: Transaction<Schema>,
  { oldId, id }: { oldId: string; id: string },
  marks: Marks,
): Promise<void> {
  const votesFor = (paperId: string) =>
    transaction
      .selectFrom("vote")
      .select(["id", "guild_id", "user_id"])
      .where("paper_id", "=", paperId)
      .orderBy("id")
      .execute();
  const coming = await votesFor(oldId);
  if (coming.length === 0) return;
  const all = [
    ...(await votesFor(id)).map((row) => ({ ...row, isComing: false })),
    ...coming.map((row) => ({ ...row, isComing: true })),
  ].map((row) => {
    const [from, to] = [paperVote(row.guild_id, oldId), paperVote(row.guild_id, id)];
    const moved = row.isComing && row.user_id !== null ? marks.moved(row.user_id, from, to) : null;
    const userId = moved ?? row.user_id;
    const isMark = userId === null || userId.startsWith(MARKED);
    return { ...row, userId, isMark, mark: isMark ? userId : marks.of(userId, to) };
  });
  const known = new Set<string>();
  const double: number[] = [];
  // Theirs before marks: whoever voted again can take it back.
  for (const { id: voteId, guild_id, mark } of all.toSorted(
    (one, other) => Number(one.isMark) - Number(other.isMark),
  )) {
    if (mark === null) continue;
    const voter = `${guild_id} ${mark}`;
    if (known.has(voter)) double.push(voteId);
    known.add(voter);
  }
  for (const some of chunks(double, 1))
    await transaction.deleteFrom("vote").where("id", "in", some).execute();
  const gone = new Set(double);
  for (const { id: voteId, userId } of all.filter((one) => one.isComing && !gone.has(one.id)))
    await transaction
      .updateTable("vote")
      .set({ paper_id: id, user_id: userId })
      .where("id", "=", voteId)
      .execute();
}
