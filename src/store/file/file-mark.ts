import { randomBytes } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { BUSY_TIMEOUT_MS } from "./lock-wait.ts";
import { logOf } from "./files.ts";
import { isLocked } from "./sqlite-trouble.ts";

/**
 * SQLite's write-ahead log does not say to which state of the file it belongs: beside another copy of
 * the file it is played back all the same, and destroys it. So whenever the file is whole a new mark is
 * the first thing in the log, together with the mark before, which is then in the file.
 */
const markSchema = z.object({ mark: z.string(), before: z.string().nullable() });
type Mark = z.infer<typeof markSchema>;

const MARK = "file mark";

/**
 * Writes a new mark, unless another process has done so since the file was whole: the mark before must be
 * in the file. Call it outside of transactions.
 */
export function writeMark(database: DatabaseSync): void {
  database.exec("begin immediate");
  try {
    const before = readMark(database)?.mark ?? null;
    const path = database.location();
    if (path !== null && markInFile(path) === before) putMark(database, before);
    database.exec("commit");
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}

function putMark(database: DatabaseSync, before: string | null): void {
  const mark: Mark = { mark: randomBytes(9).toString("base64url"), before };
  database
    .prepare(
      "insert into source_memory values (?, ?) on conflict do update set value = excluded.value",
    )
    .run(MARK, JSON.stringify(mark));
}

/** Whether the log beside a file belongs to another file, such as the one it was copied over. */
export async function hasForeignLog(path: string): Promise<boolean> {
  // Another process may be about to write both.
  for (let tries = 0; tries < 3; tries += 1) {
    if (!hasLog(path) || logFits(path)) return false;
    await delay(100);
  }
  return true;
}

/** Whether there are writes that are not in the file yet. */
export function hasLog(path: string): boolean {
  return existsSync(logOf(path)) && statSync(logOf(path)).size > 0;
}

function logFits(path: string): boolean {
  const inFile = markInFile(path);
  const withLog = look(path);
  if (inFile === "unreadable" || withLog === "locked") return true;
  if (withLog === "unreadable") return false;
  return inFile === (withLog?.mark ?? null) || inFile === (withLog?.before ?? null);
}

/** As if there were no log. */
function markInFile(path: string): string | null {
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  const found = look(url);
  return found === null || typeof found === "string" ? found : found.mark;
}

/** Only reads, so that nothing of the log gets into the file. */
function look(file: string | URL): Mark | null | "unreadable" | "locked" {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    return readMark(database);
  } catch (error) {
    return isLocked(error) ? "locked" : "unreadable";
  } finally {
    database?.close();
  }
}

function readMark(database: DatabaseSync): Mark | null {
  const table = database.prepare("select 1 from sqlite_master where name = 'source_memory'").get();
  if (!table) return null;
  const row = database.prepare("select value from source_memory where key = ?").get(MARK);
  return row ? (markSchema.safeParse(JSON.parse(String(row["value"]))).data ?? null) : null;
}
