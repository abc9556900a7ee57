import type { Kysely } from "kysely";
import type { History } from "../../digests/book.ts";
import type { Outcome } from "../../digests/digest.ts";
import { instant } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { createEditions } from "./editions.ts";
import { DELETED, digestOf, messageOf, ROUND_UPS, whereaboutsOf } from "./digest-rows.ts";

/** A digest waits for a permission for a week. */
const LONGEST_DELIVERY = { hours: 8 * 24 };

const MOST_SENT = 1000;

const GOT_THROUGH: Outcome[] = ["sent", "sent late", "partly sent", "nothing new"];

export function createHistory(db: Kysely<Schema>): History {
  return {
    ...createEditions(db),

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

    async sent({ channelId, guildId }, since, until) {
      const rows = await db
        .selectFrom("digest")
        .innerJoin("channel", "channel.id", "digest.channel_id")
        .innerJoin("ledger", "ledger.digest_id", "digest.id")
        .leftJoin("digest_message", (join) =>
          join
            .onRef("digest_message.digest_id", "=", "ledger.digest_id")
            .onRef("digest_message.number", "=", "ledger.number"),
        )
        .select(["ledger.paper_id", "ledger.message_id", "digest.post_id", "digest.planned_at"])
        .select("digest_message.attempted_at")
        .where("digest.channel_id", "=", channelId)
        .where("channel.guild_id", guildId === null ? "is" : "=", guildId)
        // Has an index: no digest is delivered so long after it was planned.
        .where("digest.planned_at", ">=", since.subtract(LONGEST_DELIVERY).epochMilliseconds)
        .where("ledger.message_id", "is not", null)
        .where("ledger.message_id", "<>", DELETED)
        .orderBy("digest.planned_at", "desc")
        .orderBy("ledger.number", "desc")
        .limit(MOST_SENT)
        .execute();
      return rows
        .map(({ paper_id, message_id, post_id, planned_at, attempted_at }) => ({
          paperId: paper_id,
          // What went out weeks ago has no message of its own any more.
          at: instant(attempted_at ?? planned_at),
          channelId: post_id ?? channelId,
          messageId: message_id ?? "",
        }))
        .filter(
          ({ at }) =>
            Temporal.Instant.compare(at, since) >= 0 && Temporal.Instant.compare(at, until) < 0,
        );
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
