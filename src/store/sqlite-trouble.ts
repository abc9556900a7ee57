/** Another program holds the lock. */
export function isLocked(error: unknown): boolean {
  return resultCode(error) === BUSY;
}

/** SQLite's own number. */
const BUSY = 5;

/** As `sqlite3_errcode`, without the details of an extended one; null where SQLite did not fail. */
function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error)) return null;
  return typeof error.errcode === "number" ? error.errcode & 0xff : null;
}
