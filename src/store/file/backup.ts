import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { OperatorError } from "../../exit/operator-error.ts";
import { hasForeignLog, writeMark } from "./file-mark.ts";
import { logIndexOf, logOf, makeFolder, OWNER_ONLY } from "./files.ts";
import { openToRead, schemaAge } from "./open-to-read.ts";
import { isLocked, troubleOf } from "./sqlite-trouble.ts";

/** A copy could not be made or put in place; `message` is for the person who asked for it. */
export class BackupError extends OperatorError {
  override name = "BackupError";
}

/**
 * Copies a database, which may be in use, into one file: whole, checked, and put in place at once, so that
 * `target` is never half a copy. Returns how many papers are in it. Fails with `BackupError`.
 */
export async function backUp(database: string, target: string): Promise<{ papers: number }> {
  if (!existsSync(database)) throw new BackupError(`There is no database ${database} to back up`);
  refuseTarget(database, target);
  return await inPlaceOf(target, async (part) => {
    const copied = await copyWhole(database, part);
    removeLog(target);
    renameSync(part, target);
    return copied;
  });
}

/**
 * Puts a copy in the place of a database that nobody uses. What was there is kept beside it, under the
 * name that is returned; null where nothing was. Fails with `BackupError`, and changes nothing then.
 */
export async function restore(
  file: string,
  database: string,
): Promise<{ papers: number; kept: string | null }> {
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}`);
  if (!statSync(file).isFile()) throw new BackupError(`${file} is not a file`);
  if (isSameFile(file, database))
    throw new BackupError(`${file} is the database itself. Give the file of a backup`);
  makeFolder(dirname(database));
  return await inPlaceOf(database, async (part) => {
    const copied = await copyWhole(file, part);
    const isForeign = await hasForeignLog(database);
    if (!isForeign && isInUse(database))
      throw new BackupError(
        `Paperboy is running on ${database}, or another program has it open. Stop it, then restore again`,
      );
    const kept = existsSync(database) ? keepAside(database) : null;
    renameSync(part, database);
    return { ...copied, kept };
  });
}

function refuseTarget(database: string, target: string): void {
  const folder = dirname(target);
  if (!existsSync(folder))
    throw new BackupError(`The folder ${folder} is not there. Make it first`);
  for (const own of [database, logOf(database), logIndexOf(database)])
    if (isSameFile(own, target))
      throw new BackupError(`${target} is part of the database itself. Give another file`);
  if (!existsSync(target)) return;
  if (!statSync(target).isFile()) throw new BackupError(`${target} is not a file`);
  if (statSync(target).size > 0 && !isDatabase(target))
    throw new BackupError(`${target} is there already, and is no database. Give another file`);
}

/** By another path, or another name for it. */
function isSameFile(one: string, other: string): boolean {
  if (existsSync(one) && existsSync(other)) {
    const [a, b] = [statSync(one), statSync(other)];
    if (a.ino === b.ino && a.dev === b.dev) return true;
  }
  if (!existsSync(dirname(one)) || !existsSync(dirname(other))) return false;
  return placeOf(one) === placeOf(other);
}

function placeOf(path: string): string {
  return join(realpathSync(dirname(path)), basename(path));
}

function isDatabase(path: string): boolean {
  const bytes = Buffer.alloc(16);
  const file = openSync(path, "r");
  readSync(file, bytes);
  closeSync(file);
  return bytes.toString("latin1") === "SQLite format 3\0";
}

/** Works on a file beside `target`, which is removed if it could not be put in its place. */
async function inPlaceOf<Result>(
  target: string,
  work: (part: string) => Promise<Result>,
): Promise<Result> {
  const part = `${target}.${process.pid}.part`;
  try {
    closeSync(openSync(part, "w", OWNER_ONLY.file));
    const result = await work(part);
    syncFolder(dirname(target));
    return result;
  } catch (error) {
    if (error instanceof BackupError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackupError(`Cannot write ${target}: ${reason}`, { cause: error });
  } finally {
    rmSync(part, { force: true });
    rmSync(`${part}-journal`, { force: true });
  }
}

/** With what is still in the log beside it. The copy belongs to no log. */
async function copyWhole(from: string, to: string): Promise<{ papers: number }> {
  if (await hasForeignLog(from))
    throw new BackupError(
      `${logOf(from)} belongs to another copy of ${from}. Move it away together with ${logIndexOf(from)}, then try again`,
    );
  try {
    const source = openToRead(from);
    try {
      // All at once: a copy in steps starts over whenever somebody writes meanwhile.
      await backup(source, to, { rate: 2 ** 31 - 1 });
    } finally {
      source.close();
    }
    return check(from, to);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === null) throw error;
    throw new BackupError(`Cannot copy ${from}: ${trouble.reason}`, { cause: error });
  }
}

function check(from: string, copy: string): { papers: number } {
  const database = new DatabaseSync(copy);
  try {
    database.exec("pragma journal_mode = delete");
    const [first] = database.prepare("pragma integrity_check(1)").all();
    const found = String(first?.["integrity_check"]);
    if (found !== "ok") throw new BackupError(`${from} is damaged: ${found.split("\n").at(-1)}`);
    const tables = new Set(
      database
        .prepare("select name from sqlite_master")
        .all()
        .map(({ name }) => String(name)),
    );
    const age = schemaAge(database);
    if (age === null) throw new BackupError(`${from} is not a database of Paperboy`);
    if (age.newer.length > 0)
      throw new BackupError(`${from} was written by a newer Paperboy (${age.newer.join(", ")})`);
    if (tables.has("source_memory")) writeMark(database);
    const counted = tables.has("paper")
      ? database.prepare("select count(*) as papers from paper").get()
      : undefined;
    return { papers: Number(counted?.["papers"] ?? 0) };
  } finally {
    database.close();
  }
}

/** Whoever has the file open keeps a lock on it that allows all others but an exclusive one. */
export function isInUse(path: string): boolean {
  if (!existsSync(path)) return false;
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec("pragma locking_mode = exclusive; begin exclusive; rollback");
    return false;
  } catch (error) {
    // What cannot be read is nobody's.
    return isLocked(error);
  } finally {
    database?.close();
  }
}

/** The file keeps its name until another takes it, and its log goes with it. */
function keepAside(database: string): string {
  const second = Temporal.Now.instant().toString({ smallestUnit: "second" });
  const kept = `${database}.before-${second.replaceAll(/[-:]/g, "")}`;
  try {
    linkSync(database, kept);
  } catch {
    // Not every file system gives a file two names.
    copyFileSync(database, kept);
  }
  if (existsSync(logOf(database))) renameSync(logOf(database), logOf(kept));
  removeLog(database);
  return kept;
}

function removeLog(path: string): void {
  rmSync(logOf(path), { force: true });
  rmSync(logIndexOf(path), { force: true });
}

/** So that a power cut does not take back the new name. */
function syncFolder(folder: string): void {
  try {
    const open = openSync(folder, "r");
    fsyncSync(open);
    closeSync(open);
  } catch {
    // Not every system can.
  }
}
