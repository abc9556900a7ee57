import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Digest, LeftOver } from "../../digests/digest.ts";
import { chunks } from "../schema/columns.ts";
import type { DigestTable, Schema } from "../schema/schema.ts";

/** Begins the time of what was not taken for the first time, and ends that of what is missed or filtered. */
export async function storeLeftOver(
  transaction: Transaction<Schema>,
  { channelId, dueAt }: Pick<Digest, "channelId" | "dueAt">,
  leftOver: readonly LeftOver[],
): Promise<void> {
  const rows = leftOver
    .filter(({ isKnown, end }) => end !== null || !isKnown)
    .map(({ paperId, since, end }) => ({
      channel_id: channelId,
      paper_id: paperId,
      since: since.epochMilliseconds,
      missed_at: end === "missed" ? dueAt.epochMilliseconds : null,
      filtered_at: end === "filtered" ? dueAt.epochMilliseconds : null,
    }));
  for (const some of chunks(rows, 5))
    await transaction
      .insertInto("waiting")
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(["channel_id", "paper_id"]).doUpdateSet((value) => ({
          missed_at: value.fn.coalesce("waiting.missed_at", "excluded.missed_at"),
          filtered_at: value.fn.coalesce("waiting.filtered_at", "excluded.filtered_at"),
        })),
      )
      .execute();
}

/**
 * Nothing of a digest was posted: it had places for nobody. What it had none for waits as if the digest had
 * not been, which is known by its time.
 */
export async function takeBackLeftOver(
  transaction: Transaction<Schema>,
  { channel_id, slot_at }: Pick<DigestTable, "channel_id" | "slot_at">,
): Promise<void> {
  for (const end of ["missed_at", "filtered_at"] as const)
    await transaction
      .updateTable("waiting")
      .set({ [end]: null })
      .where("channel_id", "=", channel_id)
      .where(end, "=", slot_at)
      .execute();
  await transaction
    .deleteFrom("waiting")
    .where("channel_id", "=", channel_id)
    .where("since", "=", slot_at)
    .execute();
}

/**
 * Two papers turned out to be one, which has waited since the first of the two did. It is missed, or
 * filtered, only where both are: nobody loses what they have not seen to a source that names it twice.
 */
export async function joinWaiting(
  transaction: Transaction<Schema>,
  oldId: string,
  id: string,
): Promise<void> {
  const rows = await transaction
    .selectFrom("waiting")
    .selectAll()
    .where("paper_id", "=", oldId)
    .execute();
  for (const { channel_id, since, missed_at, filtered_at } of rows)
    await transaction
      .insertInto("waiting")
      .values({ channel_id, paper_id: id, since, missed_at, filtered_at })
      .onConflict((conflict) =>
        conflict.columns(["channel_id", "paper_id"]).doUpdateSet(() => ({
          since: smallerOf<number>("since"),
          missed_at: smallerOf<number | null>("missed_at"),
          filtered_at: smallerOf<number | null>("filtered_at"),
        })),
      )
      .execute();
  await transaction.deleteFrom("waiting").where("paper_id", "=", oldId).execute();
}

/** Of the row that is there and the one that comes; null where either is. */
function smallerOf<Value>(column: "since" | "missed_at" | "filtered_at"): RawBuilder<Value> {
  const [there, coming] = [sql.ref(`waiting.${column}`), sql.ref(`excluded.${column}`)];
  return sql<Value>`case when ${there} < ${coming} or ${there} is null then ${there} else ${coming} end`;
}
