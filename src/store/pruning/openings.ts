import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** Those of the oldest day that has had its time. */
export async function oldOpenings(db: Kysely<Schema>, before: Temporal.Instant): Promise<number> {
  const first = before.toZonedDateTimeISO("UTC").toPlainDate().toString();
  const oldest = await db
    .selectFrom("opening")
    .select("day")
    .where("day", "<", first)
    .orderBy("day")
    .limit(1)
    .executeTakeFirst();
  if (!oldest) return 0;
  const { numDeletedRows } = await db
    .deleteFrom("opening")
    .where("day", "=", oldest.day)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
