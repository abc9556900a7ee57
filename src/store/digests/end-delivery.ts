import type { Transaction } from "kysely";
import type { OpenedPost, Outcome } from "../../digests/digest.ts";
import { stringList } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { DELETED, ROUND_UPS } from "./digest-rows.ts";
import { takeBackLeftOver } from "./waiting-rows.ts";

/** See `Deliveries.delivered`. */
export async function storeDelivered(
  transaction: Transaction<Schema>,
  { digestId, number }: { digestId: string; number: number },
  {
    messageId,
    at,
    post = null,
  }: { messageId: string | null; at: Temporal.Instant; post?: OpenedPost | null },
): Promise<void> {
  const message = await transaction
    .updateTable("digest_message")
    .set((value) => ({
      message_id: messageId ?? DELETED,
      attempted_at: value.fn.coalesce("attempted_at", value.val(at.epochMilliseconds)),
    }))
    .where("digest_id", "=", digestId)
    .where("number", "=", number)
    .returning("paper_ids")
    .executeTakeFirstOrThrow();
  const { channel_id } = await transaction
    .selectFrom("digest")
    .select("channel_id")
    .where("id", "=", digestId)
    .executeTakeFirstOrThrow();
  const rows = [...new Set(stringList(message.paper_ids))].map((paper_id) => ({
    channel_id,
    paper_id,
    digest_id: digestId,
    number,
    place: null,
    reason: null,
    message_id: messageId ?? DELETED,
    refused: null,
  }));
  if (post) await storePost(transaction, digestId, channel_id, post);
  if (rows.length === 0) return;
  // The reservation is there, unless the digest was given up while this message was on its way.
  await transaction
    .insertInto("ledger")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["paper_id", "channel_id"])
        .doUpdateSet({
          digest_id: digestId,
          number,
          message_id: messageId ?? DELETED,
          refused: null,
        })
        .where("ledger.message_id", "is", null),
    )
    .execute();
  // They wait no more, whoever asks.
  await transaction
    .deleteFrom("waiting")
    .where("channel_id", "=", channel_id)
    .where(
      "paper_id",
      "in",
      rows.map(({ paper_id }) => paper_id),
    )
    .execute();
}

/** See `Deliveries.finish`. */
export async function finishDigest(
  transaction: Transaction<Schema>,
  digestId: string,
  became: Outcome,
  note: string | null,
  at: Temporal.Instant,
): Promise<void> {
  const finished = await transaction
    .updateTable("digest")
    .set({
      outcome: became,
      note,
      finished_at: at.epochMilliseconds,
      owner: null,
      leased_until: null,
    })
    .where("id", "=", digestId)
    .where("finished_at", "is", null)
    .returning(["channel_id", "slot_at", "slot_date"])
    .executeTakeFirst();
  await transaction
    .deleteFrom("ledger")
    .where("digest_id", "=", digestId)
    .where("message_id", "is", null)
    .where("refused", "is", null)
    .execute();
  const isRoundUp = finished?.slot_date?.startsWith(ROUND_UPS.slice(0, -1)) ?? false;
  if (finished && !isRoundUp && (await isUnposted(transaction, digestId)))
    await takeBackLeftOver(transaction, finished);
}

async function storePost(
  transaction: Transaction<Schema>,
  digestId: string,
  channelId: string,
  { id, isRunning }: OpenedPost,
): Promise<void> {
  await transaction.updateTable("digest").set({ post_id: id }).where("id", "=", digestId).execute();
  if (isRunning)
    await transaction
      .updateTable("channel")
      .set({ running_post_id: id })
      .where("id", "=", channelId)
      .execute();
}

/** Whether no message of a digest arrived, as far as anybody knows. */
async function isUnposted(transaction: Transaction<Schema>, digestId: string): Promise<boolean> {
  const posted = await transaction
    .selectFrom("digest_message")
    .select("number")
    .where("digest_id", "=", digestId)
    .where("message_id", "is not", null)
    .executeTakeFirst();
  return posted === undefined;
}
