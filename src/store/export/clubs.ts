import { z } from "zod";
import { clubOf, planSchema, roundOf } from "../community/club-rows.ts";
import { instant } from "../schema/columns.ts";
import { id, listing, ROWS_AT_ONCE, when } from "./listing.ts";

export const clubs = listing({
  name: "clubs",
  schema: z.object({
    ...planSchema.shape,
    channelId: id,
    serverId: id,
    kind: z.enum(["text", "announcement", "forum"]),
    /** Papers on one agenda, at most. */
    places: z.number(),
    startedAt: when,
    /** Empty where they were forgotten. */
    startedBy: id,
    endedAt: when.nullable(),
  }),
  first: "",
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("club")
      .selectAll()
      .where("channel_id", ">", key)
      .orderBy("channel_id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.channel_id,
  valueOf(row) {
    const { guildId, startedAt, endedAt, ...club } = clubOf(row);
    return {
      ...club,
      serverId: guildId,
      startedAt: startedAt.toString(),
      endedAt: endedAt?.toString() ?? null,
    };
  },
});

export const nominations = listing({
  name: "nominations",
  schema: z.object({
    channelId: id,
    paperId: z.string(),
    /** Empty where they were forgotten. */
    userId: id,
    at: when,
  }),
  first: ["", ""],
  rowsAfter: async (db, [channel = "", paper = ""]) =>
    await db
      .selectFrom("nomination")
      .selectAll()
      .where((where) =>
        where(where.refTuple("channel_id", "paper_id"), ">", where.tuple(channel, paper)),
      )
      .orderBy("channel_id")
      .orderBy("paper_id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => [row.channel_id, row.paper_id],
  valueOf: (row) => ({
    channelId: row.channel_id,
    paperId: row.paper_id,
    userId: row.user_id,
    at: instant(row.at).toString(),
  }),
});

/** Of clubs, past and to come. */
export const meetings = listing({
  name: "meetings",
  schema: z.object({
    meetingId: z.string(),
    channelId: id,
    /** Local, `2026-11-24`. */
    date: z.string(),
    meetsAt: when,
    voteFrom: when,
    voteUntil: when,
    state: z.enum(["voting", "chosen", "called off", "done"]),
    outcome: z.string().nullable(),
  }),
  first: "",
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("club_round")
      .selectAll()
      .where("id", ">", key)
      .orderBy("id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.id,
  valueOf(row) {
    const { meeting, ...round } = roundOf(row);
    return {
      ...round,
      meetingId: round.id,
      date: meeting.date,
      meetsAt: meeting.at.toString(),
      voteFrom: meeting.ballotAt.toString(),
      voteUntil: meeting.closesAt.toString(),
    };
  },
});

/** The papers that a meeting votes on, with their votes, and without who cast them. */
export const ballots = listing({
  name: "ballots",
  schema: z.object({
    meetingId: z.string(),
    paperId: z.string(),
    /** Of two with as many votes, the smaller is chosen. */
    number: z.number(),
    nominated: z.boolean(),
    votes: z.number(),
    chosen: z.boolean(),
    threadId: id.nullable(),
  }),
  first: ["", ""],
  rowsAfter: async (db, [round = "", paper = ""]) =>
    await db
      .selectFrom("round_paper")
      .selectAll()
      .select((value) =>
        value
          .selectFrom("club_vote")
          .select(value.fn.countAll().as("votes"))
          .whereRef("club_vote.round_id", "=", "round_paper.round_id")
          .whereRef("club_vote.paper_id", "=", "round_paper.paper_id")
          .as("votes"),
      )
      .where((where) =>
        where(where.refTuple("round_id", "paper_id"), ">", where.tuple(round, paper)),
      )
      .orderBy("round_id")
      .orderBy("paper_id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => [row.round_id, row.paper_id],
  valueOf: (row) => ({
    meetingId: row.round_id,
    paperId: row.paper_id,
    number: row.number,
    nominated: row.is_nominated === 1,
    votes: Number(row.votes),
    chosen: row.is_chosen === 1,
    threadId: row.thread_id,
  }),
});
