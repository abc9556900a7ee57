import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** More than all tests together write. */
const MIN_FREE_BYTES = 2 ** 30;

/** Linux keeps it in memory. */
const IN_MEMORY = "/dev/shm";

/**
 * Puts the temporary folders of tests where nothing waits for a disk: our databases sync every
 * transaction, which is most of what the long tests would wait for. `TMPDIR` overrides it. There Node also
 * keeps what it compiled: the tests start hundreds of processes, each of which would compile it anew.
 */
export function setup(): (() => void) | undefined {
  if (process.env["TMPDIR"] !== undefined || !isUsable(IN_MEMORY)) return undefined;
  const folder = mkdtempSync(`${IN_MEMORY}/paperboy-tests-`);
  // Some tests look at what others on the machine may do in it.
  chmodSync(folder, 0o755);
  process.env["TMPDIR"] = folder;
  process.env["NODE_COMPILE_CACHE"] ??= join(folder, "compiled");
  // A database of the tests may still be writing its last.
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

function isUsable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= MIN_FREE_BYTES;
  } catch {
    return false;
  }
}
