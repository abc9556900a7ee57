import type { Transaction } from "kysely";
import type { Digest, LeftOver, PlannedDigest, PlannedMessage } from "../../digests/digest.ts";
import type { Reasons } from "../../digests/reason.ts";
import type { Schema } from "../schema/schema.ts";
import { insertMessages } from "./insert-messages.ts";
import { carryOpen } from "./open-matches.ts";
import { planCopies } from "./plan-copies.ts";
import { slotDate } from "./digest-rows.ts";
import { reasonJson } from "./reason-column.ts";
import { roundUpJson } from "./round-up-column.ts";
import { settle, settleRoundUps } from "./settled-slots.ts";
import { storeLeftOver } from "./waiting-rows.ts";

/** See `Deliveries.plan`. */
export async function storePlan(
  transaction: Transaction<Schema>,
  { reasons = new Map(), roundUp = [], ...digest }: PlannedDigest,
  messages: readonly PlannedMessage[],
  leftOver: readonly LeftOver[],
): Promise<Digest | null> {
  if (await isSlotTaken(transaction, digest)) {
    await settleOccasion(transaction, digest);
    return null;
  }
  const paperIds = messages.flatMap((message) => message.paperIds);
  if (messages.length > 0 && (await isHindered(transaction, digest.channelId, paperIds)))
    return null;
  await carryOpen(transaction, digest.channelId);
  const finishedAt = messages.length === 0 ? digest.plannedAt : null;
  await transaction
    .insertInto("digest")
    .values({
      id: digest.id,
      channel_id: digest.channelId,
      slot_date: slotDate(digest.occasion),
      slot_at: digest.dueAt.epochMilliseconds,
      planned_at: digest.plannedAt.epochMilliseconds,
      late: digest.late ? 1 : 0,
      quiet: digest.quiet ? 1 : 0,
      outcome: digest.outcome,
      note: digest.note,
      round_up: roundUpJson(roundUp),
      finished_at: finishedAt?.epochMilliseconds ?? null,
      post_id: null,
      next_attempt_at: digest.plannedAt.epochMilliseconds,
      owner: null,
      leased_until: null,
    })
    .execute();
  await insertMessages(transaction, digest.id, 1, messages);
  await reserve(transaction, digest, messages, reasons);
  await storeLeftOver(transaction, digest, leftOver);
  await settleOccasion(transaction, digest);
  if (roundUp.length > 0 || paperIds.length > 0) await planCopies(transaction, digest);
  return { ...digest, postId: null, finishedAt };
}

async function settleOccasion(
  transaction: Transaction<Schema>,
  { channelId, occasion, dueAt }: Pick<Digest, "channelId" | "occasion" | "dueAt">,
): Promise<void> {
  if (occasion.kind === "slot") await settle(transaction, channelId, dueAt);
  if (occasion.kind === "round-up") await settleRoundUps(transaction, channelId, dueAt);
}

async function isSlotTaken(
  transaction: Transaction<Schema>,
  { channelId, occasion }: Pick<Digest, "channelId" | "occasion">,
): Promise<boolean> {
  const date = slotDate(occasion);
  if (date === null) return false;
  const row = await transaction
    .selectFrom("digest")
    .select("id")
    .where("channel_id", "=", channelId)
    .where("slot_date", "=", date)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether another digest of the channel is under way, or one holds a paper already. */
async function isHindered(
  transaction: Transaction<Schema>,
  channelId: string,
  paperIds: string[],
): Promise<boolean> {
  const open = await transaction
    .selectFrom("digest")
    .select("id")
    .where("channel_id", "=", channelId)
    .where("finished_at", "is", null)
    .executeTakeFirst();
  if (open || paperIds.length === 0) return open !== undefined;
  const held = await transaction
    .selectFrom("ledger")
    .select("paper_id")
    .where("channel_id", "=", channelId)
    .where("paper_id", "in", paperIds)
    .executeTakeFirst();
  return held !== undefined;
}

async function reserve(
  transaction: Transaction<Schema>,
  { id, channelId }: Pick<Digest, "id" | "channelId">,
  messages: readonly PlannedMessage[],
  reasons: Reasons,
): Promise<void> {
  const placed = messages.flatMap(({ paperIds }, i) =>
    paperIds.map((paper_id) => ({ paper_id, number: i + 1 })),
  );
  const rows = placed.map(({ paper_id, number }, i) => ({
    channel_id: channelId,
    paper_id,
    digest_id: id,
    number,
    place: i + 1,
    reason: reasonJson(reasons.get(paper_id)),
    message_id: null,
    refused: null,
  }));
  if (rows.length > 0) await transaction.insertInto("ledger").values(rows).execute();
}
