import type { Kysely, Transaction } from "kysely";
import type { Deliveries } from "../../digests/book.ts";
import type { OpenedPost, PlannedMessage } from "../../digests/digest.ts";
import { stringList } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { isAnyHeld } from "./candidates.ts";
import { DELETED, digestOf, MAY_HAVE_ARRIVED, ROUND_UPS } from "./digest-rows.ts";
import { insertMessages, replaceMessage } from "./insert-messages.ts";
import { storePlan } from "./store-plan.ts";
import { takeBackLeftOver } from "./waiting-rows.ts";

/** More than any pause between two attempts (setbacks.ts). */
const LONGEST_WAIT = { hours: 2 };

export function createDeliveries(db: Kysely<Schema>): Deliveries {
  return {
    plan: (digest, messages, leftOver = [], firstOf = null) =>
      db.transaction().execute(async (transaction) => {
        if (firstOf !== null && (await isAnyHeld(transaction, firstOf))) return null;
        return await storePlan(transaction, digest, messages, leftOver);
      }),

    async open(channelId) {
      const row = await db
        .selectFrom("digest")
        .selectAll()
        .where("channel_id", "=", channelId)
        .where("finished_at", "is", null)
        .executeTakeFirst();
      return row ? digestOf(row) : null;
    },

    async unfinished(now) {
      const rows = await db
        .selectFrom("digest")
        .selectAll()
        .where("finished_at", "is", null)
        .where((where) =>
          where.or([
            where("next_attempt_at", "<=", now.epochMilliseconds),
            where("next_attempt_at", ">", now.add(LONGEST_WAIT).epochMilliseconds),
          ]),
        )
        .orderBy("planned_at")
        .orderBy("id")
        .execute();
      return rows.map(digestOf);
    },

    async attempting(digestId, number, at, there = null) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable("digest")
          .set({ outcome: "sending" })
          .where("id", "=", digestId)
          .where("finished_at", "is", null)
          .execute();
        await transaction
          .updateTable("digest_message")
          .set({
            attempted_at: at.epochMilliseconds,
            attempted_there: there?.epochMilliseconds ?? null,
          })
          .where("digest_id", "=", digestId)
          .where("number", "=", number)
          .where("attempted_at", "is", null)
          .execute();
      });
    },

    async intoPost(digestId, postId) {
      await db.updateTable("digest").set({ post_id: postId }).where("id", "=", digestId).execute();
    },

    async delivered(digestId, number, messageId, at, post = null) {
      await db.transaction().execute(async (transaction) => {
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
      });
    },

    refused: (digestId, number, reason, instead) =>
      refuse(db, digestId, number, { reason, instead }),

    replace: (digestId, number, instead) =>
      db
        .transaction()
        .execute((transaction) => replaceMessage(transaction, digestId, number, instead)),

    unconfirmed: (digestId, number) =>
      refuse(db, digestId, number, { reason: MAY_HAVE_ARRIVED, instead: [] }),

    async postpone(digestId, until, why, note) {
      await db
        .updateTable("digest")
        .set({
          next_attempt_at: until.epochMilliseconds,
          outcome: why,
          note,
          owner: null,
          leased_until: null,
        })
        .where("id", "=", digestId)
        .where("finished_at", "is", null)
        .execute();
    },

    async finish(digestId, became, note, at) {
      await db.transaction().execute(async (transaction) => {
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
      });
    },
  };
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

async function refuse(
  db: Kysely<Schema>,
  digestId: string,
  number: number,
  { reason, instead }: { reason: string; instead: readonly PlannedMessage[] },
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable("digest_message")
      .set({ refused: reason })
      .where("digest_id", "=", digestId)
      .where("number", "=", number)
      .execute();
    const { last } = await transaction
      .selectFrom("digest_message")
      .select((value) => value.fn.max("number").as("last"))
      .where("digest_id", "=", digestId)
      .executeTakeFirstOrThrow();
    await insertMessages(transaction, digestId, last + 1, instead);
    for (const [i, { paperIds }] of instead.entries()) {
      if (paperIds.length === 0) continue;
      await transaction
        .updateTable("ledger")
        .set({ number: last + 1 + i })
        .where("digest_id", "=", digestId)
        .where("number", "=", number)
        .where("paper_id", "in", paperIds)
        .execute();
    }
    await transaction
      .updateTable("ledger")
      .set({ refused: reason })
      .where("digest_id", "=", digestId)
      .where("number", "=", number)
      .execute();
  });
}
