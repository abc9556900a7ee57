import { constants, type Stats } from "node:fs";
import { open, stat } from "node:fs/promises";
import { inTime } from "./disk.ts";

/** No listing page is larger; what a mistake or a trap leaves in the folder may be endless. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** What can be no page, and will be none until somebody changes it. */
export class NoPage extends Error {}

/**
 * The bytes of a regular file. Nothing else is even opened: a pipe never ends, and to open a device
 * may do something.
 */
export async function readBytes(path: string): Promise<Uint8Array> {
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
