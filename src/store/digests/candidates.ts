import type { ExpressionBuilder, Kysely, SelectQueryBuilder } from "kysely";
import type { Candidates } from "../../digests/book.ts";
import type { DigestCandidate } from "../../digests/digest.ts";
import { chunks } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { candidateOf, missedOf } from "./digest-rows.ts";

export function createCandidates(db: Kysely<Schema>): Candidates {
  return {
    async unsent(channelId, which) {
      if (which === "archive")
        return (await stillOpen(matches(db, channelId, which)).execute()).map(candidateOf);
      const late = await stillOpen(matches(db, channelId, "all"))
        .where("m.arrival", ">", openAfter)
        .where("a.is_archive", "=", 0)
        .execute();
      const carried = await carriedOver(db, channelId);
      return [...late, ...carried].map(candidateOf).toSorted(bestFirst);
    },

    async matching(channelId, which, paperIds) {
      if (paperIds.length === 0) return [];
      const rows = await matches(db, channelId, which)
        .where("a.paper_id", "in", [...paperIds])
        .execute();
      return rows.map(candidateOf);
    },

    anyHeld: (subscriptionId) => isAnyHeld(db, subscriptionId),

    async missed(channelId, after) {
      const rows = await unheld(matches(db, channelId, "all"))
        .where("w.missed_at", ">", after.epochMilliseconds)
        .execute();
      return rows.map(missedOf);
    },

    async missedOne(channelId, paperId) {
      const row = await unheld(matches(db, channelId, "all"))
        .where("w.paper_id", "=", paperId)
        .where("w.missed_at", "is not", null)
        .executeTakeFirst();
      return row ? missedOf(row) : null;
    },

    async missedIds(channelId, after) {
      const rows = await unheld(joined(db, channelId))
        .select("a.paper_id")
        .distinct()
        .where("w.missed_at", ">", after.epochMilliseconds)
        .execute();
      return rows.map(({ paper_id }) => paper_id);
    },
  };
}

/** See `Candidates.anyHeld`. */
export async function isAnyHeld(db: Kysely<Schema>, subscriptionId: number): Promise<boolean> {
  const row = await db
    .selectFrom("subscription as s")
    .innerJoin("topic_match as m", "m.topic_id", "s.topic_id")
    .innerJoin("arrival as a", "a.number", "m.arrival")
    .innerJoin("ledger as l", (join) =>
      join.onRef("l.paper_id", "=", "a.paper_id").onRef("l.channel_id", "=", "s.channel_id"),
    )
    .select("l.paper_id")
    .where("s.id", "=", subscriptionId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function matches(db: Kysely<Schema>, channelId: string, which: "new" | "archive" | "all") {
  const all = joined(db, channelId)
    .select(["s.id as subscription_id", "t.topic", "s.name", "s.wishes"])
    .select(["a.paper_id", "m.arrival"])
    .select(["m.strength", "m.words", "m.fields", "a.at", "w.since", "w.missed_at"])
    .orderBy("m.strength", "desc")
    .orderBy("m.arrival")
    .orderBy("s.id");
  if (which === "all") return all;
  return all.where((where) => (which === "new" ? isNew(where) : where.not(isNew(where))));
}

/** What arrived as news since its subscription began, or its topic was changed, and what that carried over. */
function isNew(where: ExpressionBuilder<Joined["db"], Joined["tables"]>) {
  return where.or([
    where.and([
      where("m.arrival", ">", where.ref("s.archive_until")),
      where("a.is_archive", "=", 0),
    ]),
    where.exists(
      where
        .selectFrom("carried_over as c")
        .select("c.arrival")
        .whereRef("c.subscription_id", "=", "s.id")
        .whereRef("c.arrival", "=", "m.arrival"),
    ),
  ]);
}

function joined(db: Kysely<Schema>, channelId: string) {
  return db
    .selectFrom("subscription as s")
    .innerJoin("topic as t", "t.id", "s.topic_id")
    .innerJoin("topic_match as m", "m.topic_id", "s.topic_id")
    .innerJoin("arrival as a", "a.number", "m.arrival")
    .leftJoin("waiting as w", (join) =>
      join.onRef("w.channel_id", "=", "s.channel_id").onRef("w.paper_id", "=", "a.paper_id"),
    )
    .where("s.channel_id", "=", channelId);
}

type Joined =
  ReturnType<typeof joined> extends SelectQueryBuilder<infer DB, infer TB, unknown>
    ? { db: DB; tables: TB }
    : never;

/** Asked for by name: else a database goes through all that came before the marks. */
async function carriedOver(db: Kysely<Schema>, channelId: string) {
  const rows = await db
    .selectFrom("carried_over as c")
    .innerJoin("subscription as s", "s.id", "c.subscription_id")
    .select(["c.subscription_id", "c.arrival"])
    .where("s.channel_id", "=", channelId)
    .execute();
  const named = new Set(rows.map((row) => `${row.subscription_id} ${row.arrival}`));
  const arrivals = [...new Set(rows.map(({ arrival }) => arrival))];
  const found = [];
  for (const some of chunks(arrivals, 1))
    found.push(
      ...(await stillOpen(matches(db, channelId, "all"))
        .where("m.arrival", "in", some)
        .where("m.arrival", "<=", openAfter)
        .execute()),
    );
  return found.filter((row) => named.has(`${row.subscription_id} ${row.arrival}`));
}

/** News up to there is looked at only where it was carried over: see `carryOpen`. */
function openAfter(of: ExpressionBuilder<Joined["db"], Joined["tables"]>) {
  return of
    .case()
    .when("s.open_after", ">", of.ref("s.archive_until"))
    .then(of.ref("s.open_after"))
    .else(of.ref("s.archive_until"))
    .end();
}

function bestFirst(one: DigestCandidate, other: DigestCandidate): number {
  return (
    other.strength - one.strength ||
    one.arrival - other.arrival ||
    one.subscriptionId - other.subscriptionId
  );
}

/** Without what a digest of the channel holds, and what was missed or filtered for good. */
function stillOpen<Row>(query: SelectQueryBuilder<Joined["db"], Joined["tables"], Row>) {
  return unheld(query).where("w.missed_at", "is", null).where("w.filtered_at", "is", null);
}

/** Without what a digest of the channel holds. */
function unheld<Row>(query: SelectQueryBuilder<Joined["db"], Joined["tables"], Row>) {
  return query.where((where) =>
    where.not(
      where.exists(
        where
          .selectFrom("ledger as l")
          .select("l.paper_id")
          .whereRef("l.paper_id", "=", "a.paper_id")
          .whereRef("l.channel_id", "=", "s.channel_id"),
      ),
    ),
  );
}
