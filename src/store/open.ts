import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Book } from "../digests/book.ts";
import { OperatorError } from "../exit/operator-error.ts";
import { createArrivals } from "./digests/arrivals.ts";
import { createChangeLog } from "./digests/change-log.ts";
import { createCheckpoints } from "./file/checkpoints.ts";
import { createClubs } from "./community/clubs.ts";
import { createDiscussions } from "./community/discussions.ts";
import { createMarks } from "./community/marks.ts";
import { createMails } from "./community/mail.ts";
import { createPostings } from "./community/postings.ts";
import { createVotes, joinVotes } from "./community/votes.ts";
import { createWorkLeases } from "./community/work-leases.ts";
import { createDraws } from "./draws.ts";
import { createCitationKeys } from "./community/citation-keys.ts";
import { createCatchUps } from "./community/catch-ups.ts";
import { createPrivacy } from "./community/privacy.ts";
import { createShelves } from "./community/shelves.ts";
import { hasForeignLog, hasLog } from "./file/file-mark.ts";
import { logIndexOf, logOf, makePrivate } from "./file/files.ts";
import { createCandidates } from "./digests/candidates.ts";
import { createDeliveries } from "./digests/deliveries.ts";
import { createHistory } from "./digests/history.ts";
import { createLeases } from "./digests/leases.ts";
import { createOutlets } from "./digests/outlets.ts";
import { createWebhooks } from "./digests/webhooks.ts";
import { createPublicChannels } from "./digests/public-channels.ts";
import { BUSY_TIMEOUT_MS, createLockWait } from "./file/lock-wait.ts";
import { createMemory } from "./memory.ts";
import { createPruning } from "./pruning/pruning.ts";
import { migrate } from "./schema/migrations.ts";
import type { Schema } from "./schema/schema.ts";
import { createSearchReader } from "./words/search-reader.ts";
import { emptyOldIndex } from "./papers/index-papers.ts";
import { createPaperStore } from "./papers/paper-store.ts";
import { createVectors } from "./papers/vectors.ts";
import { sqliteDialect } from "./file/sqlite-dialect.ts";
import { isLocked, troubleOf } from "./file/sqlite-trouble.ts";
import { createRewordings } from "./digests/rewordings.ts";
import { createSubscriptions } from "./digests/subscriptions.ts";
import { viewSecretOf } from "./view-secret.ts";
import { createDrafts, createImportDrafts, createSetupDrafts, createViews } from "./views.ts";

/** What an index of fifty thousand papers is written with: less, and most of the work is reading pages again. */
const CACHE_KB = 16_000;

const silent = { warn: () => undefined, error: () => undefined };

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Of the bot, or of the playground, whose clock runs ahead when people skip: its digests are none of the bot's business. */
export function databaseFile(config: { token: string | null; dataFolder: string }): string {
  return join(config.dataFolder, config.token === null ? "playground.db" : "paperboy.db");
}

/** The database cannot be used; `message` names the file and is for the person who runs Paperboy. */
export class StoreError extends OperatorError {
  override name = "StoreError";
}

export interface StoreOptions {
  /** Told of what is wrong with a file that can be used all the same. */
  log?: Pick<Logger, "warn" | "error">;
}

/**
 * Opens the one SQLite file that holds what survives a restart, creating or migrating it first.
 * `":memory:"` gives one that doesn't. A file that can only be read is opened for reading. Fails with
 * `StoreError` when the file cannot be opened, is not a database, is another one than the log beside it
 * belongs to, or comes from a newer Paperboy.
 */
export async function openStore(path: string, options: StoreOptions = {}) {
  try {
    return await openDatabase(path, options);
  } catch (error) {
    throw new StoreError(lineAbout(path, error), { cause: error });
  }
}

function lineAbout(path: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const trouble = troubleOf(error);
  const reason = trouble ? `${trouble.reason} (${message})` : message;
  return `Can't use the database ${path}: ${reason}. Set PAPERBOY_DATA to its folder, such as PAPERBOY_DATA=data`;
}

async function openDatabase(path: string, { log = silent }: StoreOptions) {
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
    const publicChanges = { count: 0 };
    const book: Book = {
      subscriptions: createSubscriptions(db, log, publicChanges),
      arrivals: createArrivals(db, { joinOthers: [joinVotes] }),
      rewordings: createRewordings(db),
      candidates: createCandidates(db),
      deliveries: createDeliveries(db),
      leases: createLeases(db),
      history: createHistory(db),
      changes: createChangeLog(db),
    };
    const marks = createMarks(viewSecretOf(db, log));
    return {
      book,
      outlets: createOutlets(db),
      mails: createMails(db, log),
      webhooks: createWebhooks(db),
      paperStore: createPaperStore(db, database, log),
      memory: createMemory(db, log),
      words: createSearchReader(database),
      vectors: createVectors(db, log),
      views: createViews(db, log),
      draws: createDraws(db),
      votes: createVotes(db, marks),
      shelves: createShelves(db),
      catchUps: createCatchUps(db),
      privacy: createPrivacy(db, marks),
      citationKeys: createCitationKeys(db),
      drafts: createDrafts(db, log),
      imports: createImportDrafts(db, log),
      setups: createSetupDrafts(db, log),
      postings: createPostings(db),
      discussions: createDiscussions(db),
      workLeases: createWorkLeases(db),
      clubs: createClubs(db, marks),
      pruning: createPruning(db),
      publicChannels: createPublicChannels(db, publicChanges),
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
