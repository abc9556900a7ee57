import type { Transaction } from "kysely";
import type { Digest } from "../../digests/digest.ts";
import type { Schema } from "../schema/schema.ts";

/** A copy of a digest that tells of papers for each outlet of its channel; none where these are not new. */
export async function planCopies(
  transaction: Transaction<Schema>,
  { id, channelId, plannedAt, quiet }: Pick<Digest, "id" | "channelId" | "plannedAt" | "quiet">,
): Promise<void> {
  if (quiet) return;
  const outlets = await transaction
    .selectFrom("outlet")
    .select("id")
    .where("channel_id", "=", channelId)
    .where("ended_at", "is", null)
    .execute();
  for (const outlet of outlets)
    await transaction
      .insertInto("outlet_copy")
      .values({
        id: `${id}.${outlet.id}`,
        outlet_id: outlet.id,
        digest_id: id,
        planned_at: plannedAt.epochMilliseconds,
        attempts: 0,
        outcome: "waiting",
        trouble: null,
        failing_since: null,
        next_attempt_at: plannedAt.epochMilliseconds,
        finished_at: null,
        owner: null,
        leased_until: null,
      })
      .execute();
}
