import type { Kysely, Transaction } from "kysely";
import type { Schema } from "../schema/schema.ts";
import { newestArrival } from "./topic-rows.ts";

/** Higher than the number of any arrival: whatever is still to arrive is archive too. */
const NO_END = Number.MAX_SAFE_INTEGER;

/** Stands in the file, so that whoever goes on after a crash knows too. */
const KEY = "archive open";

/** Up to which arrival the papers are archive to a subscription that begins now. */
export async function archiveEnd(db: Transaction<Schema>): Promise<number> {
  const row = await db
    .selectFrom("source_memory")
    .select("key")
    .where("key", "=", KEY)
    .executeTakeFirst();
  return row ? NO_END : await newestArrival(db);
}

/** As `Arrivals.openArchive`. */
export async function openArchive(db: Kysely<Schema>): Promise<void> {
  await db
    .insertInto("source_memory")
    .values({ key: KEY, value: "1" })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
}

/** As `Arrivals.closeArchive`. */
export async function closeArchive(db: Kysely<Schema>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable("subscription")
      .set({ archive_until: await newestArrival(transaction) })
      .where("archive_until", "=", NO_END)
      .execute();
    await transaction.deleteFrom("source_memory").where("key", "=", KEY).execute();
  });
}
