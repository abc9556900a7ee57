import { constants, type Stats } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Entry, Problem, Snapshot } from "../../papers/paper.ts";
import { readSnapshots } from "../../papers/pages/read.ts";

/** The folder itself cannot be read: it is missing, or no folder, or closed to us. */
export class SeedsFolderError extends Error {
  override name = "SeedsFolderError";
  /** Whether it may pass of itself, as a disk that hangs; otherwise somebody has to mend the setting. */
  readonly mayPass: boolean;

  constructor(
    message: string,
    { mayPass = false, ...options }: ErrorOptions & { mayPass?: boolean } = {},
  ) {
    super(message, options);
    this.mayPass = mayPass;
  }
}

/** A file that nobody has written to for this long is taken for complete. */
const UNCHANGED_FOR_MS = 500;
const MAX_CHECKS = 10;

/** No listing page is larger; what a mistake or a trap leaves in the folder may be endless. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** A disk that does not answer for this long hangs, as one behind a lost network does. */
const DISK_LIMIT_MS = 10_000;

/** What stands for a text where the machine would be kept busy for long by reading all of it. */
const LONGEST_KEPT_TEXT = 20_000;
const LONGEST_KEPT_TITLE = 2000;
/** How often a page may list one paper: each time costs as much as all times before. */
const MAX_LISTINGS_OF_PAPER = 20;

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

/** Those of the folders in which a state of theirs has a file. */
export function foldersWithFiles(folders: readonly string[], state: string): string[] {
  const paths: [path: string][] = JSON.parse(state);
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
      throw new SeedsFolderError(`Cannot read “${path}”: ${error.message}`, {
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
    throw new SeedsFolderError(`Cannot read the folder “${folder}”: ${reasonOf(error)}`, {
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
    const problem = { line: null, what: `Cannot be read: ${why}`, done: "Left the file out" };
    const nothing = { file, savedOn: null, textKind: "abstract" as const, entries: [] };
    const isSettled = error instanceof NoPage || isMissing(error);
    return [{ ...nothing, problems: [problem], unread: { why, isSettled } }];
  }
}

/** What can be no page, and will be none until somebody changes it. */
class NoPage extends Error {}

class DiskHangs extends Error {
  override message = "the disk does not answer";
}

/**
 * The bytes of a regular file. Nothing else is even opened: a pipe never ends, and to open a device
 * may do something.
 */
async function readBytes(path: string): Promise<Uint8Array> {
  refuse(await inTime(stat(path)));
  // It may be replaced in between: opening a pipe would wait for whoever writes to it.
  const file = await inTime(open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  try {
    refuse(await inTime(file.stat()));
    const chunks: Uint8Array[] = [];
    for (let size = 0; ;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const { bytesRead } = await inTime(file.read(chunk, 0, CHUNK_BYTES, null));
      if (bytesRead === 0) return Buffer.concat(chunks);
      size += bytesRead;
      if (size > MAX_FILE_BYTES) throw tooLarge();
      chunks.push(chunk.subarray(0, bytesRead));
    }
  } finally {
    // Not waited for: on a disk that hangs it never ends.
    file.close().catch(() => undefined);
  }
}

function refuse(found: Stats): void {
  if (found.isFIFO()) throw new NoPage("it is a pipe, not a file");
  if (found.isSocket()) throw new NoPage("it is a socket, not a file");
  if (found.isCharacterDevice() || found.isBlockDevice())
    throw new NoPage("it is a device, not a file");
  if (!found.isFile()) throw new NoPage("it is not a file");
  if (found.size > MAX_FILE_BYTES) throw tooLarge();
}

function tooLarge(): NoPage {
  return new NoPage("it is larger than 64 MB, which no listing page is");
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new DiskHangs()), DISK_LIMIT_MS);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** With each text as long as any real one at most, and each paper listed a few times at most. */
function withinBounds(page: Snapshot): Snapshot {
  const problems: Problem[] = [];
  const bounded = (what: string, line: number, text: string, most: number) => {
    if (text.length <= most) return text;
    const done = `Kept the first ${most}`;
    problems.push({ line, what: `${what} of ${text.length} characters`, done });
    return text.slice(0, most).toWellFormed();
  };
  const listed = Map.groupBy(page.entries, ({ title }) => title);
  const left = new Set<Entry>();
  for (const alike of listed.values()) {
    const [first] = alike.splice(0, MAX_LISTINGS_OF_PAPER);
    const [next] = alike;
    if (!first || !next) continue;
    problems.push({
      line: next.line,
      what: `“${first.title.slice(0, 60)}” is listed ${MAX_LISTINGS_OF_PAPER + alike.length} times`,
      done: `Kept the first ${MAX_LISTINGS_OF_PAPER}`,
    });
    for (const entry of alike) left.add(entry);
  }
  const entries = page.entries
    .filter((entry) => !left.has(entry))
    .map((entry) => ({
      ...entry,
      title: bounded("A title", entry.line, entry.title, LONGEST_KEPT_TITLE),
      text: entry.text && bounded("A text", entry.line, entry.text, LONGEST_KEPT_TEXT),
    }));
  if (problems.length === 0) return page;
  const all = [...page.problems, ...problems].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { ...page, entries, problems: all };
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
  switch (codeOf(error)) {
    case "ENOENT":
      return "it is not there";
    case "ENOTDIR":
      return "it is not a folder";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EIO":
      return "the disk reports an error";
    case "ELOOP":
      return "it is a link that leads to itself";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** A link to nothing, say. */
function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "ELOOP"].includes(String(codeOf(error)));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}
