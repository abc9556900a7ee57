import { type Kysely, sql } from "kysely";
import { type Migration, type MigrationProvider, Migrator } from "kysely/migration";
import { onlyWhatIsMissing } from "./only-what-is-missing.ts";
import type { Schema } from "./schema.ts";
import { SEARCH_TABLES } from "./search-tables.ts";

/** The history of the schema, oldest first. A step that has shipped is never edited. */
export const steps: Record<string, Migration> = {
  "001-identities-views-draws": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("identity")
        .addColumn("seq", "integer", (column) => column.primaryKey().autoIncrement())
        .addColumn("key", "text", (column) => column.notNull().unique())
        .addColumn("paper_id", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("view")
        .addColumn("key", "text", (column) => column.primaryKey())
        .addColumn("view", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("draw")
        .addColumn("channel_id", "text", (column) => column.notNull())
        .addColumn("paper_id", "text", (column) => column.notNull())
        .addColumn("drawn_at", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("draw_pk", ["channel_id", "paper_id"])
        .execute();
    },
  },
  "002-digests": {
    async up(db: Kysely<unknown>) {
      await createSubscriptions(db);
      await createArrivals(db);
      await createLedger(db);
      await db.schema
        .createTable("change")
        .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
        .addColumn("guild_id", "text", (column) => column.notNull())
        .addColumn("user_id", "text", (column) => column.notNull())
        .addColumn("at", "integer", (column) => column.notNull())
        .addColumn("what", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex("change_of_guild")
        .on("change")
        .columns(["guild_id", "id"])
        .execute();
    },
  },
  "003-corpus": {
    up: createPapers,
  },
  "004-search": {
    async up(db: Kysely<unknown>) {
      for (const statement of SEARCH_TABLES) await sql.raw(statement).execute(db);
    },
  },
  "006-gone-papers": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable("paper")
        .addColumn("gone", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
    },
  },
  "007-two-clocks-two-processes": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable("digest_message")
        .addColumn("attempted_there", "integer")
        .execute();
      await removeTwins(db);
    },
  },
};

/** Until these, steps were no transactions: a kill left one half done, and nothing could open the file. */
const MAY_BE_HALF_DONE = new Set([
  "001-identities-views-draws",
  "002-digests",
  "003-corpus",
  "004-search",
]);

const migrations: MigrationProvider = {
  getMigrations: () =>
    Promise.resolve(
      Object.fromEntries(
        Object.entries(steps).map(([name, step]): [string, Migration] => [
          name,
          MAY_BE_HALF_DONE.has(name)
            ? { up: async (db) => await step.up(db.withPlugin(onlyWhatIsMissing)) }
            : step,
        ]),
      ),
    ),
};

/**
 * Brings the schema up to date: all of it or, killed anywhere, nothing. Of several processes one does
 * it and the others wait. Only reads where there is nothing to do.
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const done = await executed(db);
  const newer = done.filter((name) => !(name in steps));
  if (newer.length > 0)
    throw new Error(`it was written by a newer Paperboy (${newer.join(", ")}); update this one`);
  if (Object.keys(steps).every((name) => done.includes(name))) return;
  await db.transaction().execute(async (transaction) => {
    const { error } = await new Migrator({
      db: transaction,
      provider: migrations,
    }).migrateToLatest();
    if (error) throw error;
  });
}

/** Names of the steps that were taken. */
async function executed(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from sqlite_master where name = 'kysely_migration'`.execute(db);
  if (rows.length === 0) return [];
  const taken = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return taken.rows.map(({ name }) => name);
}

async function createSubscriptions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("channel")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("guild_id", "text")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("settled_until", "integer", (column) => column.notNull())
    .addColumn("next_slot_at", "integer", (column) => column.notNull())
    .addColumn("pause", "text")
    .addColumn("ended_at", "integer")
    .addColumn("set_up_by", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("channel_of_guild").on("channel").column("guild_id").execute();
  await db.schema.createIndex("channel_due").on("channel").column("next_slot_at").execute();
  await db.schema.createIndex("channel_ended").on("channel").column("ended_at").execute();
  await db.schema
    .createTable("topic")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("topic", "text", (column) => column.notNull().unique())
    .addColumn("matched_until", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("subscription")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("channel_id", "text", (column) =>
      column.notNull().references("channel.id").onDelete("cascade"),
    )
    .addColumn("topic_id", "integer", (column) => column.notNull().references("topic.id"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("archive_until", "integer", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_at", "integer", (column) => column.notNull())
    .addUniqueConstraint("subscription_once", ["channel_id", "topic_id"])
    .execute();
  await db.schema
    .createIndex("subscription_of_topic")
    .on("subscription")
    .column("topic_id")
    .execute();
}

async function createArrivals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("arrival")
    .addColumn("number", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("paper_id", "text", (column) => column.notNull().unique())
    .addColumn("at", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("topic_match")
    .addColumn("topic_id", "integer", (column) =>
      column.notNull().references("topic.id").onDelete("cascade"),
    )
    .addColumn("arrival", "integer", (column) => column.notNull())
    .addColumn("strength", "real", (column) => column.notNull())
    .addColumn("words", "text", (column) => column.notNull())
    .addColumn("fields", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("topic_match_pk", ["topic_id", "arrival"])
    .execute();
  await db.schema
    .createIndex("topic_match_of_arrival")
    .on("topic_match")
    .column("arrival")
    .execute();
}

async function createLedger(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("digest")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("slot_date", "text")
    .addColumn("slot_at", "integer", (column) => column.notNull())
    .addColumn("planned_at", "integer", (column) => column.notNull())
    .addColumn("late", "integer", (column) => column.notNull())
    .addColumn("quiet", "integer", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("note", "text")
    .addColumn("finished_at", "integer")
    .addColumn("next_attempt_at", "integer", (column) => column.notNull())
    .addColumn("owner", "text")
    .addColumn("leased_until", "integer")
    .addUniqueConstraint("digest_of_slot", ["channel_id", "slot_date"])
    .execute();
  await db.schema
    .createIndex("digest_under_way")
    .unique()
    .on("digest")
    .column("channel_id")
    .where(sql.ref("finished_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("digest_runs")
    .on("digest")
    .columns(["channel_id", "planned_at"])
    .execute();
  await db.schema
    .createIndex("digest_unfinished")
    .on("digest")
    .column("next_attempt_at")
    .where(sql.ref("finished_at"), "is", null)
    .execute();
  await db.schema
    .createTable("digest_message")
    .addColumn("digest_id", "text", (column) => column.notNull().references("digest.id"))
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("paper_ids", "text", (column) => column.notNull())
    .addColumn("nonce", "text", (column) => column.notNull().unique())
    .addColumn("attempted_at", "integer")
    .addColumn("message_id", "text")
    .addColumn("refused", "text")
    .addPrimaryKeyConstraint("digest_message_pk", ["digest_id", "number"])
    .execute();
  await db.schema
    .createIndex("digest_message_attempted")
    .on("digest_message")
    .column("attempted_at")
    .execute();
  await db.schema
    .createTable("ledger")
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addColumn("digest_id", "text", (column) => column.notNull().references("digest.id"))
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("message_id", "text")
    .addColumn("refused", "text")
    // Asked for both at once, or, when two papers turn out to be one, for the paper alone.
    .addPrimaryKeyConstraint("ledger_pk", ["paper_id", "channel_id"])
    .execute();
  await db.schema
    .createIndex("ledger_of_message")
    .on("ledger")
    .columns(["digest_id", "number"])
    .execute();
}

async function createPapers(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex("identity_of_paper").on("identity").column("paper_id").execute();
  await db.schema
    .createTable("page")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("file", "text", (column) => column.notNull())
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("head", "text", (column) => column.notNull())
    .addColumn("mark", "text")
    .addUniqueConstraint("page_of_file", ["file", "number"])
    .execute();
  await db.schema
    .createTable("paper")
    .addColumn("seq", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("paper", "text", (column) => column.notNull())
    .addColumn("day", "text")
    .addColumn("has_code", "integer", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("paper_by_day").on("paper").columns(["day", "seq"]).execute();
  await db.schema
    .createTable("entry")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("page_id", "integer", (column) => column.notNull().references("page.id"))
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addColumn("entry", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("entry_of_page").on("entry").column("page_id").execute();
  await db.schema.createIndex("entry_of_paper").on("entry").column("paper_id").execute();
  await db.schema
    .createTable("source_memory")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
}

/**
 * Two processes that took in a page at once wrote its entries twice. The papers of such pages are made
 * anew: the pages count as interrupted, and the folders as not looked at yet.
 */
async function removeTwins(db: Kysely<unknown>): Promise<void> {
  await sql`create temporary table twin as
    select entry.id, entry.page_id from entry where exists (
      select 1 from entry as other join page on page.id = other.page_id
      where other.paper_id = entry.paper_id and other.page_id = entry.page_id and other.id < entry.id
      and (other.entry = entry.entry or coalesce(page.head ->> 'origin', 'pages') <> 'pages'
        and coalesce(other.entry ->> 'arxivId', other.entry ->> 'title')
          = coalesce(entry.entry ->> 'arxivId', entry.entry ->> 'title')))`.execute(db);
  await sql`delete from entry where id in (select id from twin)`.execute(db);
  await sql`update page set mark = null where id in (select page_id from twin)`.execute(db);
  await sql`delete from source_memory
    where key = 'folders' and exists (select 1 from twin)`.execute(db);
  await sql`drop table twin`.execute(db);
}
