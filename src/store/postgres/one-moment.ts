import { type Kysely, sql, type Transaction } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** Nobody waits for a transaction that only reads, such as of a copy that is made anew. */
const LONGEST_PAUSE = "30min";

/** Reads all as it is at one moment, however long whoever reads it pauses in between. */
export async function inOneMoment<Result>(
  db: Kysely<Schema>,
  read: (moment: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  return await db
    .transaction()
    .setAccessMode("read only")
    .execute(async (moment) => {
      await sql
        .raw(`set local idle_in_transaction_session_timeout = '${LONGEST_PAUSE}'`)
        .execute(moment);
      return await read(moment);
    });
}
