import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** Few at any time. */
export async function latePromises(db: Kysely<Schema>, before: Temporal.Instant): Promise<number> {
  const late = await db
    .selectFrom("promised_answer")
    .select("id")
    .where("at", "<", before.epochMilliseconds)
    .execute();
  if (late.length === 0) return 0;
  const ids = late.map(({ id }) => id);
  await db.deleteFrom("promised_answer").where("id", "in", ids).execute();
  return ids.length;
}
