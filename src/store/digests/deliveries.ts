import type { Kysely } from "kysely";
import type { Deliveries } from "../../digests/book.ts";
import type { PlannedMessage } from "../../digests/digest.ts";
import { MAIL_CHANNELS } from "../../digests/outlet.ts";
import type { Schema } from "../schema/schema.ts";
import { isAnyHeld } from "./candidates.ts";
import { digestOf, MAY_HAVE_ARRIVED } from "./digest-rows.ts";
import { finishDigest, storeDelivered } from "./end-delivery.ts";
import { insertMessages, replaceMessage } from "./insert-messages.ts";
import { storePlan } from "./store-plan.ts";

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
        .leftJoin("channel", "channel.id", "digest.channel_id")
        .selectAll("digest")
        .select("channel.guild_id")
        .where("finished_at", "is", null)
        // What stands in no channel goes out as a copy.
        .where("digest.channel_id", "not like", `${MAIL_CHANNELS}%`)
        .where((where) =>
          where.or([
            where("next_attempt_at", "<=", now.epochMilliseconds),
            where("next_attempt_at", ">", now.add(LONGEST_WAIT).epochMilliseconds),
          ]),
        )
        .orderBy("planned_at")
        .orderBy("digest.id")
        .execute();
      return rows.map((row) => ({ ...digestOf(row), guildId: row.guild_id }));
    },

    async countUnfinished() {
      const { count } = await db
        .selectFrom("digest")
        .select((value) => value.fn.countAll().as("count"))
        .where("finished_at", "is", null)
        .executeTakeFirstOrThrow();
      return Number(count);
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
      await db
        .transaction()
        .execute((transaction) =>
          storeDelivered(transaction, { digestId, number }, { messageId, at, post }),
        );
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
      await db
        .transaction()
        .execute((transaction) => finishDigest(transaction, digestId, became, note, at));
    },
  };
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
