import type { Kysely, Transaction } from "kysely";
import type {
  BallotPaper,
  Club,
  Clubs,
  Nomination,
  RoundState,
} from "../../community/clubs/club.ts";
import { instant } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { clubOf, clubRow, roundOf, roundRow } from "./club-rows.ts";
import { clubVote, type ReadMarks } from "./marks.ts";
import { insertPosting } from "./postings.ts";

type Reader = Kysely<Schema> | Transaction<Schema>;

const NOT_DONE: readonly RoundState[] = ["voting", "chosen", "called off"];

export function createClubs(db: Kysely<Schema>, readMarks: ReadMarks): Clubs {
  const inOne = <T>(work: (transaction: Transaction<Schema>) => Promise<T>) =>
    db.transaction().execute(work);

  return {
    get: async (channelId) => await clubIn(db, channelId),

    async active(guildId) {
      let query = db.selectFrom("club").selectAll().where("ended_at", "is", null);
      if (guildId !== undefined) query = query.where("guild_id", "=", guildId);
      return (await query.orderBy("channel_id").execute()).map(clubOf);
    },

    start: (started) =>
      inOne(async (transaction) => {
        const before = await clubIn(transaction, started.channelId);
        if (before?.endedAt === null) return false;
        await transaction
          .deleteFrom("club_round")
          .where("channel_id", "=", started.channelId)
          .where("outcome", "in", ["skipped", "ended"])
          .where("meets_at", ">", started.startedAt.epochMilliseconds)
          .execute();
        const row = clubRow(started);
        await transaction
          .insertInto("club")
          .values(row)
          .onConflict((conflict) => conflict.column("channel_id").doUpdateSet(row))
          .execute();
        return true;
      }),

    end: (channelId, at) =>
      inOne(async (transaction) => {
        await transaction
          .updateTable("club")
          .set({ ended_at: at.epochMilliseconds })
          .where("channel_id", "=", channelId)
          .where("ended_at", "is", null)
          .execute();
        await transaction
          .updateTable("club_round")
          .set({ state: "done", outcome: "ended" })
          .where("channel_id", "=", channelId)
          .where("state", "<>", "done")
          .execute();
      }),

    async nominations(channelId) {
      const rows = await db
        .selectFrom("nomination")
        .selectAll()
        .where("channel_id", "=", channelId)
        .orderBy("at")
        .orderBy("paper_id")
        .execute();
      return rows.map((row): Nomination => ({
        paperId: row.paper_id,
        userId: row.user_id,
        at: instant(row.at),
      }));
    },

    async nominate(channelId, { paperId, userId, at }) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("nomination")
        .values({
          channel_id: channelId,
          paper_id: paperId,
          user_id: userId,
          at: at.epochMilliseconds,
        })
        .onConflict((conflict) => conflict.columns(["channel_id", "paper_id"]).doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async discussed(channelId) {
      const rows = await db
        .selectFrom("round_paper")
        .innerJoin("club_round", "club_round.id", "round_paper.round_id")
        .select("paper_id")
        .where("club_round.channel_id", "=", channelId)
        .where("is_chosen", "=", 1)
        .where((where) => where.or([where("outcome", "is", null), where("outcome", "=", "held")]))
        .execute();
      return new Set(rows.map(({ paper_id }) => paper_id));
    },

    async round(id) {
      const row = await db
        .selectFrom("club_round")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? roundOf(row) : null;
    },

    async roundOn(channelId, date) {
      const row = await db
        .selectFrom("club_round")
        .selectAll()
        .where("channel_id", "=", channelId)
        .where("date", "=", date)
        .executeTakeFirst();
      return row ? roundOf(row) : null;
    },

    async rounds(channelId) {
      const rows = await db
        .selectFrom("club_round")
        .selectAll()
        .where("channel_id", "=", channelId)
        .orderBy("date", "desc")
        .execute();
      return rows.map(roundOf);
    },

    async datesPlanned(channelId, dates) {
      if (dates.length === 0) return new Set();
      const rows = await db
        .selectFrom("club_round")
        .select("date")
        .where("channel_id", "=", channelId)
        .where("date", "in", dates)
        .execute();
      return new Set(rows.map(({ date }) => date));
    },

    async open() {
      const rows = await db
        .selectFrom("club_round")
        .selectAll()
        // By its index: most rounds are done, and more each week.
        .where("state", "in", NOT_DONE)
        .orderBy("ballot_at")
        .execute();
      return rows.map(roundOf);
    },

    plan: (round, papers, posting) =>
      inOne(async (transaction) => {
        const inserted = await transaction
          .insertInto("club_round")
          .values(roundRow(round))
          .onConflict((conflict) => conflict.columns(["channel_id", "date"]).doNothing())
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
        const rows = papers.map(({ paperId, number, isNominated }) => ({
          round_id: round.id,
          paper_id: paperId,
          number,
          is_nominated: isNominated ? 1 : 0,
          is_chosen: 0,
          thread_id: null,
        }));
        if (rows.length > 0) await transaction.insertInto("round_paper").values(rows).execute();
        if (posting) await insertPosting(transaction, posting);
        return true;
      }),

    papers: async (roundId) => await papersOf(db, roundId),

    async vote(roundId, userId, paperIds) {
      const marks = await readMarks();
      return await inOne(async (transaction) => {
        const round = await transaction
          .selectFrom("club_round")
          .select("state")
          .where("id", "=", roundId)
          .executeTakeFirst();
        if (round?.state !== "voting") return false;
        await transaction
          .deleteFrom("club_vote")
          .where("round_id", "=", roundId)
          .where("user_id", "in", [userId, ...marks.everyOf(userId, clubVote(roundId))])
          .execute();
        const rows = [...new Set(paperIds)].map((paper_id) => ({
          round_id: roundId,
          user_id: userId,
          paper_id,
        }));
        if (rows.length > 0) await transaction.insertInto("club_vote").values(rows).execute();
        return true;
      });
    },

    async votesOf(roundId, userId) {
      const rows = await db
        .selectFrom("club_vote")
        .select("paper_id")
        .where("round_id", "=", roundId)
        .where("user_id", "=", userId)
        .execute();
      return rows.map(({ paper_id }) => paper_id);
    },

    close: ({ id, channelId }, choose) =>
      inOne(async (transaction) => {
        const closed = await transaction
          .updateTable("club_round")
          .set({ state: "chosen" })
          .where("id", "=", id)
          .where("state", "=", "voting")
          .executeTakeFirst();
        if (closed.numUpdatedRows !== 1n) return;
        const papers = await papersOf(transaction, id);
        const { chosen, posting } = choose(papers);
        const unwanted = papers.filter(({ votes }) => votes === 0).map(({ paperId }) => paperId);
        await forgetNominations(transaction, channelId, [...chosen, ...unwanted]);
        if (chosen.length > 0)
          await transaction
            .updateTable("round_paper")
            .set({ is_chosen: 1 })
            .where("round_id", "=", id)
            .where("paper_id", "in", [...chosen])
            .execute();
        else
          await transaction
            .updateTable("club_round")
            .set({ outcome: "no votes" })
            .where("id", "=", id)
            .execute();
        if (posting) await insertPosting(transaction, posting);
      }),

    async discussedIn(roundId, paperId, threadId) {
      await db
        .updateTable("round_paper")
        .set({ thread_id: threadId })
        .where("round_id", "=", roundId)
        .where("paper_id", "=", paperId)
        .execute();
    },

    addPosting: (posting) => inOne((transaction) => insertPosting(transaction, posting)),

    async standsAt(postingId) {
      const row = await db
        .selectFrom("posting")
        .select(["message_id", "post_id"])
        .where("id", "=", postingId)
        .executeTakeFirst();
      return row?.message_id == null ? null : { messageId: row.message_id, postId: row.post_id };
    },

    async eventIs(roundId, eventId) {
      await db
        .updateTable("club_round")
        .set({ event_id: eventId })
        .where("id", "=", roundId)
        .execute();
    },

    async alarmed(roundId) {
      await db.updateTable("club_round").set({ is_alarmed: 1 }).where("id", "=", roundId).execute();
    },

    callOff: (round, posting) =>
      inOne(async (transaction) => {
        const row = { ...roundRow(round), state: "called off", outcome: "skipped" };
        await transaction
          .insertInto("club_round")
          .values(row)
          .onConflict((conflict) =>
            conflict
              .columns(["channel_id", "date"])
              .doUpdateSet({ state: "called off", outcome: "skipped" }),
          )
          .execute();
        if (posting) await insertPosting(transaction, posting);
      }),

    async finish({ id, state }, outcome) {
      await db
        .updateTable("club_round")
        .set({ state: "done", outcome })
        .where("id", "=", id)
        .where("state", "=", state)
        .execute();
    },
  };
}

async function papersOf(from: Reader, roundId: string): Promise<BallotPaper[]> {
  const rows = await from
    .selectFrom("round_paper")
    .selectAll()
    .where("round_id", "=", roundId)
    .orderBy("number")
    .execute();
  const counts = await from
    .selectFrom("club_vote")
    .select(["paper_id", (value) => value.fn.countAll<number>().as("votes")])
    .where("round_id", "=", roundId)
    .groupBy("paper_id")
    .execute();
  const votes = new Map(counts.map((row) => [row.paper_id, row.votes]));
  return rows.map((row) => ({
    paperId: row.paper_id,
    number: row.number,
    isNominated: row.is_nominated === 1,
    votes: votes.get(row.paper_id) ?? 0,
    isChosen: row.is_chosen === 1,
    threadId: row.thread_id,
  }));
}

async function forgetNominations(
  transaction: Transaction<Schema>,
  channelId: string,
  paperIds: readonly string[],
): Promise<void> {
  if (paperIds.length === 0) return;
  await transaction
    .deleteFrom("nomination")
    .where("channel_id", "=", channelId)
    .where("paper_id", "in", [...paperIds])
    .execute();
}

async function clubIn(from: Reader, channelId: string): Promise<Club | null> {
  const row = await from
    .selectFrom("club")
    .selectAll()
    .where("channel_id", "=", channelId)
    .executeTakeFirst();
  return row ? clubOf(row) : null;
}
