import type { Transaction } from "kysely";
import type { Subscription } from "../../digests/digest.ts";
import type { Schema } from "../schema/schema.ts";
import { archiveEnd } from "./open-archive.ts";
import { topicId } from "./topic-rows.ts";
import { wishesJson } from "./wishes-column.ts";

/** As `Subscriptions.change`. */
export async function changeSubscription(
  transaction: Transaction<Schema>,
  id: number,
  { topic, name, wishes }: Partial<Pick<Subscription, "topic" | "name" | "wishes">>,
): Promise<boolean> {
  const before = await transaction
    .selectFrom("subscription")
    .select(["channel_id", "topic_id"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!before) return false;
  if (topic !== undefined) {
    const wanted = await topicId(transaction, topic);
    const twin = await transaction
      .selectFrom("subscription")
      .select("id")
      .where("channel_id", "=", before.channel_id)
      .where("topic_id", "=", wanted)
      .executeTakeFirst();
    if (twin && twin.id !== id) return false;
    if (wanted !== before.topic_id) await changeTopic(transaction, id, wanted);
  }
  if (name !== undefined || wishes !== undefined)
    await transaction
      .updateTable("subscription")
      .set({ ...(name !== undefined && { name }), ...(wishes && { wishes: wishesJson(wishes) }) })
      .where("id", "=", id)
      .execute();
  return true;
}

/** What has arrived by now is archive to the topic, but for what was new to the one before. */
async function changeTopic(
  transaction: Transaction<Schema>,
  id: number,
  topic: number,
): Promise<void> {
  await forgetSent(transaction, id);
  await transaction
    .insertInto("carried_over")
    .columns(["subscription_id", "arrival"])
    .expression((query) =>
      query
        .selectFrom("subscription as s")
        .innerJoin("topic_match as m", "m.topic_id", "s.topic_id")
        .innerJoin("arrival as a", "a.number", "m.arrival")
        .leftJoin("waiting as w", (join) =>
          join.onRef("w.channel_id", "=", "s.channel_id").onRef("w.paper_id", "=", "a.paper_id"),
        )
        .select(["s.id", "m.arrival"])
        .where("s.id", "=", id)
        .whereRef("m.arrival", ">", "s.archive_until")
        .where("a.is_archive", "=", 0)
        .where("w.missed_at", "is", null)
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
        ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await transaction
    .updateTable("subscription")
    .set({ topic_id: topic, archive_until: await archiveEnd(transaction) })
    .where("id", "=", id)
    .execute();
}

/** What was carried over by an earlier change, and went out since. */
async function forgetSent(transaction: Transaction<Schema>, id: number): Promise<void> {
  await transaction
    .deleteFrom("carried_over")
    .where("subscription_id", "=", id)
    .where("arrival", "in", (query) =>
      query
        .selectFrom("arrival as a")
        .innerJoin("ledger as l", "l.paper_id", "a.paper_id")
        .innerJoin("subscription as s", "s.channel_id", "l.channel_id")
        .select("a.number")
        .where("s.id", "=", id),
    )
    .execute();
}
