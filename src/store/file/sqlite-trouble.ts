/** What is wrong with the file, and not with us. */
interface SqliteTrouble {
  /** For whoever runs Paperboy; goes on after "the database cannot be used:". */
  reason: string;
  /** For the person whose request failed, who may not know that there is a database. */
  message: string;
}

const LOCKED: SqliteTrouble = {
  reason: "another program is writing to it and does not let go",
  message:
    "Paperboy couldn’t save this: another program is using its database. Try again in a minute.",
};

/** By SQLite's primary result code. */
const TROUBLES = new Map<number, SqliteTrouble>([
  [5, LOCKED],
  [6, LOCKED],
  [8, cannotSave("it can only be read, not written", "its database can only be read")],
  [10, cannotSave("the disk is full, or fails", "its disk is full, or fails")],
  [11, damaged("a part of it is damaged")],
  [13, cannotSave("the disk is full", "its disk is full")],
  [14, cannotSave("it cannot be opened", "its database cannot be opened")],
  [26, damaged("it is not a database")],
]);

function cannotSave(reason: string, why: string): SqliteTrouble {
  const message = `Paperboy couldn’t save this: ${why}. Whoever runs Paperboy needs to fix that first.`;
  return { reason, message };
}

function damaged(reason: string): SqliteTrouble {
  const message =
    "Paperboy couldn’t read this: a part of its database is damaged. Whoever runs Paperboy can restore a backup.";
  return { reason, message };
}

/** Another program holds the lock. */
export function isLocked(error: unknown): boolean {
  return troubleOf(error) === LOCKED;
}

/** A part of the file cannot be read. */
export function isDamage(error: unknown): boolean {
  return resultCode(error) === 11;
}

/** The file is no database that can be read: a part of it is damaged, or it is something else. */
export function isUnusable(error: unknown): boolean {
  return isDamage(error) || resultCode(error) === 26;
}

/** Null where an error is none of the file's. */
export function troubleOf(error: unknown): SqliteTrouble | null {
  return TROUBLES.get(resultCode(error) ?? 0) ?? null;
}

/** As `sqlite3_errcode`, without the details of an extended one; null where SQLite did not fail. */
function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error)) return null;
  return typeof error.errcode === "number" ? error.errcode & 0xff : null;
}
