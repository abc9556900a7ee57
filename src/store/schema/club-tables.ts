import type { Kysely } from "kysely";

/** A channel's journal club. */
export interface ClubTable {
  channel_id: string;
  guild_id: string;
  kind: string;
  /** A `MeetingPlan` as JSON. */
  meets: string;
  places: number;
  started_at: number;
  started_by: string;
  ended_at: number | null;
}

/** A paper that somebody wants on a ballot. */
export interface NominationTable {
  channel_id: string;
  paper_id: string;
  user_id: string;
  at: number;
}

/** One meeting of a club, and what leads to it. */
export interface ClubRoundTable {
  id: string;
  channel_id: string;
  /** Local date of the meeting. */
  date: string;
  meets_at: number;
  ballot_at: number;
  closes_at: number;
  state: string;
  outcome: string | null;
  /** "" where none can be made. */
  event_id: string | null;
  /** 0 or 1. */
  is_alarmed: number;
}

/** A paper on a ballot. */
export interface RoundPaperTable {
  round_id: string;
  paper_id: string;
  number: number;
  /** 0 or 1, as is the next. */
  is_nominated: number;
  is_chosen: number;
  thread_id: string | null;
}

export interface ClubVoteTable {
  round_id: string;
  user_id: string;
  paper_id: string;
}

export async function createClubs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("club")
    .addColumn("channel_id", "text", (column) => column.primaryKey())
    .addColumn("guild_id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("meets", "text", (column) => column.notNull())
    .addColumn("places", "integer", (column) => column.notNull())
    .addColumn("started_at", "integer", (column) => column.notNull())
    .addColumn("started_by", "text", (column) => column.notNull())
    .addColumn("ended_at", "integer")
    .execute();
  await db.schema
    .createTable("nomination")
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("at", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("nomination_pk", ["channel_id", "paper_id"])
    .execute();
  await db.schema
    .createTable("club_round")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("date", "text", (column) => column.notNull())
    .addColumn("meets_at", "integer", (column) => column.notNull())
    .addColumn("ballot_at", "integer", (column) => column.notNull())
    .addColumn("closes_at", "integer", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("outcome", "text")
    .addColumn("event_id", "text")
    .addColumn("is_alarmed", "integer", (column) => column.notNull().defaultTo(0))
    .addUniqueConstraint("club_round_once", ["channel_id", "date"])
    .execute();
  await db.schema.createIndex("club_round_open").on("club_round").column("state").execute();
  await db.schema
    .createTable("round_paper")
    .addColumn("round_id", "text", (column) => column.notNull())
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("is_nominated", "integer", (column) => column.notNull())
    .addColumn("is_chosen", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("thread_id", "text")
    .addPrimaryKeyConstraint("round_paper_pk", ["round_id", "paper_id"])
    .execute();
  await db.schema
    .createTable("club_vote")
    .addColumn("round_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("club_vote_pk", ["round_id", "user_id", "paper_id"])
    .execute();
}
