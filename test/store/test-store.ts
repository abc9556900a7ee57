import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { inject } from "vitest";
import type { Store } from "../../src/store/open.ts";
import { whenFileEnds } from "../clean-up.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { newDatabaseAt } from "../throwaway-postgres.ts";
import { openAt } from "./open-at.ts";

/** A server of PostgreSQL for whose sake the tests run; null where they run with SQLite. */
const server = inject("postgres") ?? null;

/** Whether these tests run on PostgreSQL. */
export const onPostgres = server !== null;

/** Databases that are empty again: to make one takes longer than most tests. */
const empty: string[] = [];

/** The address of a new, empty store, which any process can open. It is gone after the file's tests. */
export async function newAddress(): Promise<string> {
  if (server !== null) return empty.pop() ?? (await newDatabaseAt(server));
  const file = join(folderInMemory("paperboy-store-"), "paperboy.db");
  // A throwaway server goes as a whole.
  whenFileEnds(() => removeFile(file));
  return file;
}

/** Frees the room that a store takes. Nobody may have it open. */
export async function forget(address: string): Promise<void> {
  if (server === null) return removeFile(address);
  await run(address, EMPTY);
  empty.push(address);
}

function removeFile(file: string): void {
  rmSync(dirname(file), { recursive: true, force: true });
}

/** What the schema begins with. Without its triggers: in whatever order the tables come. */
const EMPTY = `
  set session_replication_role = replica;
  do $$ declare one record; begin
    for one in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' and tablename <> 'paper_origin' loop
      execute format('delete from %I', one.tablename);
    end loop;
    perform setval(oid, 1, false) from pg_class where relkind = 'S';
  end $$`;

/** The rows of a statement in SQL that both databases know, or of whatever the one at hand does. */
export async function run(address: string, statement: string): Promise<object[]> {
  if (!address.startsWith("postgres:")) {
    using database = new DatabaseSync(address);
    return database
      .prepare(statement)
      .all()
      .map((row) => ({ ...row }));
  }
  const client = new Client(address);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A new store that nobody else opens, and that is gone once it is closed. */
export async function openTestStore(): Promise<Store> {
  if (server === null) return await openAt(":memory:");
  const address = await newAddress();
  const store = await openAt(address);
  return {
    ...store,
    close: async () => {
      await store.close();
      await forget(address);
    },
  };
}
