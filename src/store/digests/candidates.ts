import type { Kysely } from "kysely";
import type { Candidates } from "../../digests/book.ts";
import type { Schema } from "../schema/schema.ts";
import { candidateOf } from "./digest-rows.ts";

export function createCandidates(db: Kysely<Schema>): Candidates {
  return {
    async unsent(channelId, which) {
      const rows = await matches(db, channelId, which)
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
        .execute();
      return rows.map(candidateOf);
    },

    async matching(channelId, which, paperIds) {
      if (paperIds.length === 0) return [];
      const rows = await matches(db, channelId, which)
        .where("a.paper_id", "in", [...paperIds])
        .execute();
      return rows.map(candidateOf);
    },
  };
}

function matches(db: Kysely<Schema>, channelId: string, which: "new" | "archive") {
  return db
    .selectFrom("subscription as s")
    .innerJoin("topic as t", "t.id", "s.topic_id")
    .innerJoin("topic_match as m", "m.topic_id", "s.topic_id")
    .innerJoin("arrival as a", "a.number", "m.arrival")
    .select(["s.id as subscription_id", "t.topic", "s.name", "a.paper_id", "m.arrival"])
    .select(["m.strength", "m.words", "m.fields"])
    .where("s.channel_id", "=", channelId)
    .whereRef("m.arrival", which === "new" ? ">" : "<=", "s.archive_until")
    .orderBy("m.strength", "desc")
    .orderBy("m.arrival")
    .orderBy("s.id");
}
