import { type Kysely, sql } from "kysely";
import { type Migration, type MigrationProvider, Migrator } from "kysely/migration";
import {
  addArchiveArrivals,
  addForumPosts,
  addOpenMarks,
  addReasons,
  addRoundUpPapers,
  addWishes,
  createArrivals,
  createLedger,
  createRewordings,
  createSubscriptions,
  createWaiting,
} from "./digest-tables.ts";
import { createClubs } from "./club-tables.ts";
import {
  addRoundUps,
  createCatchUps,
  createOpenings,
  createPromisedAnswers,
  createShelves,
  createVotes,
} from "./community-tables.ts";
import { createDiscussions } from "./discussion-tables.ts";
import { onlyWhatIsMissing } from "./only-what-is-missing.ts";
import { createNames } from "./name-table.ts";
import { addUpvotes, createPapers, removeTwins } from "./paper-tables.ts";
import type { Schema } from "./schema.ts";
import { createMail } from "./mail-tables.ts";
import { createOutlets } from "./outlet-tables.ts";
import { FIRST_SEARCH_TABLES } from "./first-search-tables.ts";
import { EMPTY_WORD_TABLES, INDEXES_OF_TEXTS } from "./search-tables.ts";
import { createPublicChannels } from "./public-tables.ts";
import { createVectors } from "./vector-tables.ts";
import { addViewAge } from "./view-age.ts";
import { createWebhooks } from "./webhook-table.ts";

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
      for (const statement of FIRST_SEARCH_TABLES) await sql.raw(statement).execute(db);
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
  // What no digest had a place for until now begins to wait with the next one.
  "008-waiting": {
    async up(db: Kysely<unknown>) {
      await createWaiting(db);
      await createRewordings(db);
    },
  },
  "009-topic-wishes": {
    up: addWishes,
  },
  "012-known-names": {
    up: createNames,
  },
  "013-forum-posts": { up: addForumPosts },
  // The index is made anew from the papers, while people are answered.
  "014-lean-index": {
    async up(db: Kysely<unknown>) {
      for (const statement of ["drop table if exists paper_taught", ...EMPTY_WORD_TABLES])
        await sql.raw(statement).execute(db);
    },
  },
  "020-votes": { up: createVotes },
  "021-round-ups": { up: addRoundUps },
  "022-discussions": { up: createDiscussions },
  "023-clubs": { up: createClubs },
  "024-shelves": { up: createShelves },
  "025-catch-ups": { up: createCatchUps },
  "028-vectors": { up: createVectors },
  // Made anew as by the lean index: phrases of one title alone have no rows any more.
  "029-shared-phrases": {
    async up(db: Kysely<unknown>) {
      for (const statement of EMPTY_WORD_TABLES) await sql.raw(statement).execute(db);
    },
  },
  "030-smaller-indexes": {
    async up(db: Kysely<unknown>) {
      for (const statement of INDEXES_OF_TEXTS) await sql.raw(statement).execute(db);
    },
  },
  "032-archive-arrivals": { up: addArchiveArrivals },
  "034-outlets": { up: createOutlets },
  "035-mail": { up: createMail },
  "037-reasons": { up: addReasons },
  "038-public-channels": { up: createPublicChannels },
  "039-webhooks": { up: createWebhooks },
  "045-round-up-papers": { up: addRoundUpPapers },
  "048-openings": { up: createOpenings },
  "049-upvotes": { up: addUpvotes },
  "050-promised-answers": { up: createPromisedAnswers },
  "052-view-age": { up: addViewAge },
  "053-open-marks": { up: addOpenMarks },
};

/** Steps that had another name for a while, and their names now. */
const RENAMED = new Map([["011-forum-posts", "013-forum-posts"]]);

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
    await renameTaken(transaction);
    const { error } = await new Migrator({
      db: transaction,
      provider: migrations,
      // A step may ship after one with a higher number: neither knows of the other.
      allowUnorderedMigrations: true,
    }).migrateToLatest();
    if (error) throw error;
  });
}

/** Names of the steps that were taken, as they are called now. */
async function executed(db: Kysely<Schema>): Promise<string[]> {
  if (!(await hasTaken(db))) return [];
  const taken = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return taken.rows.map(({ name }) => RENAMED.get(name) ?? name);
}

async function renameTaken(db: Kysely<Schema>): Promise<void> {
  if (!(await hasTaken(db))) return;
  for (const [before, now] of RENAMED)
    await sql`update kysely_migration set name = ${now} where name = ${before}`.execute(db);
}

async function hasTaken(db: Kysely<Schema>): Promise<boolean> {
  const { rows } =
    await sql`select name from sqlite_master where name = 'kysely_migration'`.execute(db);
  return rows.length > 0;
}
