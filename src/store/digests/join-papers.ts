import type { Transaction } from "kysely";
import { stringList } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { reopen } from "./open-matches.ts";
import { joinWaiting } from "./waiting-rows.ts";

/** Two papers turned out to be one: whatever stands under `oldId` is `id`'s from now on. */
export async function joinPapers(
  transaction: Transaction<Schema>,
  oldId: string,
  id: string,
): Promise<void> {
  await joinArrivals(transaction, oldId, id);
  await renameInMessages(transaction, oldId, id);
  await joinLedger(transaction, oldId, id);
  await joinWaiting(transaction, oldId, id);
}

/** Of two arrivals the older stays, but news rather than archive, with the matches of both. */
async function joinArrivals(
  transaction: Transaction<Schema>,
  oldId: string,
  id: string,
): Promise<void> {
  const [stays, goes] = await transaction
    .selectFrom("arrival")
    .select("number")
    .where("paper_id", "in", [oldId, id])
    .orderBy("is_archive")
    .orderBy("number")
    .execute();
  if (!stays) return;
  if (goes) {
    await transaction
      .updateTable("topic_match")
      .set({ arrival: stays.number })
      .where("arrival", "=", goes.number)
      .where("topic_id", "not in", (query) =>
        query
          .selectFrom("topic_match as older")
          .select("older.topic_id")
          .where("older.arrival", "=", stays.number),
      )
      .execute();
    await transaction.deleteFrom("topic_match").where("arrival", "=", goes.number).execute();
    await joinCarriedOver(transaction, goes.number, stays.number);
    await transaction.deleteFrom("arrival").where("number", "=", goes.number).execute();
  }
  await transaction
    .updateTable("arrival")
    .set({ paper_id: id })
    .where("number", "=", stays.number)
    .execute();
  await reopen(transaction, stays.number);
}

async function joinCarriedOver(
  transaction: Transaction<Schema>,
  goes: number,
  stays: number,
): Promise<void> {
  await transaction
    .insertInto("carried_over")
    .columns(["subscription_id", "arrival"])
    .expression((query) =>
      query
        .selectFrom("carried_over")
        .select((value) => ["subscription_id", value.val(stays).as("arrival")])
        .where("arrival", "=", goes),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await transaction.deleteFrom("carried_over").where("arrival", "=", goes).execute();
}

/** So that a message that is delivered after the join enters the ledger under the new id. */
async function renameInMessages(
  transaction: Transaction<Schema>,
  oldId: string,
  id: string,
): Promise<void> {
  const messages = await transaction
    .selectFrom("ledger")
    .innerJoin("digest_message", (join) =>
      join
        .onRef("digest_message.digest_id", "=", "ledger.digest_id")
        .onRef("digest_message.number", "=", "ledger.number"),
    )
    .select(["digest_message.digest_id", "digest_message.number", "digest_message.paper_ids"])
    .where("ledger.paper_id", "=", oldId)
    .execute();
  for (const { digest_id, number, paper_ids } of messages) {
    const renamed = stringList(paper_ids).map((one) => (one === oldId ? id : one));
    await transaction
      .updateTable("digest_message")
      .set({ paper_ids: JSON.stringify(renamed) })
      .where("digest_id", "=", digest_id)
      .where("number", "=", number)
      .execute();
  }
}

/**
 * Where a channel holds both papers, the row that says most stays: delivered, else set aside, else
 * reserved. A reservation can be taken back, and must not take a delivery with it.
 */
async function joinLedger(
  transaction: Transaction<Schema>,
  oldId: string,
  id: string,
): Promise<void> {
  await transaction
    .deleteFrom("ledger")
    .where("paper_id", "=", id)
    .where("message_id", "is", null)
    .where("channel_id", "in", (query) =>
      query
        .selectFrom("ledger as old")
        .select("old.channel_id")
        .where("old.paper_id", "=", oldId)
        .where("old.message_id", "is not", null),
    )
    .execute();
  await transaction
    .deleteFrom("ledger")
    .where("paper_id", "=", id)
    .where("message_id", "is", null)
    .where("refused", "is", null)
    .where("channel_id", "in", (query) =>
      query
        .selectFrom("ledger as old")
        .select("old.channel_id")
        .where("old.paper_id", "=", oldId)
        .where("old.refused", "is not", null),
    )
    .execute();
  await transaction
    .updateTable("ledger")
    .set({ paper_id: id })
    .where("paper_id", "=", oldId)
    .where("channel_id", "not in", (query) =>
      query.selectFrom("ledger as kept").select("kept.channel_id").where("kept.paper_id", "=", id),
    )
    .execute();
  await transaction.deleteFrom("ledger").where("paper_id", "=", oldId).execute();
}
