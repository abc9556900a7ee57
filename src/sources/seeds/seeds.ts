import type { Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { OperatorError } from "../../exit/operator-error.ts";
import type { Snapshot } from "../../papers/paper.ts";
import { readSnapshots } from "../../papers/pages/read.ts";
import { codeOf, DiskHangs, inTime, isMissing, reasonOf } from "./disk.ts";
import { NoPage, readBytes } from "./read-bytes.ts";
import { withinBounds } from "./within-bounds.ts";

/** The folder itself cannot be read: it is missing, or no folder, or closed to us. */
export class SeedsFolderError extends OperatorError {
  override name = "SeedsFolderError";
  /** Whether it may pass of itself, as a disk that hangs; otherwise somebody has to mend the setting. */
  readonly mayPass: boolean;

  constructor(
    message: string,
    { mayPass = false, ...options }: ErrorOptions & { mayPass?: boolean } = {},
  ) {
    super(message, {
      ...options,
      hint: "Set PAPERBOY_SEEDS to the folder, such as PAPERBOY_SEEDS=seeds",
    });
    this.mayPass = mayPass;
  }
}

/** A file that nobody has written to for this long is taken for complete. */
const UNCHANGED_FOR_MS = 500;
const MAX_CHECKS = 10;

/**
 * The snapshots of all `*.txt` files in a folder, by name; folders inside are left alone, and so is
 * a README. A file that cannot be read becomes a snapshot with a problem, so that the others load;
 * only a folder that cannot be read fails, with a `SeedsFolderError`.
 */
export async function readFolder(folder: string): Promise<Snapshot[]> {
  return await readFolders([folder]);
}

/**
 * Several folders, in the order given. Files are called by their name, and by folder and name where
 * two would have the same.
 */
export async function readFolders(
  folders: readonly string[],
  onFile: (file: string) => Promise<void> = () => Promise.resolve(),
): Promise<Snapshot[]> {
  const files = [...new Set((await Promise.all(folders.map(listFiles))).flat())];
  const names = shortestNames(files);
  const snapshots: Snapshot[][] = [];
  // One after the other: a folder may hold more than what should be in memory at once.
  for (const path of files) {
    const file = names.get(path) ?? path;
    snapshots.push(await readOne(path, file, onFile));
  }
  return snapshots.flat();
}

/**
 * Changes when a file of these folders comes, goes or is written to; two equal states read alike.
 * A file that was written to a moment ago may be half there yet, so this waits until it stands still.
 */
export async function stateOfFolders(folders: readonly string[]): Promise<string> {
  let state = await checkFolders(folders);
  for (
    let checks = 0;
    checks < MAX_CHECKS && state.newestMs > Date.now() - UNCHANGED_FOR_MS;
    checks += 1
  ) {
    await delay(UNCHANGED_FOR_MS);
    const next = await checkFolders(folders);
    if (next.files === state.files) break;
    state = next;
  }
  return state.files;
}

/** Of each file its path, and what tells whether it is another. */
const storedPaths = z.array(z.tuple([z.string()]).rest(z.unknown()));

/** Those of the folders in which a state of theirs has a file. */
export function foldersWithFiles(folders: readonly string[], state: string): string[] {
  const paths = storedPaths.parse(JSON.parse(state));
  const having = new Set(paths.map(([path]) => dirname(path)));
  return folders.filter((folder) => having.has(dirname(join(folder, "a.txt"))));
}

async function checkFolders(
  folders: readonly string[],
): Promise<{ files: string; newestMs: number }> {
  const paths = (await Promise.all(folders.map(listFiles))).flat();
  const stats: (Stats | null)[] = [];
  // One after the other: on a disk that hangs each takes a thread of the process for good.
  for (const path of paths) stats.push(await statOf(path));
  return {
    // The time of its last change moves too when a file may be read at last, or is replaced by one
    // that keeps its date.
    files: JSON.stringify(
      paths.map((path, i) => [path, stats[i]?.size, stats[i]?.mtimeMs, stats[i]?.ctimeMs]),
    ),
    newestMs: Math.max(0, ...stats.map((found) => (found?.isFile() ? found.mtimeMs : 0))),
  };
}

/** Null where it cannot be told. */
async function statOf(path: string): Promise<Stats | null> {
  try {
    return await inTime(stat(path));
  } catch (error) {
    if (error instanceof DiskHangs)
      throw new SeedsFolderError(`Can't read “${path}”: ${error.message}`, {
        cause: error,
        mayPass: true,
      });
    return null;
  }
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const found = await inTime(readdir(folder, { withFileTypes: true }));
    return found
      .filter((file) => !file.isDirectory() && /\.txt$/i.test(file.name))
      .map(({ name }) => name)
      .filter((name) => !/^(?:readme\b|\.)/i.test(name))
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((name) => join(folder, name));
  } catch (error) {
    throw new SeedsFolderError(`Can't read the folder “${folder}”: ${reasonOf(error)}`, {
      cause: error,
      mayPass: error instanceof DiskHangs || codeOf(error) === "EIO",
    });
  }
}

async function readOne(
  path: string,
  file: string,
  onFile: (file: string) => Promise<void>,
): Promise<Snapshot[]> {
  try {
    const bytes = await readBytes(path);
    await onFile(file);
    return readSnapshots(file, bytes).map(withinBounds);
  } catch (error) {
    const why = reasonOf(error);
    const problem = { line: null, what: `Can't be read: ${why}`, done: "Left out the file" };
    const nothing = { file, savedOn: null, textKind: "abstract" as const, entries: [] };
    const isSettled = error instanceof NoPage || isMissing(error);
    return [{ ...nothing, problems: [problem], unread: { why, isSettled } }];
  }
}

function shortestNames(paths: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const name = (group: string[], parts: number) => {
    for (const [short, alike] of Map.groupBy(group, (path) => endOf(path, parts))) {
      const isWhole = endOf(short, parts + 1) === endOf(alike[0] ?? "", parts + 1);
      if (alike.length === 1 || isWhole) for (const path of alike) names.set(path, short);
      else name(alike, parts + 1);
    }
  };
  name([...paths], 1);
  return names;
}

/** The last parts of a path: `seeds/000.txt`. */
function endOf(path: string, parts: number): string {
  return path
    .split(/[\\/]/)
    .filter((part) => part !== "" && part !== ".")
    .slice(-parts)
    .join("/");
}
