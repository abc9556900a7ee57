import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import type { Book } from "../digests/book.ts";
import { createArrivals } from "./arrivals.ts";
import { createChangeLog } from "./change-log.ts";
import { createDraws } from "./draws.ts";
import { createLedger } from "./ledger.ts";
import { BUSY_TIMEOUT_MS, createLockWait } from "./lock-wait.ts";
import { createMemory } from "./memory.ts";
import { migrate } from "./migrations.ts";
import type { Schema } from "./schema.ts";
import { createSearchReader } from "./search-reader.ts";
import { createShelf } from "./shelf.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { createDrafts, createViews } from "./views.ts";

/** What an index of fifty thousand papers is written with: less, and most of the work is reading pages again. */
const CACHE_KB = 16_000;

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Of the bot, or of the playground, whose clock runs ahead when people skip: its digests are none of the bot's business. */
export function databaseFile(config: { token: string | null; dataFolder: string }): string {
  return join(config.dataFolder, config.token === null ? "playground.db" : "paperboy.db");
}

/** The database cannot be used; `message` names the file and is for the person who runs Paperboy. */
export class StoreError extends Error {
  override name = "StoreError";
}

/**
 * Opens the one SQLite file that holds what survives a restart, creating or migrating it first.
 * `":memory:"` gives one that doesn't. Fails with `StoreError` when the file cannot be opened, is
 * not a database, or comes from a newer Paperboy.
 */
export async function openStore(path: string) {
  try {
    return await openDatabase(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `Cannot use the database ${path}: ${reason}. PAPERBOY_DATA names its folder, for example PAPERBOY_DATA=data`,
      { cause: error },
    );
  }
}

async function openDatabase(path: string) {
  if (path !== ":memory:") makeFolder(dirname(path));
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    await createLockWait()(() => {
      // What was sent must be known after a power cut too.
      database.exec("pragma journal_mode = wal; pragma synchronous = full");
      database.exec(`pragma cache_size = -${CACHE_KB}`);
    });
    const db = new Kysely<Schema>({ dialect: sqliteDialect(database) });
    await migrate(db);
    const book: Book = {
      subscriptions: createSubscriptions(db),
      arrivals: createArrivals(db),
      ledger: createLedger(db),
      changes: createChangeLog(db),
    };
    return {
      book,
      shelf: createShelf(db, database),
      memory: createMemory(db),
      words: createSearchReader(database),
      views: createViews(db),
      draws: createDraws(db),
      drafts: createDrafts(db),
      close: () => db.destroy(),
    };
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

/** With the folders above it. Node's own `recursive` never ends where nothing can be made: in /proc. */
function makeFolder(folder: string): void {
  const above = dirname(folder);
  if (!existsSync(above)) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
