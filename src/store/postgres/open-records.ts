import { type Kysely, sql } from "kysely";
import { type ClientConfig, Pool, types } from "pg";
import type { Logger } from "pino";
import type { Schema } from "../schema/schema.ts";
import { PatientKysely } from "./again.ts";
import { createAwayLog } from "./away-log.ts";
import { postgresDialect } from "./dialect.ts";
import { migratePostgres } from "./migrate.ts";
import { mayPass, withoutValues } from "./postgres-trouble.ts";

/** Of one process. Most of its time each waits for nobody. */
const MOST_CONNECTIONS = 10;

/** How long it is waited for the database to let somebody in, for whoever writes before, and for an answer. */
const CONNECT_MS = 10_000;
const LOCK_MS = 30_000;
const ANSWER_MS = 60_000;

/** Who holds the lock of all that write and says nothing for so long is put out: it may have been stopped. */
const SILENT_MS = 10_000;

/** https://www.postgresql.org/docs/15/catalog-pg-type.html: int8, and numeric, which sums of it are. */
const NUMBERS = new Set([20, 1700]);

const OLDEST_VERSION = 150_000;

export interface RecordsOptions {
  log: Pick<Logger, "warn" | "error">;
  /** Whether it is opened although nobody answers; what asks then fails until somebody does. */
  mayBeAway?: boolean;
}

export interface Records {
  db: Kysely<Schema>;
  /** How it is reached, for a connection of one's own. */
  client: ClientConfig;
  close: () => Promise<void>;
}

/**
 * Opens the database that holds the records, creating or migrating it first. Fails where it is refused, is too
 * old or comes from a newer Paperboy, and, unless it may be away, where nobody answers.
 */
export async function openRecords(
  address: string,
  { log, mayBeAway = false }: RecordsOptions,
): Promise<Records> {
  const client: ClientConfig = {
    connectionString: address,
    connectionTimeoutMillis: CONNECT_MS,
    lock_timeout: LOCK_MS,
    statement_timeout: ANSWER_MS,
    query_timeout: ANSWER_MS + LOCK_MS,
    idle_in_transaction_session_timeout: SILENT_MS,
    keepAlive: true,
    application_name: "paperboy",
    types: {
      getTypeParser: (oid, format) =>
        NUMBERS.has(oid) ? Number : types.getTypeParser(oid, format),
    },
  };
  const pool = new Pool({ ...client, max: MOST_CONNECTIONS });
  // Of a connection that nobody uses; whoever needs one next opens another.
  pool.on("error", (error) => void withoutValues(error));
  // Of one that is used, between two of its queries: the next one fails. Nobody else listens then, and that would be the
  // end of the process.
  pool.on("connect", (line) => line.on("error", (error) => void withoutValues(error)));
  const watch = createAwayLog(log);
  const asItIs = new PatientKysely<Schema>({ dialect: postgresDialect(pool, { watch }) });
  let migrated: Promise<void> | null = null;
  const ready = async () => {
    migrated ??= prepare(asItIs).catch((error: unknown) => {
      migrated = null;
      throw error;
    });
    await migrated;
  };
  try {
    await ready();
  } catch (error) {
    if (!mayBeAway || !mayPass(error)) {
      await pool.end();
      throw error;
    }
  }
  const db = new PatientKysely<Schema>({ dialect: postgresDialect(pool, { watch, ready }) });
  return { db, client, close: async () => await pool.end() };
}

async function prepare(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ version: string; encoding: string }>`
    select current_setting('server_version_num') as version,
      current_setting('server_encoding') as encoding`.execute(db);
  if (Number(rows[0]?.version) < OLDEST_VERSION) throw new Error("it is older than PostgreSQL 15");
  if (rows[0]?.encoding !== "UTF8") throw new Error("its encoding is not UTF8");
  await migratePostgres(db);
}
