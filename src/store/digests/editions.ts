import type { Kysely } from "kysely";
import type { History } from "../../digests/book.ts";
import type { Digest } from "../../digests/digest.ts";
import type { Edition } from "../../digests/edition.ts";
import type { Schema } from "../schema/schema.ts";
import { DELETED, digestOf } from "./digest-rows.ts";
import { reasonIn } from "./reason-column.ts";
import { roundUpIn } from "./round-up-column.ts";

export function createEditions(
  db: Kysely<Schema>,
): Pick<History, "edition" | "editions" | "roundUp"> {
  async function withPapers(digests: readonly Digest[]): Promise<Edition[]> {
    if (digests.length === 0) return [];
    const rows = await db
      .selectFrom("ledger")
      .select(["digest_id", "paper_id", "reason", "message_id"])
      .where(
        "digest_id",
        "in",
        digests.map(({ id }) => id),
      )
      // What was sent before places were kept has its message's number alone.
      .orderBy("place")
      .orderBy("number")
      .orderBy("paper_id")
      .execute();
    const byDigest = Map.groupBy(rows, ({ digest_id }) => digest_id);
    return digests.map((digest) => ({
      digest,
      papers: (byDigest.get(digest.id) ?? []).map(({ paper_id, reason, message_id }) => ({
        paperId: paper_id,
        reason: reasonIn(reason),
        isPosted: message_id !== null && message_id !== DELETED,
      })),
    }));
  }

  return {
    async edition(digestId) {
      const row = await db
        .selectFrom("digest")
        .selectAll()
        .where("id", "=", digestId)
        .executeTakeFirst();
      const [edition = null] = row ? await withPapers([digestOf(row)]) : [];
      return edition;
    },

    async roundUp(digestId) {
      const row = await db
        .selectFrom("digest")
        .select("round_up")
        .where("id", "=", digestId)
        .executeTakeFirst();
      return roundUpIn(row?.round_up ?? null);
    },

    async editions(channelId, { from, before }, most) {
      let query = db
        .selectFrom("digest")
        .selectAll("digest")
        .where("channel_id", "=", channelId)
        .where("slot_at", "<", before.epochMilliseconds)
        .where((where) =>
          where.exists(
            where
              .selectFrom("ledger")
              .select("ledger.paper_id")
              .whereRef("ledger.digest_id", "=", "digest.id")
              .where("ledger.message_id", "is not", null)
              .where("ledger.message_id", "<>", DELETED),
          ),
        )
        .orderBy("slot_at", "desc")
        .orderBy("id")
        .limit(most);
      if (from) query = query.where("slot_at", ">=", from.epochMilliseconds);
      return await withPapers((await query.execute()).map(digestOf));
    },
  };
}
