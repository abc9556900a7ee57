import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { SqliteDialect } from "kysely";

/** Makes node:sqlite look like the driver that Kysely's SQLite dialect was written for. */
export function sqliteDialect(database: DatabaseSync): SqliteDialect {
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare(query) {
        // A deferred begin fails with "database is locked", whatever the busy timeout, when
        // another process wrote between its first read and its first write.
        const statement = database.prepare(query === "begin" ? "begin immediate" : query);
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...parameters.map(bindable)),
          run: (parameters) => statement.run(...parameters.map(bindable)),
          iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
        };
      },
    },
  });
}

/** Refuses what SQLite would store as NULL without a word, such as a Date. */
function bindable(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (
    typeof value === "number" ||
    typeof value === "string" ||
    typeof value === "bigint" ||
    value instanceof Uint8Array
  )
    return value;
  throw new TypeError(`SQLite cannot store ${Object.prototype.toString.call(value)}`);
}
