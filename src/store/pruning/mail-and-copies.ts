import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";

export async function finishedCopies(
  db: Kysely<Schema>,
  before: Temporal.Instant,
  most: number,
): Promise<number> {
  const old = await db
    .selectFrom("outlet_copy")
    .select("id")
    .where("finished_at", "<", before.epochMilliseconds)
    .limit(most)
    .execute();
  if (old.length === 0) return 0;
  const ids = old.map(({ id }) => id);
  await db.deleteFrom("outlet_copy").where("id", "in", ids).execute();
  return ids.length;
}

/** One a person at most. */
export async function oldCodes(db: Kysely<Schema>, before: Temporal.Instant): Promise<number> {
  const old = await db
    .selectFrom("mail_code")
    .select("user_id")
    .where("sent_at", "<", before.epochMilliseconds)
    .limit(1)
    .execute();
  if (old.length === 0) return 0;
  const { numDeletedRows } = await db
    .deleteFrom("mail_code")
    .where("sent_at", "<", before.epochMilliseconds)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

export async function oldCodeCounts(db: Kysely<Schema>, before: Temporal.Instant): Promise<number> {
  const old = await db
    .selectFrom("mail_code_count")
    .select("hash")
    .where("sent_at", "<", before.epochMilliseconds)
    .limit(1)
    .execute();
  if (old.length === 0) return 0;
  const { numDeletedRows } = await db
    .deleteFrom("mail_code_count")
    .where("sent_at", "<", before.epochMilliseconds)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
