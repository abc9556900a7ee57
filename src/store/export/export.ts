import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Kysely } from "kysely";
import { z } from "zod";
import { OperatorError } from "../../exit/operator-error.ts";
import { OWNER_ONLY } from "../file/files.ts";
import { openToRead, schemaAge } from "../file/open-to-read.ts";
import { sqliteDialect } from "../file/sqlite-dialect.ts";
import { inOneMoment } from "../postgres/one-moment.ts";
import { openRecords, type Records } from "../postgres/open-records.ts";
import { troubleOf } from "../trouble.ts";
import type { Schema } from "../schema/schema.ts";
import { ballots, clubs, meetings, nominations } from "./clubs.ts";
import { discussions, votes } from "./community.ts";
import { digests, ledger } from "./digests.ts";
import type { Listing } from "./listing.ts";
import { copies, outlets } from "./outlets.ts";
import { papers } from "./papers.ts";
import { channels, publicChannels, subscriptions } from "./subscriptions.ts";

/** Of what lines say. Fields may be added without another number. */
const VERSION = 1;

/** What an operator takes along. What people keep for themselves is not among it: `/privacy export` gives it to them. */
export const listings: readonly Listing[] = [
  papers,
  channels,
  subscriptions,
  publicChannels,
  digests,
  ledger,
  outlets,
  copies,
  votes,
  discussions,
  clubs,
  nominations,
  meetings,
  ballots,
];

/** An export could not be made; `message` is for the person who asked for it. */
class ExportError extends OperatorError {
  override name = "ExportError";
}

export interface Exported {
  /** By the name of the listing. */
  lines: Record<string, number>;
  /** Rows that could not be read, and are in no file. */
  leftOut: { listing: string; row: string; problem: string }[];
}

/**
 * Writes what a database holds into a new folder, as it is at one moment, whether it is in use or not: a file of
 * lines for each listing, the JSON Schema of those lines beside it, and `export.json`, which has the numbers of lines.
 * The folder is there whole, or not at all. Fails with `ExportError`.
 */
export async function exportTo(
  database: string,
  folder: string,
  now: Temporal.Instant,
): Promise<Exported> {
  if (!existsSync(database)) throw new ExportError(`There is no database ${database} to export`);
  return await inFolder(folder, database, async (part) => await writeFile(database, part, now));
}

/** The same of a PostgreSQL, by its address. */
export async function exportPostgres(
  address: string,
  folder: string,
  now: Temporal.Instant,
): Promise<Exported> {
  return await inFolder(folder, OF_SETTINGS, async (part) => {
    const { db, close } = await openToExport(address);
    try {
      return await inOneMoment(db, async (moment) => await writeAll(moment, part, now));
    } finally {
      await close();
    }
  });
}

/** What a PostgreSQL is called: its address may hold a password. */
export const OF_SETTINGS = "the database of PAPERBOY_DATABASE";

async function openToExport(address: string): Promise<Records> {
  const silent = { warn: () => undefined, error: () => undefined };
  try {
    return await openRecords(address, { log: silent, mayMigrate: false });
  } catch (error) {
    if (troubleOf(error) !== null || !(error instanceof Error)) throw error;
    throw new ExportError(`Cannot read ${OF_SETTINGS}: ${error.message}`, { cause: error });
  }
}

/** `database` is what it is called where it can't be read. */
async function inFolder(
  folder: string,
  database: string,
  writeTo: (part: string) => Promise<Exported>,
): Promise<Exported> {
  refuseFolder(folder);
  const part = `${folder}.${process.pid}.part`;
  try {
    mkdirSync(part, { mode: OWNER_ONLY.folder });
    const exported = await writeTo(part);
    renameSync(part, folder);
    return exported;
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    if (error instanceof ExportError) throw error;
    const trouble = troubleOf(error);
    if (trouble) throw new ExportError(`Cannot read ${database}: ${trouble.reason}`);
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExportError(`Cannot write ${folder}: ${reason}`, { cause: error });
  }
}

function refuseFolder(folder: string): void {
  const above = dirname(folder);
  if (!existsSync(above)) throw new ExportError(`The folder ${above} is not there. Make it first`);
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new ExportError(`${folder} is not a folder`);
  if (readdirSync(folder).length > 0)
    throw new ExportError(`${folder} is not empty. Give another folder`);
}

async function writeFile(path: string, folder: string, now: Temporal.Instant): Promise<Exported> {
  const database = openToRead(path);
  const db = new Kysely<Schema>({ dialect: sqliteDialect(database) });
  try {
    const age = schemaAge(database);
    if (age === null) throw new ExportError(`${path} is not a database of Paperboy`);
    if (age.newer.length > 0)
      throw new ExportError(`${path} was written by a newer Paperboy (${age.newer.join(", ")})`);
    if (age.missing.length > 0)
      throw new ExportError(`${path} is from an older Paperboy. Start Paperboy once, then export`);
    // All files tell of the same moment, which begins with the first that is read.
    database.exec("begin");
    return await writeAll(db, folder, now);
  } finally {
    await db.destroy();
  }
}

async function writeAll(
  db: Kysely<Schema>,
  folder: string,
  now: Temporal.Instant,
): Promise<Exported> {
  const exported: Exported = { lines: {}, leftOut: [] };
  for (const listing of listings) await write(listing, { db, folder, exported });
  const about = {
    paperboy: "export",
    version: VERSION,
    exportedAt: now.toString({ smallestUnit: "second" }),
    lines: exported.lines,
  };
  writeJson(join(folder, "export.json"), about);
  return exported;
}

async function write(
  { name, schema, lines }: Listing,
  { db, folder, exported }: { db: Kysely<Schema>; folder: string; exported: Exported },
): Promise<void> {
  let written = 0;
  async function* texts(): AsyncGenerator<string> {
    for await (const line of lines(db))
      if ("text" in line) {
        written += 1;
        yield `${line.text}\n`;
      } else exported.leftOut.push({ listing: name, ...line });
  }
  const file = createWriteStream(join(folder, `${name}.jsonl`), {
    mode: OWNER_ONLY.file,
    flush: true,
  });
  await pipeline(Readable.from(texts()), file);
  writeJson(join(folder, `${name}.schema.json`), z.toJSONSchema(schema));
  exported.lines[name] = written;
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`, { mode: OWNER_ONLY.file });
}
