import type { Kysely } from "kysely";
import type { History } from "../../digests/book.ts";
import type { Outcome } from "../../digests/digest.ts";
import { instant } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { digestOf, messageOf, ROUND_UPS, whereaboutsOf } from "./digest-rows.ts";

const GOT_THROUGH: Outcome[] = ["sent", "sent late", "partly sent", "nothing new"];

export function createHistory(db: Kysely<Schema>): History {
  return {
    async digest(digestId) {
      const row = await db
        .selectFrom("digest")
        .selectAll()
        .where("id", "=", digestId)
        .executeTakeFirst();
      return row ? digestOf(row) : null;
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

    async runs(channelId, most) {
      const rows = await db
        .selectFrom("digest")
        .selectAll("digest")
        .where("channel_id", "=", channelId)
        .orderBy("planned_at", "desc")
        .orderBy("slot_at", "desc")
        .limit(most)
        .execute();
      return rows.map(digestOf);
    },

    async runningPost(channelId) {
      const row = await db
        .selectFrom("channel")
        .select("running_post_id")
        .where("id", "=", channelId)
        .executeTakeFirst();
      return row?.running_post_id ?? null;
    },

    async sentSince(channelId, since) {
      const rows = await db
        .selectFrom("digest")
        .innerJoin("ledger", "ledger.digest_id", "digest.id")
        .select("ledger.paper_id")
        .where("digest.channel_id", "=", channelId)
        .where("digest.planned_at", ">=", since.epochMilliseconds)
        .where("ledger.message_id", "is not", null)
        .orderBy("digest.planned_at", "desc")
        .orderBy("ledger.number")
        .execute();
      return rows.map(({ paper_id }) => paper_id);
    },

    async answered(channelId, since) {
      const rows = await db
        .selectFrom("digest")
        .select("slot_at")
        .where("channel_id", "=", channelId)
        // Implied by the next, and has an index: nothing is planned before it is due.
        .where("planned_at", ">=", since.epochMilliseconds)
        .where("slot_at", ">=", since.epochMilliseconds)
        .where("outcome", "in", GOT_THROUGH)
        // A round-up has no place for anybody who waits.
        .where((where) =>
          where.or([where("slot_date", "is", null), where("slot_date", "not like", ROUND_UPS)]),
        )
        .execute();
      return rows.map(({ slot_at }) => instant(slot_at));
    },

    async whereabouts(channelId, paperId) {
      const row = await db
        .selectFrom("digest")
        .selectAll("digest")
        .innerJoin("ledger", "ledger.digest_id", "digest.id")
        .select(["ledger.message_id", "ledger.refused"])
        .where("ledger.channel_id", "=", channelId)
        .where("ledger.paper_id", "=", paperId)
        .executeTakeFirst();
      return row ? whereaboutsOf(row) : null;
    },
  };
}
