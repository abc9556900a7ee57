import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { z } from "zod";
import { OperatorError } from "../../exit/operator-error.ts";
import type { SiteFile } from "./crawl.ts";
import { fileOf } from "./file-paths.ts";

/** Files cannot be written there; `message` is for the person who asked for it. */
export class SiteFolderError extends OperatorError {
  override name = "SiteFolderError";
}

/** Says which files are ours. */
const LIST = ".paperboy-site.json";

/** Where new files wait until all are there. */
const WAITING = ".paperboy-site.new";

/** Nothing else is ever removed or written over: a list that somebody changed leads nowhere else. */
const filePath = z.string().refine((path) => fileOf(`/${path}`) === path);
const listSchema = z.object({ version: z.literal(1), files: z.array(filePath) });

export interface Written {
  files: number;
  /** Files of an earlier time that are there no more. */
  removed: number;
}

/**
 * Makes a folder hold these files, and of those that were written before no others. Files that are not ours stay,
 * and a folder that has nothing else is refused. Killed at any time, each file is as it was or as it is to be,
 * and the next time ends it. Fails with `SiteFolderError`.
 */
export async function writeSite(folder: string, files: AsyncIterable<SiteFile>): Promise<Written> {
  try {
    const before = await filesBefore(folder);
    const waiting = join(folder, WAITING);
    await rm(waiting, { recursive: true, force: true });
    const now = new Set<string>();
    for await (const { path, content } of files) {
      now.add(path);
      await mkdir(dirname(join(waiting, path)), { recursive: true });
      await writeFile(join(waiting, path), content);
    }
    await refuseForeign(folder, now, before);
    const stale = before.difference(now);
    await writeList(folder, before.union(now));
    // What lies deeper first, so that no page leads to one that is not there yet.
    const deepestFirst = [...now].toSorted((a, b) => foldersOf(b).length - foldersOf(a).length);
    for (const path of deepestFirst) await putInPlace(folder, path);
    for (const path of stale) await remove(folder, path);
    await writeList(folder, now);
    await rm(waiting, { recursive: true, force: true });
    return { files: now.size, removed: stale.size };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new SiteFolderError(`Can't write the site to ${folder}: ${error.message}`, {
      cause: error,
    });
  }
}

/** What was written before; makes the folder where it is not there. */
async function filesBefore(folder: string): Promise<ReadonlySet<string>> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  if (names.includes(LIST)) {
    const list = listSchema.safeParse(jsonOf(await readFile(join(folder, LIST), "utf8")));
    if (list.success) return new Set(list.data.files);
    throw new SiteFolderError(
      `Can't read ${join(folder, LIST)}, which lists the files of the last export. Empty the folder, or name another`,
    );
  }
  // Of tools that look after the folder, such as .git.
  const foreign = names.find((name) => !name.startsWith("."));
  if (foreign === undefined) return new Set();
  throw new SiteFolderError(
    `${folder} has files that are not from an export, such as ${foreign}. Name an empty folder, or a new one`,
  );
}

/** Nothing that somebody else put there is written over, nor is anything written elsewhere by way of it. */
async function refuseForeign(
  folder: string,
  paths: ReadonlySet<string>,
  before: ReadonlySet<string>,
): Promise<void> {
  const isThere = async (path: string) => await lstat(join(folder, path)).catch(() => null);
  for (const above of new Set([...paths].flatMap(foldersOf)))
    if ((await isThere(above))?.isDirectory() === false) refuse(above);
  for (const path of paths.difference(before)) if (await isThere(path)) refuse(path);

  function refuse(path: string): never {
    throw new SiteFolderError(
      `${join(folder, path)} is in the way, and not from an export. Move it away, or name another folder`,
    );
  }
}

/** `c/1/index.html` stands in `c` and `c/1`. */
function foldersOf(path: string): string[] {
  const above = posix.dirname(path);
  return above === "." ? [] : [...foldersOf(above), above];
}

async function putInPlace(folder: string, path: string): Promise<void> {
  const [from, to] = [join(folder, WAITING, path), join(folder, path)];
  // Whoever sends the folder on looks at what changed.
  if (await isSame(from, to)) return;
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

async function isSame(one: string, other: string): Promise<boolean> {
  const there = await readFile(other).catch(() => null);
  return there !== null && there.equals(await readFile(one));
}

async function remove(folder: string, path: string): Promise<void> {
  await rm(join(folder, path), { force: true });
  for (const above of foldersOf(path).toReversed())
    if (
      !(await rmdir(join(folder, above)).then(
        () => true,
        () => false,
      ))
    )
      return;
}

async function writeList(folder: string, files: ReadonlySet<string>): Promise<void> {
  const list: z.input<typeof listSchema> = { version: 1, files: [...files].toSorted() };
  const part = join(folder, `${LIST}.new`);
  await writeFile(part, `${JSON.stringify(list, null, 1)}\n`);
  await rename(part, join(folder, LIST));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
