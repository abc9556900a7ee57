import type { Kysely } from "kysely";
import type { Candidates } from "../../digests/book.ts";
import type { Schema } from "../schema/schema.ts";
import { candidateOf } from "./digest-rows.ts";

export function createCandidates(db: Kysely<Schema>): Candidates {
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
  };
}
