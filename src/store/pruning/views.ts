import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** What stands under messages that others see stays: their buttons work at any age. */
export async function oldViews(
  db: Kysely<Schema>,
  before: Temporal.Instant,
  most: number,
): Promise<number> {
  const old = await db
    .selectFrom("view")
    .select("key")
    .where("for_all", "=", 0)
    .where("shown_at", "<", before.epochMilliseconds)
    .limit(most)
    .execute();
  if (old.length === 0) return 0;
  const { numDeletedRows } = await db
    .deleteFrom("view")
    .where(
      "key",
      "in",
      old.map(({ key }) => key),
    )
    // Somebody may have been shown it meanwhile.
    .where("for_all", "=", 0)
    .where("shown_at", "<", before.epochMilliseconds)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
