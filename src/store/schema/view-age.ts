import { type Kysely, sql } from "kysely";

/**
 * Who was shown what a view or a draft is of, and when last. Of lists that were shown before nobody knows whether all
 * saw them, so they stay; drafts were shown to one person, and their time begins now.
 */
export async function addViewAge(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("view")
    .addColumn("for_all", "integer", (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable("view")
    .addColumn("shown_at", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  const now = Temporal.Now.instant().epochMilliseconds;
  await sql`update view set for_all = 0, shown_at = ${now}
    where view not like '{"list":%'`.execute(db);
  await db.schema.createIndex("view_shown").on("view").columns(["for_all", "shown_at"]).execute();
}
