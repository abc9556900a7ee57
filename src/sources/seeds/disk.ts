/** A disk that does not answer for this long hangs, as one behind a lost network does. */
const DISK_LIMIT_MS = 10_000;

export class DiskHangs extends Error {
  override message = "the disk isn't responding";
}

/** What the disk says, or `DiskHangs`. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new DiskHangs()), DISK_LIMIT_MS);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why a file or a folder cannot be read, for people. */
export function reasonOf(error: unknown): string {
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
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "ELOOP"].includes(String(codeOf(error)));
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}
