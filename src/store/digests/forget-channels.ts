import type { Transaction } from "kysely";
import { chunks } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

/** Removes channels that are a person's alone, with all that came there. */
export async function forgetChannels(
  transaction: Transaction<Schema>,
  channelIds: readonly string[],
): Promise<void> {
  for (const some of chunks(channelIds, 1)) {
    await transaction
      .deleteFrom("digest_message")
      .where("digest_id", "in", (of) =>
        of.selectFrom("digest").select("id").where("channel_id", "in", some),
      )
      .execute();
    await transaction.deleteFrom("ledger").where("channel_id", "in", some).execute();
    await transaction.deleteFrom("digest").where("channel_id", "in", some).execute();
    await transaction.deleteFrom("waiting").where("channel_id", "in", some).execute();
    await transaction.deleteFrom("draw").where("channel_id", "in", some).execute();
    await transaction.deleteFrom("change").where("guild_id", "in", some).execute();
    await transaction.deleteFrom("subscription").where("channel_id", "in", some).execute();
    await transaction.deleteFrom("channel").where("id", "in", some).execute();
  }
}
