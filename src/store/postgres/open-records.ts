import { type Kysely, sql } from "kysely";
import { type ClientConfig, types } from "pg";
import type { Logger } from "pino";
import type { Schema } from "../schema/schema.ts";
import { PatientKysely } from "./again.ts";
import { createAwayLog } from "./away-log.ts";
import { postgresDialect } from "./dialect.ts";
import { migratePostgres } from "./migrate.ts";
import { openPool } from "./pool.ts";
import { mayPass } from "./postgres-trouble.ts";

const PATIENCE_MS = { connect: 10_000, lock: 30_000, answer: 60_000 };

/** Who holds the lock of all that write and says nothing for so long is put out: it may have been stopped. */
const SILENT_MS = 10_000;

/** https://www.postgresql.org/docs/15/catalog-pg-type.html: int8, and numeric, which sums of it are. */
const NUMBERS = new Set([20, 1700]);

const OLDEST_VERSION = 150_000;

export interface RecordsOptions {
  log: Pick<Logger, "warn" | "error">;
  /** Whether it is opened although nobody answers; what asks then fails until somebody does. */
  mayBeAway?: boolean;
  /** Whether it is created or brought up to date. Default: it is. */
  mayMigrate?: boolean;
  /** For the database to let somebody in, for whoever writes before, and for an answer. Default: up to a minute. */
  patienceMs?: typeof PATIENCE_MS;
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
  { log, mayBeAway = false, mayMigrate = true, patienceMs = PATIENCE_MS }: RecordsOptions,
): Promise<Records> {
  const client: ClientConfig = {
    connectionString: address,
    connectionTimeoutMillis: patienceMs.connect,
    lock_timeout: patienceMs.lock,
    statement_timeout: patienceMs.answer,
    query_timeout: patienceMs.answer + patienceMs.lock,
    idle_in_transaction_session_timeout: SILENT_MS,
    keepAlive: true,
    application_name: "paperboy",
    types: {
      getTypeParser: (oid, format) =>
        NUMBERS.has(oid) ? Number : types.getTypeParser(oid, format),
    },
  };
  const pool = openPool(client);
  const watch = createAwayLog(log);
  const asItIs = new PatientKysely<Schema>({ dialect: postgresDialect(pool, { watch }) });
  let migrated: Promise<void> | null = null;
  const ready = async () => {
    migrated ??= prepare(asItIs, { mayMigrate }).catch((error: unknown) => {
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

async function prepare(db: Kysely<Schema>, how: { mayMigrate: boolean }): Promise<void> {
  const { rows } = await sql<{ version: string; encoding: string }>`
    select current_setting('server_version_num') as version,
      current_setting('server_encoding') as encoding`.execute(db);
  if (Number(rows[0]?.version) < OLDEST_VERSION) throw new Error("it is older than PostgreSQL 15");
  if (rows[0]?.encoding !== "UTF8") throw new Error("its encoding is not UTF8");
  await migratePostgres(db, how);
}
