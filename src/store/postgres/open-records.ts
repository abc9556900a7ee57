import type { Logger } from "pino";
import type { Kysely } from "kysely";
import { Pool, types } from "pg";
import type { Schema } from "../schema/schema.ts";
import { PatientKysely } from "./again.ts";
import { postgresDialect } from "./dialect.ts";
import { migratePostgres } from "./migrate.ts";
import { withoutValues } from "./postgres-trouble.ts";

/** Of one process. Most of its time each waits for nobody. */
const MOST_CONNECTIONS = 10;

/** How long it is waited for the database to let somebody in, and for whoever writes before. */
const CONNECT_MS = 10_000;
const LOCK_MS = 30_000;

/** Who holds the lock of all that write and says nothing for so long is put out: it may have been stopped. */
const SILENT_MS = 10_000;

/** https://www.postgresql.org/docs/15/catalog-pg-type.html: int8, and numeric, which sums of it are. */
const NUMBERS = new Set([20, 1700]);

/** Opens the database that holds the records, creating or migrating it first. */
export async function openRecords(
  address: string,
  log: Pick<Logger, "warn">,
): Promise<{ db: Kysely<Schema>; close: () => Promise<void> }> {
  const pool = new Pool({
    connectionString: address,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: SILENT_MS,
    keepAlive: true,
    application_name: "paperboy",
    types: {
      getTypeParser: (oid, format) =>
        NUMBERS.has(oid) ? Number : types.getTypeParser(oid, format),
    },
  });
  // Of a connection that nobody uses; whoever needs one next opens another.
  pool.on("error", (error) =>
    log.warn({ err: withoutValues(error) }, "A connection to the database ended"),
  );
  const db = new PatientKysely<Schema>({ dialect: postgresDialect(pool) });
  try {
    await migratePostgres(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, close: async () => await db.destroy() };
}
