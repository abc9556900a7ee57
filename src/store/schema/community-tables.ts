import type { Kysely } from "kysely";

export async function addRoundUps(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("channel").addColumn("next_round_up_at", "integer").execute();
  await db.schema
    .createIndex("channel_round_up")
    .on("channel")
    .column("next_round_up_at")
    .execute();
}

export async function createVotes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("vote")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("guild_id", "text", (column) => column.notNull())
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text")
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("audience_id", "text", (column) => column.notNull())
    .addColumn("at", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("vote_once")
    .unique()
    .on("vote")
    .columns(["guild_id", "paper_id", "user_id"])
    .execute();
  await db.schema.createIndex("vote_since").on("vote").columns(["guild_id", "at"]).execute();
  await db.schema.createIndex("vote_of_paper").on("vote").column("paper_id").execute();
  await db.schema.createIndex("vote_of_person").on("vote").column("user_id").execute();
}

export async function createShelves(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("saved")
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addColumn("at", "integer", (column) => column.notNull())
    .addColumn("note", "text")
    .addPrimaryKeyConstraint("saved_pk", ["user_id", "paper_id"])
    .execute();
  await db.schema
    .createTable("citation_key")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("paper_id", "text", (column) => column.notNull().unique())
    .execute();
}

export async function createCatchUps(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("catch_up")
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("at", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("catch_up_pk", ["user_id", "channel_id"])
    .execute();
}

export async function createOpenings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("opening")
    .addColumn("guild_id", "text", (column) => column.notNull())
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("audience_id", "text", (column) => column.notNull())
    .addColumn("day", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("opening_pk", ["guild_id", "paper_id", "channel_id"])
    .execute();
  for (const column of ["paper_id", "channel_id", "audience_id", "day"])
    await db.schema.createIndex(`opening_by_${column}`).on("opening").column(column).execute();
}

export async function createPromisedAnswers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("promised_answer")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("request", "text", (column) => column.notNull())
    .addColumn("address", "text", (column) => column.notNull())
    .addColumn("at", "integer", (column) => column.notNull())
    .execute();
}

/** A paper that somebody keeps for themselves. */
export interface SavedTable {
  user_id: string;
  paper_id: string;
  at: number;
  note: string | null;
}

/** The key under which a paper is cited, for ever. */
export interface CitationKeyTable {
  key: string;
  paper_id: string;
}

/** When somebody last caught up with a channel. */
export interface CatchUpTable {
  user_id: string;
  channel_id: string;
  at: number;
}

/** That a paper's card was opened somewhere, and by whom is nowhere. */
export interface OpeningTable {
  guild_id: string;
  paper_id: string;
  /** Where it was opened, and the channel whose readers saw that. */
  channel_id: string;
  audience_id: string;
  /** The last one, `2026-11-27`, UTC. */
  day: string;
}

/** Of some minutes: what somebody asked, and how the answer can be changed that they got. */
export interface PromisedAnswerTable {
  id: string;
  user_id: string;
  request: string;
  address: string;
  at: number;
}
