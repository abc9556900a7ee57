import type { Transaction } from "kysely";
import type { JoinOthers } from "../digests/arrivals.ts";
import type { Schema } from "../schema/schema.ts";
import type { ReadMarks } from "./marks.ts";
import { joinVotes } from "./votes.ts";

/** Two papers that turned out to be one: what was kept under `oldId` is `id`'s. */
interface JoinedPapers {
  oldId: string;
  id: string;
}

/** What people did with a paper. What only one person sees is joined when it is shown. */
export function communityJoins(readMarks: ReadMarks): JoinOthers {
  return {
    tables: ["vote", "discussion", "nomination", "round_paper", "opening"],
    async prepare() {
      const marks = await readMarks();
      return async (transaction, oldId, id) => {
        const joined = { oldId, id };
        await joinVotes(transaction, joined, marks);
        await joinDiscussions(transaction, joined);
        await joinNominations(transaction, joined);
        await joinBallots(transaction, joined);
        await joinOpenings(transaction, joined);
      };
    },
  };
}

/** Both threads stay; the older is found first. */
async function joinDiscussions(
  transaction: Transaction<Schema>,
  { oldId, id }: JoinedPapers,
): Promise<void> {
  await transaction
    .updateTable("discussion")
    .set({ paper_id: id })
    .where("paper_id", "=", oldId)
    .execute();
}

/** Of two nominations in a club the earlier stays. */
async function joinNominations(
  transaction: Transaction<Schema>,
  { oldId, id }: JoinedPapers,
): Promise<void> {
  const rows = await transaction
    .selectFrom("nomination")
    .selectAll()
    .where("paper_id", "in", [oldId, id])
    .orderBy("at")
    .execute();
  for (const both of Map.groupBy(rows, (row) => row.channel_id).values()) {
    const [earlier] = both;
    if (!earlier) continue;
    const { channel_id } = earlier;
    await transaction
      .deleteFrom("nomination")
      .where("channel_id", "=", channel_id)
      .where("paper_id", "in", [oldId, id])
      .execute();
    await transaction
      .insertInto("nomination")
      .values({ ...earlier, paper_id: id })
      .execute();
  }
}

/** On a ballot with both, one line stays, the upper one, with the votes of all who voted for either. */
async function joinBallots(
  transaction: Transaction<Schema>,
  { oldId, id }: JoinedPapers,
): Promise<void> {
  const rows = await transaction
    .selectFrom("round_paper")
    .selectAll()
    .where("paper_id", "in", [oldId, id])
    .orderBy("number")
    .execute();
  for (const [roundId, lines] of Map.groupBy(rows, (row) => row.round_id)) {
    const [line] = lines;
    if (!line || lines.every(({ paper_id }) => paper_id === id)) continue;
    await transaction
      .deleteFrom("round_paper")
      .where("round_id", "=", roundId)
      .where("paper_id", "in", [oldId, id])
      .execute();
    await transaction
      .insertInto("round_paper")
      .values({
        ...line,
        paper_id: id,
        is_nominated: Math.max(...lines.map((one) => one.is_nominated)),
        is_chosen: Math.max(...lines.map((one) => one.is_chosen)),
        thread_id: lines.find(({ thread_id }) => thread_id !== null)?.thread_id ?? null,
      })
      .execute();
    await transaction
      .deleteFrom("club_vote")
      .where("round_id", "=", roundId)
      .where("paper_id", "=", oldId)
      .where("user_id", "in", (query) =>
        query
          .selectFrom("club_vote as other")
          .select("other.user_id")
          .where("other.round_id", "=", roundId)
          .where("other.paper_id", "=", id),
      )
      .execute();
    await transaction
      .updateTable("club_vote")
      .set({ paper_id: id })
      .where("round_id", "=", roundId)
      .where("paper_id", "=", oldId)
      .execute();
  }
}

async function joinOpenings(
  transaction: Transaction<Schema>,
  { oldId, id }: JoinedPapers,
): Promise<void> {
  await transaction
    .insertInto("opening")
    .columns(["guild_id", "paper_id", "channel_id", "audience_id", "day"])
    .expression((query) =>
      query
        .selectFrom("opening")
        .select((value) => [
          "guild_id",
          value.val(id).as("paper_id"),
          "channel_id",
          "audience_id",
          "day",
        ])
        .where("paper_id", "=", oldId),
    )
    .onConflict((conflict) => conflict.columns(["guild_id", "paper_id", "channel_id"]).doNothing())
    .execute();
  await transaction.deleteFrom("opening").where("paper_id", "=", oldId).execute();
}
