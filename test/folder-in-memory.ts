import { accessSync, constants, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Linux keeps files in memory. */
const MEMORY = "/dev/shm";
const MIN_ROOM = 100_000_000;

/**
 * A new folder for databases, in memory where that is possible. The store waits for the disk with
 * each write, which is most of what tests with thousands of writes take; a process that is killed
 * loses nothing of what it wrote either way.
 */
export function folderInMemory(prefix: string): string {
  return mkdtempSync(join(hasRoom() ? MEMORY : tmpdir(), prefix));
}

function hasRoom(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > MIN_ROOM;
  } catch {
    return false;
  }
}
