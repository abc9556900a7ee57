import type { ExpressionBuilder, Kysely, Transaction } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** Subscriptions, with what they are to. */
export function withTopic(db: Kysely<Schema>) {
  return db
    .selectFrom("subscription")
    .innerJoin("topic", "topic.id", "subscription.topic_id")
    .selectAll("subscription")
    .select("topic.topic");
}

/** The id of a topic, which is kept from now on. Where nobody had it, it is matched against everything again. */
export async function topicId(transaction: Transaction<Schema>, topic: string): Promise<number> {
  await transaction
    .insertInto("topic")
    .values({ topic, matched_until: 0 })
    .onConflict((conflict) => conflict.column("topic").doNothing())
    .execute();
  // What it matched before may be half gone.
  await transaction
    .updateTable("topic")
    .set({ matched_until: 0 })
    .where("topic", "=", topic)
    .where("matched_until", ">", 0)
    .where(hasNoSubscription)
    .execute();
  const { id } = await transaction
    .selectFrom("topic")
    .select("id")
    .where("topic", "=", topic)
    .executeTakeFirstOrThrow();
  return id;
}

/** Topics of which nobody has any: what they matched goes, a piece at a time. */
export function hasNoSubscription(where: ExpressionBuilder<Schema, "topic">) {
  return where.not(
    where.exists(
      where
        .selectFrom("subscription")
        .select("subscription.id")
        .whereRef("subscription.topic_id", "=", "topic.id"),
    ),
  );
}

/** Of the paper that arrived last; 0 before the first one. */
export async function newestArrival(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom("arrival")
    .select((value) => value.fn.max("number").as("number"))
    .executeTakeFirst();
  return row?.number ?? 0;
}
