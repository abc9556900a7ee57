import type { Kysely } from "kysely";

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
