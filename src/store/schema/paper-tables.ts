import { type Kysely, sql } from "kysely";

export async function createPapers(db: Kysely<unknown>): Promise<void> {
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

/** So that the papers with most of them are found without reading all. */
export async function addUpvotes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("paper")
    .addColumn("upvotes", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  // A row that nobody can read has none.
  await sql`update paper set upvotes = paper ->> '$.upvotes'
    where json_valid(paper) and typeof(paper ->> '$.upvotes') = 'integer'`.execute(db);
  await sql`create index paper_by_upvotes on paper (upvotes desc, seq, day)
    where gone = 0 and upvotes > 0`.execute(db);
}

/**
 * Two processes that took in a page at once wrote its entries twice. The papers of such pages are made
 * anew: the pages count as interrupted, and the folders as not looked at yet.
 */
export async function removeTwins(db: Kysely<unknown>): Promise<void> {
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
