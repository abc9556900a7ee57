import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { steps } from "../schema/migrations.ts";
import { hasLog } from "./file-mark.ts";
import { isLocked } from "./sqlite-trouble.ts";

/** Opens a database for reading, while it is in use, and where nothing can be written beside it. */
export function openToRead(path: string): DatabaseSync {
  try {
    return beginToRead(path);
  } catch (error) {
    if (hasLog(path) || isLocked(error)) throw error;
    const asItIs = pathToFileURL(path);
    asItIs.searchParams.set("immutable", "1");
    return beginToRead(asItIs);
  }
}

function beginToRead(file: string | URL): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  database.prepare("select count(*) from sqlite_master").get();
  return database;
}

/** How the schema of a database differs from this Paperboy's. */
export interface SchemaAge {
  /** Steps that only a newer Paperboy knows. */
  newer: string[];
  /** Steps that it has not taken yet. */
  missing: string[];
}

/** Null where it is no database of Paperboy. */
export function schemaAge(database: DatabaseSync): SchemaAge | null {
  const table = "select 1 from sqlite_master where name = 'kysely_migration'";
  if (database.prepare(table).get() === undefined) return null;
  const taken = new Set(
    database
      .prepare("select name from kysely_migration")
      .all()
      .map(({ name }) => String(name)),
  );
  return {
    newer: [...taken].filter((name) => !(name in steps)),
    missing: Object.keys(steps).filter((name) => !taken.has(name)),
  };
}
