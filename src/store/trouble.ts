import { isDamage, troubleOf as troubleOfSqlite } from "./file/sqlite-trouble.ts";
import { isAway, reasonOf } from "./postgres/postgres-trouble.ts";

/** What is wrong with the database, and not with us: for whoever runs Paperboy, and for whoever asked. */
export interface StoreTrouble {
  reason: string;
  message: string;
}

/** Null where an error is none of the database's, whichever it is. */
export function troubleOf(error: unknown): StoreTrouble | null {
  const ofFile = troubleOfSqlite(error);
  if (ofFile) return ofFile;
  const reason = reasonOf(error);
  return reason === null ? null : { reason, message: AWAY };
}

const AWAY = "Paperboy can’t reach its database right now. Try again in a minute.";

/** Whether the log has it already that the database can't be used, whoever asked it. */
export function isInLog(error: unknown): boolean {
  return isAway(error);
}

/** Whether an error is the database's, and may be over in a while: what is damaged does not pass. */
export function mayBeOver(error: unknown): boolean {
  return troubleOf(error) !== null && !isDamage(error);
}
