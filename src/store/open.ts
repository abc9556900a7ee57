import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { Kysely } from "kysely";
import type { Logger } from "pino";
import { OperatorError } from "../exit/operator-error.ts";
import { createCheckpoints } from "./file/checkpoints.ts";
import { hasForeignLog, hasLog } from "./file/file-mark.ts";
import { isInUse } from "./file/backup.ts";
import { logIndexOf, logOf, makePrivate } from "./file/files.ts";
import { BUSY_TIMEOUT_MS, createLockWait } from "./file/lock-wait.ts";
import { createMemory } from "./memory.ts";
import { migrate } from "./schema/migrations.ts";
import type { LeaseClock } from "./schema/lease-clock.ts";
import type { Schema } from "./schema/schema.ts";
import { databaseClock } from "./postgres/database-clock.ts";
import { hasCopy } from "./postgres/follow-papers.ts";
import { type Moved, moveRecords } from "./postgres/move.ts";
import { listenForPapers } from "./postgres/listen.ts";
import { openRecords, type Records, type RecordsOptions } from "./postgres/open-records.ts";
import { createSharedPapers } from "./postgres/shared-papers.ts";
import { recordsIn } from "./records.ts";
import { createSearchReader } from "./words/search-reader.ts";
import { emptyOldIndex } from "./papers/index-papers.ts";
import { createPaperStore } from "./papers/paper-store.ts";
import { createVectors } from "./papers/vectors.ts";
import { processClock } from "./file/process-clock.ts";
import { sqliteDialect } from "./file/sqlite-dialect.ts";
import { isLocked, isUnusable } from "./file/sqlite-trouble.ts";
import { troubleOf } from "./trouble.ts";

/** What an index of fifty thousand papers is written with: less, and most of the work is reading pages again. */
const CACHE_KB = 16_000;

const silent = { warn: () => undefined, error: () => undefined };

export type Store = Awaited<ReturnType<typeof openStore>>;

interface DatabaseSettings {
  token: string | null;
  dataFolder: string;
  /** The address of a PostgreSQL, or null. */
  database: string | null;
}

/**
 * Of the bot, or of the playground, whose clock runs ahead when people skip: its digests are none of the bot's business.
 * Beside a PostgreSQL it is the copy of the papers.
 */
export function databaseFile({ token, dataFolder, database }: DatabaseSettings): string {
  if (token === null) return join(dataFolder, "playground.db");
  return join(dataFolder, database === null ? "paperboy.db" : "papers.db");
}

/** The file that holds everything, for programs that work on the file itself. Fails with `StoreError` beside a PostgreSQL. */
export function wholeFile(config: DatabaseSettings): string {
  if (config.token !== null && config.database !== null)
    throw new StoreError(
      "This works on a database in a file, and PAPERBOY_DATABASE is set. Use pg_dump and pg_restore to back it up",
    );
  return databaseFile(config);
}

/** Opens the store that is set. */
export async function openConfigured(
  config: DatabaseSettings,
  log?: Logger,
  how: Pick<StoreOptions, "mayMigrate"> = {},
): Promise<Store> {
  const postgres = config.token === null ? null : config.database;
  return await openStore(databaseFile(config), { ...(log && { log }), postgres, ...how });
}

/** The database cannot be used; `message` names the file and is for the person who runs Paperboy. */
export class StoreError extends OperatorError {
  override name = "StoreError";
}

export interface StoreOptions {
  /** Told of what is wrong with a file that can be used all the same. */
  log?: Pick<Logger, "warn" | "error">;
  /** The address of a PostgreSQL that holds the records. Default: they stand in the file, too. */
  postgres?: string | null;
  /** Whether a PostgreSQL is created or brought up to date. Default: it is. */
  mayMigrate?: boolean;
  /** Whose clock says when leases end. Default: that of the PostgreSQL, where there is one. */
  leaseClock?: LeaseClock | undefined;
}

/**
 * Opens the one SQLite file that holds what survives a restart, creating or migrating it first.
 * `":memory:"` gives one that doesn't. A file that can only be read is opened for reading. Fails with
 * `StoreError` when the file cannot be opened, is not a database, is another one than the log beside it
 * belongs to, or comes from a newer Paperboy.
 */
export async function openStore(
  path: string,
  { log = silent, postgres = null, mayMigrate = true, leaseClock }: StoreOptions = {},
) {
  const file = await openFile(path, { log, isCopy: postgres !== null });
  try {
    return await storeIn(file, { log, postgres, mayMigrate, leaseClock });
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(path: string, options: FileOptions) {
  try {
    return await openDatabase(path, options);
  } catch (error) {
    if (options.isCopy && path !== ":memory:" && !isOfElsewhere(error))
      return await openAnew(path, options);
    throw new StoreError(lineAbout(path, error), { cause: error });
  }
}

/** What a new file would meet with as well. */
function isOfElsewhere(error: unknown): boolean {
  return troubleOf(error) !== null && !isUnusable(error);
}

/** A copy that can't be used is no loss. */
async function openAnew(path: string, options: FileOptions) {
  options.log.warn({ database: path }, "The copy of the papers can't be used and is made anew");
  for (const file of [path, logOf(path), logIndexOf(path)]) rmSync(file, { force: true });
  try {
    return await openDatabase(path, options);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(lineAbout(path, error), { cause: error });
  }
}

interface FileOptions {
  log: Pick<Logger, "warn" | "error">;
  /** Whether all that is in it can be made anew. */
  isCopy: boolean;
}

type OpenFile = Awaited<ReturnType<typeof openDatabase>>;

async function storeIn(
  { db, database, close }: OpenFile,
  {
    log,
    postgres,
    mayMigrate,
    leaseClock,
  }: Required<Omit<StoreOptions, "leaseClock">> & StoreOptions,
) {
  const ofFile = { words: createSearchReader(database), vectors: createVectors(db, log) };
  /** What this process alone remembers, also where it shares the rest. */
  const ownMemory = createMemory(db, log);
  if (postgres === null)
    return {
      ...recordsIn(db, log, leaseClock ?? processClock),
      ...ofFile,
      ownMemory,
      paperStore: createPaperStore(db, database, log),
      onPapers: (_changed: () => Promise<void>) => async () => undefined,
      close,
    };
  const shared = await openShared(postgres, { log, mayMigrate, mayBeAway: await hasCopy(db) });
  // A copy comes in another order than it was made in.
  database.exec("pragma foreign_keys = off");
  return {
    ...recordsIn(shared.db, log, leaseClock ?? databaseClock),
    ...ofFile,
    ownMemory,
    paperStore: createSharedPapers({ shared: shared.db, local: db, database, log }),
    /** Calls when another process changed papers, or may have, until the end that it gives back. */
    onPapers: (changed: () => Promise<void>) => listenForPapers(shared.client, changed),
    close: async () => {
      await Promise.all([close(), shared.close()]);
    },
  };
}

async function openShared(address: string, options: RecordsOptions): Promise<Records> {
  try {
    return await openRecords(address, options);
  } catch (error) {
    const reason = troubleOf(error)?.reason;
    const message = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `Can't use the PostgreSQL of PAPERBOY_DATABASE: ${reason === undefined ? message : `${reason} (${message})`}`,
      { cause: error },
    );
  }
}

function lineAbout(path: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const trouble = troubleOf(error);
  const reason = trouble ? `${trouble.reason} (${message})` : message;
  return `Can't use the database ${path}: ${reason}. Set PAPERBOY_DATA to its folder, such as PAPERBOY_DATA=data`;
}

async function openDatabase(path: string, { log, isCopy }: FileOptions) {
  if (path !== ":memory:") {
    makePrivate(path);
    if (await hasForeignLog(path))
      throw new Error(
        `${logOf(path)} belongs to another copy and would destroy this one. If you put an older copy in place, ` +
          `move ${logOf(path)} and ${logIndexOf(path)} away and start again. ` +
          "Next time, npm run restore -- FILE does all of this",
      );
  }
  const database = await connect(path);
  try {
    const checkpoints = createCheckpoints(database);
    const isFile = path !== ":memory:";
    const db = new Kysely<Schema>({
      dialect: sqliteDialect(database, isFile ? { onTurn: checkpoints.ifWritten } : {}),
    });
    if (isCopy) checkWhole(database);
    await migrate(db);
    await emptyOldIndex(db);
    if (isFile) {
      const hindrance = checkpoints.now();
      const reason = isLocked(hindrance) ? undefined : troubleOf(hindrance)?.reason;
      if (reason !== undefined)
        log.warn(
          { database: path },
          `The database can't be written: ${reason}. Searching works, but digests and settings wait until this is fixed`,
        );
    }
    return {
      db,
      database,
      close: async () => {
        checkpoints.stop();
        await db.destroy();
      },
    };
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

/**
 * Copies what a file holds, brought up to date first, into an empty PostgreSQL. Fails with `OperatorError` where that can't
 * be used or isn't empty, and where a program has the file open.
 */
export async function moveToPostgres(
  path: string,
  address: string,
  log: Pick<Logger, "warn" | "error">,
): Promise<Moved> {
  if (isInUse(path))
    throw new StoreError(
      `Paperboy is running on ${path}, or another program has it open. Stop it, then try again`,
    );
  const { database, close } = await openFile(path, { log, isCopy: false });
  try {
    const shared = await openShared(address, { log });
    try {
      // Whoever starts on the file meanwhile waits, and gives up.
      database.exec("begin immediate");
      return await moveRecords(database, shared.db);
    } finally {
      await shared.close();
    }
  } finally {
    await close();
  }
}

/** Fails where a part of the file cannot be read. */
function checkWhole(database: DatabaseSync): void {
  const [found] = database.prepare("pragma quick_check(1)").all();
  if (found?.["quick_check"] !== "ok") throw new Error("a part of it is damaged");
}

/**
 * Opens only what sources remember, of a database as it is: no step of the schema is taken. Null where
 * there is none yet.
 */
export async function openMemory(path: string, { log = silent }: StoreOptions = {}) {
  if (!existsSync(path)) return null;
  const database = await connect(path);
  const table = "select 1 from sqlite_master where name = 'source_memory'";
  if (database.prepare(table).get() === undefined) {
    database.close();
    return null;
  }
  const db = new Kysely<Schema>({ dialect: sqliteDialect(database) });
  return { memory: createMemory(db, log), close: async () => await db.destroy() };
}

/**
 * A connection that reads what is there. Where a file system lets nothing be written beside the file,
 * SQLite needs to be told so.
 */
async function connect(path: string): Promise<DatabaseSync> {
  const asItIs = pathToFileURL(path);
  asItIs.searchParams.set("immutable", "1");
  try {
    return await begin(path, []);
  } catch (error) {
    if (path === ":memory:" || !existsSync(path) || statSync(path).size === 0) throw error;
    try {
      // No index of the log beside it, for which the disk may have no room: nobody else gets in.
      return await begin(path, ["pragma locking_mode = exclusive"]);
    } catch {
      if (hasLog(path)) throw error;
    }
    try {
      return await begin(asItIs, []);
    } catch {
      throw error;
    }
  }
}

async function begin(file: string | URL, first: readonly string[]): Promise<DatabaseSync> {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    for (const statement of first) database.exec(statement);
    await createLockWait()(() => {
      // What was sent must be known after a power cut too.
      database.exec("pragma journal_mode = wal; pragma synchronous = full");
      database.exec(`pragma cache_size = -${CACHE_KB}`);
      database.prepare("select count(*) from sqlite_master").get();
    });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
