import type { DatabaseSync } from "node:sqlite";
import { type Kysely, sql, type Transaction } from "kysely";
import { OperatorError } from "../../exit/operator-error.ts";
import type { Schema } from "../schema/schema.ts";

/** Tables that others refer to come before those. */
const FIRST = ["channel", "digest", "page", "topic", "subscription"];

/** What a file keeps about itself, among what is kept for others. */
const OF_THE_FILE = ["corpus version", "file mark", "papers up to"];

/** Rows, and characters of them, that go in one statement. */
const ROWS_AT_ONCE = 1000;
const TEXT_AT_ONCE = 4_000_000;

export interface Moved {
  tables: number;
  rows: number;
}

/**
 * Copies all that an open SQLite file of this version holds into an empty PostgreSQL, in one transaction: cut anywhere,
 * nothing is there. Fails where there is something already, and where a table has other rows afterwards than
 * the file.
 */
export async function moveRecords(from: DatabaseSync, to: Kysely<Schema>): Promise<Moved> {
  return await to.transaction().execute(async (transaction) => {
    const tables = await tablesOf(transaction);
    for (const { name } of tables)
      if ((await countOf(transaction, name)) > 0)
        throw new OperatorError("There is something in that database already. Give an empty one");
    let rows = 0;
    for (const { name } of tables) {
      const copied = await copyTable(from, transaction, name);
      const found = await countOf(transaction, name);
      if (found !== copied)
        throw new Error(`The table ${name} has ${found} rows instead of ${copied}`);
      rows += copied;
    }
    for (const { name, counter } of tables)
      if (counter !== null) await goOnCounting(from, transaction, { name, counter });
    return { tables: tables.length, rows };
  });
}

interface Table {
  name: string;
  /** The column whose numbers are given by the database; they are never used again. */
  counter: string | null;
}

/** Those that both databases have. */
async function tablesOf(db: Transaction<Schema>): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select table_name as name, max(column_name) filter (where is_identity = 'YES') as counter
    from information_schema.columns
    where table_schema = current_schema() and table_name not like 'kysely%'
      and table_name not in ('paper_change', 'paper_origin')
    group by table_name order by table_name`.execute(db);
  const placeOf = ({ name }: Table) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}

async function countOf(db: Transaction<Schema>, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(table)}`.execute(db);
  return rows[0]?.count ?? 0;
}

async function copyTable(
  from: DatabaseSync,
  to: Transaction<Schema>,
  table: string,
): Promise<number> {
  let [copied, part, size] = [0, new Array<string>(), 0];
  const send = async () => {
    if (part.length === 0) return;
    await sql`insert into ${sql.table(table)}
      select * from json_populate_recordset(null::${sql.table(table)}, ${`[${part.join(",")}]`}::json)`.execute(
      to,
    );
    copied += part.length;
    [part, size] = [[], 0];
  };
  for (const row of from.prepare(`select * from "${table}"`).iterate()) {
    if (table === "source_memory" && OF_THE_FILE.includes(String(row["key"]))) continue;
    // PostgreSQL's texts have no such character.
    const json = JSON.stringify(row, (_name, value: unknown) =>
      typeof value === "string" ? value.replaceAll("\0", "\u{fffd}") : value,
    );
    part.push(json);
    size += json.length;
    if (part.length === ROWS_AT_ONCE || size > TEXT_AT_ONCE) await send();
  }
  await send();
  return copied;
}

async function goOnCounting(
  from: DatabaseSync,
  to: Transaction<Schema>,
  { name, counter }: { name: string; counter: string },
): Promise<void> {
  const last = from.prepare("select seq from sqlite_sequence where name = ?").get(name);
  const number = Number(last?.["seq"] ?? 0);
  if (number > 0)
    await sql`select setval(pg_get_serial_sequence(${name}, ${counter}), ${number})`.execute(to);
}
