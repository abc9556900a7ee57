import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  statSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, relative } from "node:path";

/** What SQLite keeps beside a database while it is open: the newest writes, and an index of them. */
export const logOf = (path: string): string => `${path}-wal`;
export const logIndexOf = (path: string): string => `${path}-shm`;

export const OWNER_ONLY = { folder: 0o700, file: 0o600 };

/**
 * Makes the folder of a database, and sees to it that nobody else on this machine can read either:
 * private questions stand in it. What belongs to somebody else stays as it is.
 */
export function makePrivate(path: string): void {
  makePrivateFolder(dirname(path));
  if (!existsSync(path)) createFile(path);
  for (const file of [path, logOf(path), logIndexOf(path)]) restrict(file, OWNER_ONLY.file);
}

/** As `makePrivate`, for a folder alone. */
export function makePrivateFolder(folder: string): void {
  makeFolder(folder);
  if (!isShared(folder)) restrict(folder, OWNER_ONLY.folder);
}

/** With the folders above it. Node's own `recursive` never ends where nothing can be made: in /proc. */
export function makeFolder(folder: string): void {
  const above = dirname(folder);
  if (!existsSync(above)) makeFolder(above);
  try {
    mkdirSync(folder, { mode: OWNER_ONLY.folder });
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** An empty file is an empty database; what SQLite puts beside it has the same permissions. */
function createFile(path: string): void {
  try {
    closeSync(openSync(path, "a", OWNER_ONLY.file));
  } catch {
    // SQLite says better what is wrong.
  }
}

/** Takes from others what permissions they have. Best effort: some file systems know none. */
function restrict(path: string, most: number): void {
  try {
    const { mode } = statSync(path);
    if ((mode & 0o777 & ~most) !== 0) chmodSync(path, mode & most);
  } catch {
    // It is not there, or not ours.
  }
}

/** A folder that is not for the database alone: others may have business there. */
function isShared(folder: string): boolean {
  try {
    const here = realpathSync(folder);
    const isSticky = (statSync(here).mode & 0o1000) !== 0;
    return isSticky || [process.cwd(), homedir(), tmpdir()].some((one) => isIn(one, here));
  } catch {
    return true;
  }
}

/** Whether a path is that folder, or lies in it. */
function isIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith("..") && way !== path;
}
