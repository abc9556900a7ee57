import type { Kysely, Transaction } from "kysely";
import { MAIL_CHANNELS } from "../../digests/outlet.ts";
import { removeOutlets } from "../digests/remove-outlets.ts";
import type { Schema } from "../schema/schema.ts";

/** A piece of these is a channel, with what is left of it. */
const CHANNELS_AT_ONCE = 20;
/** Each has a dozen rows. */
const DIGESTS_AT_ONCE = 40;

/**
 * With their subscriptions, what waited or was dealt there, and their outlets. The ledger stays, so that nothing is
 * sent twice where somebody sets them up again; but what went to a mail address alone goes with it.
 */
export async function endedChannels(
  db: Kysely<Schema>,
  before: Temporal.Instant,
  most: number,
): Promise<number> {
  const ended = await db
    .selectFrom("channel")
    .select("id")
    .where("ended_at", "<", before.epochMilliseconds)
    .orderBy("ended_at")
    .limit(CHANNELS_AT_ONCE)
    .execute();
  let rows = 0;
  for (const { id } of ended) {
    if (rows >= most) return rows;
    rows += await db
      .transaction()
      .execute(async (transaction) => await forget(transaction, id, before, most));
  }
  return rows;
}

/** A piece of one channel; the last one takes the channel itself. */
async function forget(
  transaction: Transaction<Schema>,
  channelId: string,
  before: Temporal.Instant,
  most: number,
): Promise<number> {
  const channel = await transaction
    .selectFrom("channel")
    .select("id")
    .where("id", "=", channelId)
    // It may have come back meanwhile.
    .where("ended_at", "<", before.epochMilliseconds)
    .executeTakeFirst();
  if (!channel) return 0;
  let rows = await emptyOf(transaction, channelId, "waiting", most);
  rows += await emptyOf(transaction, channelId, "draw", most);
  if (rows >= most) return rows;
  if (channelId.startsWith(MAIL_CHANNELS)) {
    const digests = await emptyDigests(transaction, channelId);
    if (digests === DIGESTS_AT_ONCE) return most;
    rows += digests;
  }
  const outlets = await transaction
    .selectFrom("outlet")
    .select("id")
    .where("channel_id", "=", channelId)
    .execute();
  await removeOutlets(transaction, outlets);
  // Whoever sets it up again is asked again.
  await transaction
    .updateTable("public_channel")
    .set({ closed_at: before.epochMilliseconds })
    .where("channel_id", "=", channelId)
    .where("closed_at", "is", null)
    .execute();
  await transaction.deleteFrom("channel").where("id", "=", channelId).execute();
  return rows + 1;
}

async function emptyOf(
  transaction: Transaction<Schema>,
  channelId: string,
  table: "waiting" | "draw",
  most: number,
): Promise<number> {
  const { numDeletedRows } = await transaction
    .deleteFrom(table)
    .where("channel_id", "=", channelId)
    .where("paper_id", "in", (papers) =>
      papers.selectFrom(table).select("paper_id").where("channel_id", "=", channelId).limit(most),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

async function emptyDigests(transaction: Transaction<Schema>, channelId: string): Promise<number> {
  const digests = await transaction
    .selectFrom("digest")
    .select("id")
    .where("channel_id", "=", channelId)
    .limit(DIGESTS_AT_ONCE)
    .execute();
  if (digests.length === 0) return 0;
  const ids = digests.map(({ id }) => id);
  await transaction.deleteFrom("digest_message").where("digest_id", "in", ids).execute();
  await transaction.deleteFrom("ledger").where("digest_id", "in", ids).execute();
  await transaction.deleteFrom("digest").where("id", "in", ids).execute();
  return ids.length;
}
