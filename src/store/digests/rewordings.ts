import type { Kysely, Transaction } from "kysely";
import type { Rewordings } from "../../digests/book.ts";
import type { TopicMatch } from "../../digests/digest.ts";
import { wordingMark } from "../papers/rewordings.ts";
import { instant } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { matchRow } from "./match-row.ts";
import { reopen } from "./open-matches.ts";

export function createRewordings(db: Kysely<Schema>): Rewordings {
  return {
    async unmatched() {
      const rows = await db
        .selectFrom("rewording as r")
        .innerJoin("arrival as a", "a.paper_id", "r.paper_id")
        .select("r.paper_id")
        .where("r.matched_at", "is", null)
        .orderBy("a.number")
        .execute();
      return rows.map(({ paper_id }) => paper_id);
    },

    async matched(papers, matches, at) {
      await db.transaction().execute(async (transaction) => {
        for (const { paperId, wording } of papers) {
          const settled = await transaction
            .updateTable("rewording")
            .set({ matched_at: at.epochMilliseconds })
            .where("paper_id", "=", paperId)
            .where("wording", "=", wordingMark(wording))
            .where("matched_at", "is", null)
            .executeTakeFirst();
          if (settled.numUpdatedRows > 0n) await matchAnew(transaction, paperId, matches);
        }
      });
    },

    async matchedAt(paperId) {
      const row = await db
        .selectFrom("rewording as r")
        .innerJoin("arrival as a", "a.paper_id", "r.paper_id")
        .select("r.matched_at")
        .where("r.paper_id", "=", paperId)
        .whereRef("r.matched_at", ">", "a.at")
        .executeTakeFirst();
      return row?.matched_at ? instant(row.matched_at) : null;
    },
  };
}

async function matchAnew(
  transaction: Transaction<Schema>,
  paperId: string,
  matches: ReadonlyMap<string, readonly TopicMatch[]>,
): Promise<void> {
  const arrived = await transaction
    .selectFrom("arrival")
    .select("number")
    .where("paper_id", "=", paperId)
    .executeTakeFirst();
  if (!arrived) return;
  const { number } = arrived;
  for (const [topic, list] of matches) {
    const row = await transaction
      .selectFrom("topic")
      .select("id")
      .where("topic", "=", topic)
      // What has arrived after that is still to be matched with it.
      .where("matched_until", ">=", number)
      .executeTakeFirst();
    if (!row) continue;
    await transaction
      .deleteFrom("topic_match")
      .where("topic_id", "=", row.id)
      .where("arrival", "=", number)
      .execute();
    const match = list.find((one) => one.paperId === paperId);
    if (match)
      await transaction
        .insertInto("topic_match")
        .values(matchRow(row.id, number, match))
        .execute();
  }
  await reopen(transaction, number);
}
