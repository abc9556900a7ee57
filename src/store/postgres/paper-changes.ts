import { type Kysely, sql } from "kysely";
import { WRITE_LOCK } from "./write-lock.ts";

/** What a paper is made of, and by which column a row is known. Each table may refer to those before it. */
export const PAPER_TABLES = [
  { table: "page", key: "id" },
  { table: "entry", key: "id" },
  { table: "identity", key: "seq" },
  { table: "paper", key: "seq" },
] as const;

/** Who listens hears that some of these changed, whichever process did it. */
export const PAPERS_CHANGED = "paperboy_papers";

/**
 * Numbers each change of a page, an entry, an identity or a paper: each row has the number of its last change
 * alone, and one that is gone keeps it. So whoever has all up to a number asks for what is above it, however long
 * it was away. The lock makes the numbers visible in their order.
 */
export async function createPaperChanges(db: Kysely<unknown>): Promise<void> {
  await sql`create table paper_change (
    kind text collate "C" not null, row_id bigint not null, number bigint not null unique,
    primary key (kind, row_id)
  )`.execute(db);
  await sql`create sequence paper_change_number`.execute(db);
  // Tells apart who has the numbers of another database.
  await sql`create table paper_origin (id uuid not null)`.execute(db);
  await sql`insert into paper_origin values (gen_random_uuid())`.execute(db);
  for (const { table, key } of PAPER_TABLES) {
    await sql
      .raw(
        `create function note_${table}_change() returns trigger language plpgsql as $$ begin
          perform pg_advisory_xact_lock(${WRITE_LOCK});
          insert into paper_change values (
            '${table}', case tg_op when 'DELETE' then old.${key} else new.${key} end, nextval('paper_change_number')
          ) on conflict (kind, row_id) do update set number = excluded.number;
          perform pg_notify('${PAPERS_CHANGED}', '');
          return null;
        end $$`,
      )
      .execute(db);
    await sql
      .raw(
        `create trigger ${table}_changes after insert or update or delete on ${table}
          for each row execute function note_${table}_change()`,
      )
      .execute(db);
  }
}
