import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { openStore } from "../../../src/store/open.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { newAddress, run } from "../test-store.ts";

/** What is derived from the rest, and stays with each process; and what either database keeps for itself. */
const OF_ONE_ALONE =
  /^(?:acronym|known_name|paper_(?:change|fact|forward|origin|vector|words.*)|phrase|search_sum|term|title_.*|vector|kysely_.*|sqlite_.*)$/;

interface Table {
  columns: Record<string, { type: string; isNeeded: boolean; default: string | null }>;
  /** Each with whether it is unique, its columns in order, and for which rows. */
  indexes: string[];
  foreignKeys: string[];
}

test("PostgreSQL has the tables, columns, keys and indexes that SQLite has", async () => {
  const path = join(folderInMemory("paperboy-schema-"), "paperboy.db");
  await (await openStore(path)).close();
  using database = new DatabaseSync(path);
  expect(await ofPostgres(await newAddress())).toEqual(ofSqlite(database));
});

function ofSqlite(database: DatabaseSync): Record<string, Table> {
  const rows = (sql: string, ...bound: string[]) =>
    row.array().parse(
      database
        .prepare(sql)
        .all(...bound)
        .map((one) => ({ ...one })),
    );
  const tables: Record<string, Table> = {};
  for (const { name } of rows("select name from sqlite_master where type = 'table'")) {
    const table = String(name);
    if (OF_ONE_ALONE.test(table)) continue;
    const columns = rows("select * from pragma_table_info(?)", table);
    const key = columns
      .filter(({ pk }) => pk !== 0)
      .toSorted((a, b) => Number(a["pk"]) - Number(b["pk"]));
    tables[table] = {
      columns: Object.fromEntries(
        columns.map((column) => [
          String(column["name"]),
          {
            type: String(column["type"]).toLowerCase(),
            isNeeded: column["notnull"] === 1 || column["pk"] !== 0,
            default: column["dflt_value"] === null ? null : String(column["dflt_value"]),
          },
        ]),
      ),
      indexes: [
        `primary (${key.map((column) => String(column["name"])).join(", ")})`,
        ...rows("select * from pragma_index_list(?) where origin <> 'pk'", table).map((index) => {
          const of = rows(
            "select name from pragma_index_info(?) order by seqno",
            String(index["name"]),
          );
          const [{ sql } = {}] = rows(
            "select sql from sqlite_master where name = ?",
            String(index["name"]),
          );
          return indexOf(
            index["unique"] === 1,
            of.map((one) => String(one["name"])),
            sql,
          );
        }),
      ].toSorted(),
      foreignKeys: rows("select * from pragma_foreign_key_list(?)", table)
        .map(({ from, table: there, to, on_delete }) => `${from} → ${there}.${to} ${on_delete}`)
        .toSorted(),
    };
  }
  return tables;
}

async function ofPostgres(address: string): Promise<Record<string, Table>> {
  const columns = await rowsOf(
    address,
    `select table_name, column_name, data_type, collation_name, is_nullable, column_default, is_identity
       from information_schema.columns where table_schema = 'public' order by ordinal_position`,
  );
  const indexes = await rowsOf(
    address,
    `select relname as table_name, indisprimary, indisunique, pg_get_indexdef(indexrelid) as sql,
       (select string_agg(pg_get_indexdef(indexrelid, n, true), ', ' order by n)
         from generate_series(1, indnatts) n) as columns
       from pg_index join pg_class on pg_class.oid = indrelid
       where relnamespace = 'public'::regnamespace`,
  );
  const keys = await rowsOf(
    address,
    `select conrelid::regclass::text as table_name, confrelid::regclass::text as there, confdeltype,
       here.attname as here, far.attname as far
       from pg_constraint
       join pg_attribute here on here.attrelid = conrelid and here.attnum = conkey[1]
       join pg_attribute far on far.attrelid = confrelid and far.attnum = confkey[1]
       where contype = 'f'`,
  );
  const tables: Record<string, Table> = {};
  for (const [name, of] of Map.groupBy(columns, (column) => String(column["table_name"]))) {
    if (OF_ONE_ALONE.test(name)) continue;
    const isHere = (row: Row) => row["table_name"] === name;
    tables[name] = {
      columns: Object.fromEntries(
        of.map((column) => [
          String(column["column_name"]),
          {
            type: typeOf(column),
            isNeeded: column["is_nullable"] === "NO",
            // A text with its type behind it.
            default:
              column["column_default"] === null
                ? null
                : String(column["column_default"]).replace(/::\w+$/, ""),
          },
        ]),
      ),
      indexes: indexes
        .filter(isHere)
        .map(({ indisprimary, indisunique, columns: names, sql }) =>
          indisprimary ? `primary (${names})` : indexOf(indisunique === true, [String(names)], sql),
        )
        .toSorted(),
      foreignKeys: keys
        .filter(isHere)
        .map(
          ({ here, there, far, confdeltype }) =>
            `${here} → ${there}.${far} ${confdeltype === "c" ? "CASCADE" : "NO ACTION"}`,
        )
        .toSorted(),
    };
  }
  return tables;
}

type Row = Record<string, string | number | boolean | null>;

const row = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

async function rowsOf(address: string, statement: string): Promise<Row[]> {
  return row.array().parse(await run(address, statement));
}

/** As SQLite calls it. A text that isn't compared byte by byte is told apart. */
function typeOf({ data_type, collation_name }: Row): string {
  if (data_type === "text") return collation_name === "C" ? "text" : "text in some language";
  const names: Record<string, string> = {
    bigint: "integer",
    "double precision": "real",
    bytea: "blob",
  };
  return names[String(data_type)] ?? String(data_type);
}

function indexOf(isUnique: boolean, columns: string[], sql: Row[string] | undefined): string {
  const where = /\bwhere (?<rows>.*)$/i.exec(String(sql ?? ""))?.groups?.["rows"] ?? "";
  const rows = where.replaceAll(/["()]/g, "").toLowerCase();
  return `${isUnique ? "unique " : ""}(${columns.join(", ")})${rows && ` where ${rows}`}`;
}
