import { type Kysely, type Selectable, type SelectQueryBuilder, type Transaction } from "kysely";
import type { Ledger } from "../../digests/book.ts";
import type { Digest, PlannedMessage } from "../../digests/digest.ts";
import { stringList } from "../schema/columns.ts";
import type { DigestTable, Schema } from "../schema/schema.ts";
import {
  candidateOf,
  DELETED,
  digestOf,
  MAY_HAVE_ARRIVED,
  messageOf,
  whereaboutsOf,
} from "./digest-rows.ts";
import { settle } from "./subscriptions.ts";

/** More than any pause between two attempts (setbacks.ts). */
const LONGEST_WAIT = { hours: 2 };

export function createLedger(db: Kysely<Schema>): Ledger {
  return {
    async unsent(channelId, which) {
      const rows = await db
        .selectFrom("subscription as s")
        .innerJoin("topic as t", "t.id", "s.topic_id")
        .innerJoin("topic_match as m", "m.topic_id", "s.topic_id")
        .innerJoin("arrival as a", "a.number", "m.arrival")
        .select(["s.id as subscription_id", "t.topic", "s.name", "a.paper_id", "m.arrival"])
        .select(["m.strength", "m.words", "m.fields"])
        .where("s.channel_id", "=", channelId)
        .whereRef("m.arrival", which === "new" ? ">" : "<=", "s.archive_until")
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom("ledger as l")
                .select("l.paper_id")
                .whereRef("l.paper_id", "=", "a.paper_id")
                .whereRef("l.channel_id", "=", "s.channel_id"),
            ),
          ),
        )
        .orderBy("m.strength", "desc")
        .orderBy("m.arrival")
        .orderBy("s.id")
        .execute();
      return rows.map(candidateOf);
    },

    async plan(digest, messages) {
      return await db.transaction().execute(async (transaction) => {
        if (await isSlotTaken(transaction, digest)) {
          await settle(transaction, digest.channelId, digest.dueAt);
          return null;
        }
        const paperIds = messages.flatMap((message) => message.paperIds);
        if (messages.length > 0 && (await isInTheWay(transaction, digest.channelId, paperIds)))
          return null;
        const finishedAt = messages.length === 0 ? digest.plannedAt : null;
        await transaction
          .insertInto("digest")
          .values({
            id: digest.id,
            channel_id: digest.channelId,
            slot_date: digest.occasion.kind === "slot" ? digest.occasion.date : null,
            slot_at: digest.dueAt.epochMilliseconds,
            planned_at: digest.plannedAt.epochMilliseconds,
            late: digest.late ? 1 : 0,
            quiet: digest.quiet ? 1 : 0,
            outcome: digest.outcome,
            note: digest.note,
            finished_at: finishedAt?.epochMilliseconds ?? null,
            next_attempt_at: digest.plannedAt.epochMilliseconds,
            owner: null,
            leased_until: null,
          })
          .execute();
        await insertMessages(transaction, digest.id, 1, messages);
        await reserve(transaction, digest, messages);
        if (digest.occasion.kind === "slot")
          await settle(transaction, digest.channelId, digest.dueAt);
        return { ...digest, finishedAt };
      });
    },

    async digest(digestId) {
      const row = await digests(db).where("id", "=", digestId).executeTakeFirst();
      return row ? digestOf(row) : null;
    },

    async open(channelId) {
      const row = await digests(db)
        .where("channel_id", "=", channelId)
        .where("finished_at", "is", null)
        .executeTakeFirst();
      return row ? digestOf(row) : null;
    },

    async unfinished(now) {
      const rows = await digests(db)
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

    async claim(digestId, owner, now, until) {
      const { numUpdatedRows } = await db
        .updateTable("digest")
        .set({ owner, leased_until: until.epochMilliseconds })
        .where("id", "=", digestId)
        .where("finished_at", "is", null)
        .where((where) =>
          where.or([
            where("owner", "is", null),
            where("owner", "=", owner),
            where("leased_until", "<=", now.epochMilliseconds),
          ]),
        )
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async owners() {
      const rows = await db
        .selectFrom("digest")
        .select("owner")
        .distinct()
        .where("finished_at", "is", null)
        .execute();
      return rows.flatMap(({ owner }) => owner ?? []);
    },

    async release(owner) {
      await db
        .updateTable("digest")
        .set({ owner: null, leased_until: null })
        .where("owner", "=", owner)
        .where("finished_at", "is", null)
        .execute();
    },

    async shortenLeases(until) {
      await db
        .updateTable("digest")
        .set({ leased_until: until.epochMilliseconds })
        .where("leased_until", ">", until.epochMilliseconds)
        .where("finished_at", "is", null)
        .execute();
    },

    async messages(digestId) {
      const rows = await db
        .selectFrom("digest_message")
        .selectAll()
        .where("digest_id", "=", digestId)
        .orderBy("number")
        .execute();
      return rows.map(messageOf);
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

    async delivered(digestId, number, messageId, at) {
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
          message_id: messageId ?? DELETED,
          refused: null,
        }));
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
        await transaction
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
          .execute();
        await transaction
          .deleteFrom("ledger")
          .where("digest_id", "=", digestId)
          .where("message_id", "is", null)
          .where("refused", "is", null)
          .execute();
      });
    },

    async runs(channelId, most) {
      const rows = await digests(db)
        .where("channel_id", "=", channelId)
        .orderBy("planned_at", "desc")
        .orderBy("slot_at", "desc")
        .limit(most)
        .execute();
      return rows.map(digestOf);
    },

    async whereabouts(channelId, paperId) {
      const row = await digests(db)
        .innerJoin("ledger", "ledger.digest_id", "digest.id")
        .select(["ledger.message_id", "ledger.refused"])
        .where("ledger.channel_id", "=", channelId)
        .where("ledger.paper_id", "=", paperId)
        .executeTakeFirst();
      return row ? whereaboutsOf(row) : null;
    },
  };
}

function digests(
  db: Kysely<Schema>,
): SelectQueryBuilder<Schema, "digest", Selectable<DigestTable>> {
  return db.selectFrom("digest").selectAll("digest");
}

async function isSlotTaken(
  transaction: Transaction<Schema>,
  { channelId, occasion }: Pick<Digest, "channelId" | "occasion">,
): Promise<boolean> {
  if (occasion.kind === "by hand") return false;
  const row = await transaction
    .selectFrom("digest")
    .select("id")
    .where("channel_id", "=", channelId)
    .where("slot_date", "=", occasion.date)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether another digest of the channel is under way, or one holds a paper already. */
async function isInTheWay(
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

/** The nonce is unique because the digest's id is; 16 characters, a dot and at most 8 digits. */
async function insertMessages(
  transaction: Transaction<Schema>,
  digestId: string,
  from: number,
  messages: readonly PlannedMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ payload, paperIds }, i) => ({
    digest_id: digestId,
    number: from + i,
    payload: JSON.stringify(payload),
    paper_ids: JSON.stringify(paperIds),
    nonce: `${digestId}.${from + i}`,
    attempted_at: null,
    attempted_there: null,
    message_id: null,
    refused: null,
  }));
  await transaction.insertInto("digest_message").values(rows).execute();
}

async function reserve(
  transaction: Transaction<Schema>,
  { id, channelId }: Pick<Digest, "id" | "channelId">,
  messages: readonly PlannedMessage[],
): Promise<void> {
  const rows = messages.flatMap(({ paperIds }, i) =>
    paperIds.map((paper_id) => ({
      channel_id: channelId,
      paper_id,
      digest_id: id,
      number: i + 1,
      message_id: null,
      refused: null,
    })),
  );
  if (rows.length > 0) await transaction.insertInto("ledger").values(rows).execute();
}
