import type { Kysely } from "kysely";
import { hasNoSubscription } from "../digests/topic-rows.ts";
import type { Schema } from "../schema/schema.ts";

/** Whoever subscribes to one again has it matched anew, whether or not it is gone by then: see `topicId`. */
export async function unusedTopics(
  db: Kysely<Schema>,
  _before: Temporal.Instant,
  most: number,
): Promise<number> {
  const unused = await db
    .selectFrom("topic")
    .select("id")
    .where(hasNoSubscription)
    .limit(most)
    .execute();
  let rows = 0;
  for (const { id } of unused) {
    if (rows >= most) return rows;
    rows += await db.transaction().execute(async (transaction) => {
      const still = transaction.selectFrom("topic").select("id").where("id", "=", id);
      if (!(await still.where(hasNoSubscription).executeTakeFirst())) return 0;
      const matches = await transaction
        .selectFrom("topic_match")
        .select("arrival")
        .where("topic_id", "=", id)
        .limit(most)
        .execute();
      if (matches.length === 0) {
        await transaction.deleteFrom("topic").where("id", "=", id).execute();
        return 1;
      }
      await transaction
        .deleteFrom("topic_match")
        .where("topic_id", "=", id)
        .where(
          "arrival",
          "in",
          matches.map(({ arrival }) => arrival),
        )
        .execute();
      return matches.length;
    });
  }
  return rows;
}
