import type { Transaction } from "kysely";
import { chunks } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

/** So many of the newest matches of a topic are looked through for what is open, whatever became of them. */
const LOOKED_THROUGH = 20;

/** What is left of a database that nobody did this for comes with the next digests. */
const MOST_AT_ONCE = 5000;

/**
 * Moves the marks of a channel's topics behind matches that are over: sent, missed or filtered. What is still open
 * among them is carried over by name. So a digest looks through what may be in it, and not through all that ever
 * matched. Does nothing while a digest is under way, which may give back what it took.
 */
export async function carryOpen(
  transaction: Transaction<Schema>,
  channelId: string,
): Promise<void> {
  const underWay = await transaction
    .selectFrom("digest")
    .select("id")
    .where("channel_id", "=", channelId)
    .where("finished_at", "is", null)
    .executeTakeFirst();
  if (underWay) return;
  const subscriptions = await transaction
    .selectFrom("subscription")
    .select(["id", "topic_id", "archive_until", "open_after"])
    .where("channel_id", "=", channelId)
    .execute();
  for (const one of subscriptions) {
    const from = Math.max(one.open_after, one.archive_until);
    const until = await nextMark(transaction, one.topic_id, from);
    if (until !== null) await carry(transaction, { ...one, channelId }, { from, until });
  }
}

/** Null where there is little to look through. */
async function nextMark(
  transaction: Transaction<Schema>,
  topicId: number,
  from: number,
): Promise<number | null> {
  const matches = transaction
    .selectFrom("topic_match")
    .select("arrival")
    .where("topic_id", "=", topicId)
    .where("arrival", ">", from)
    .limit(1);
  const last = await matches.orderBy("arrival", "desc").offset(LOOKED_THROUGH).executeTakeFirst();
  if (!last) return null;
  const most = await matches.orderBy("arrival").offset(MOST_AT_ONCE).executeTakeFirst();
  return Math.min(last.arrival, most?.arrival ?? Infinity);
}

async function carry(
  transaction: Transaction<Schema>,
  one: OneTopic,
  { from, until }: { from: number; until: number },
): Promise<void> {
  const open = await openOf(transaction, one)
    .where("m.arrival", ">", from)
    .where("m.arrival", "<=", until)
    .execute();
  // What a change of topic carried over stays new, whatever becomes of it.
  const carried = transaction
    .selectFrom("carried_over")
    .select("arrival")
    .where("subscription_id", "=", one.id)
    .where("arrival", ">", one.archive_until);
  const stays = new Set(
    (await openOf(transaction, one).where("m.arrival", "in", carried).execute()).map(
      ({ arrival }) => arrival,
    ),
  );
  const goes = (await carried.execute()).map(({ arrival }) => arrival);
  for (const some of chunks(
    goes.filter((arrival) => !stays.has(arrival)),
    1,
  ))
    await transaction
      .deleteFrom("carried_over")
      .where("subscription_id", "=", one.id)
      .where("arrival", "in", some)
      .execute();
  for (const some of chunks(open, 2))
    await transaction
      .insertInto("carried_over")
      .values(some.map(({ arrival }) => ({ subscription_id: one.id, arrival })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  await transaction
    .updateTable("subscription")
    .set({ open_after: until })
    .where("id", "=", one.id)
    .execute();
}

interface OneTopic {
  id: number;
  topic_id: number;
  archive_until: number;
  channelId: string;
}

/** News that no digest of the channel holds, and whose time is not over. */
function openOf(transaction: Transaction<Schema>, { topic_id, channelId }: OneTopic) {
  return transaction
    .selectFrom("topic_match as m")
    .innerJoin("arrival as a", "a.number", "m.arrival")
    .leftJoin("waiting as w", (join) =>
      join.on("w.channel_id", "=", channelId).onRef("w.paper_id", "=", "a.paper_id"),
    )
    .select("m.arrival")
    .where("m.topic_id", "=", topic_id)
    .where("a.is_archive", "=", 0)
    .where("w.missed_at", "is", null)
    .where("w.filtered_at", "is", null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("ledger as l")
            .select("l.paper_id")
            .whereRef("l.paper_id", "=", "a.paper_id")
            .where("l.channel_id", "=", channelId),
        ),
      ),
    );
}

/**
 * A paper came to match topics, or is open again, that are past its arrival: as when two papers turn out to be one. It is
 * looked at again wherever it was news; whether it is over is seen then.
 */
export async function reopen(transaction: Transaction<Schema>, arrival: number): Promise<void> {
  await transaction
    .insertInto("carried_over")
    .columns(["subscription_id", "arrival"])
    .expression((query) =>
      query
        .selectFrom("topic_match as m")
        .innerJoin("arrival as a", "a.number", "m.arrival")
        .innerJoin("subscription as s", "s.topic_id", "m.topic_id")
        .select(["s.id", "m.arrival"])
        .where("m.arrival", "=", arrival)
        .where("a.is_archive", "=", 0)
        .whereRef("s.archive_until", "<", "m.arrival")
        .whereRef("s.open_after", ">=", "m.arrival"),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
