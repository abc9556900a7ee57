import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Snapshot } from "../papers/paper.ts";
import { readSnapshots } from "../papers/read.ts";

/** The folder itself cannot be read: it is missing, or no folder, or closed to us. */
export class SeedsFolderError extends Error {
  override name = "SeedsFolderError";
}

/** A file that nobody has written to for this long is taken for complete. */
const STILL_MS = 500;
const MOST_LOOKS = 10;

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
export async function readFolders(folders: readonly string[]): Promise<Snapshot[]> {
  const files = [...new Set((await Promise.all(folders.map(listFiles))).flat())];
  const names = shortestNames(files);
  const snapshots: Snapshot[][] = [];
  // One after the other: a folder may hold more than what should be in memory at once.
  for (const path of files) snapshots.push(await readOne(path, names.get(path) ?? path));
  return snapshots.flat();
}

/**
 * Changes when a file of these folders comes, goes or is written to; two equal states read alike.
 * A file that was written to a moment ago may be half there yet, so this waits until it stands still.
 */
export async function stateOfFolders(folders: readonly string[]): Promise<string> {
  let state = await lookAt(folders);
  for (let looks = 0; looks < MOST_LOOKS && state.newestMs > Date.now() - STILL_MS; looks += 1) {
    await delay(STILL_MS);
    const next = await lookAt(folders);
    if (next.files === state.files) break;
    state = next;
  }
  return state.files;
}

async function lookAt(folders: readonly string[]): Promise<{ files: string; newestMs: number }> {
  const paths = (await Promise.all(folders.map(listFiles))).flat();
  const stats = await Promise.all(paths.map((path) => stat(path).catch(() => null)));
  return {
    // The time of its last change moves too when a file may be read at last, or is replaced by one
    // that keeps its date.
    files: JSON.stringify(
      paths.map((path, i) => [path, stats[i]?.size, stats[i]?.mtimeMs, stats[i]?.ctimeMs]),
    ),
    newestMs: Math.max(0, ...stats.map((found) => found?.mtimeMs ?? 0)),
  };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    return found
      .filter((file) => !file.isDirectory() && /\.txt$/i.test(file.name))
      .map(({ name }) => name)
      .filter((name) => !/^(?:readme\b|\.)/i.test(name))
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((name) => join(folder, name));
  } catch (error) {
    throw new SeedsFolderError(`Cannot read the folder “${folder}”: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

async function readOne(path: string, file: string): Promise<Snapshot[]> {
  try {
    return readSnapshots(file, await readFile(path));
  } catch (error) {
    const problem = {
      line: null,
      what: `Cannot be read: ${reasonOf(error)}`,
      done: "Left the file out",
    };
    return [{ file, savedOn: null, textKind: "abstract", entries: [], problems: [problem] }];
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

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  switch (code) {
    case "ENOENT":
      return "it is not there";
    case "ENOTDIR":
      return "it is not a folder";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
