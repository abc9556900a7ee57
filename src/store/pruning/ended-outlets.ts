import type { Kysely } from "kysely";
import { MAIL_CHANNELS } from "../../digests/outlet.ts";
import { removeOutlets } from "../digests/remove-outlets.ts";
import type { Schema } from "../schema/schema.ts";

const OUTLETS_AT_ONCE = 20;

/** Those that ended, and those of no channel. One with topics of its own goes with these: see `endedChannels`. */
export async function endedOutlets(db: Kysely<Schema>, before: Temporal.Instant): Promise<number> {
  const ended = await db
    .selectFrom("outlet")
    .leftJoin("channel", "channel.id", "outlet.channel_id")
    .select("outlet.id")
    .where((where) =>
      where.or([
        where("channel.id", "is", null),
        where.and([
          where("outlet.ended_at", "<", before.epochMilliseconds),
          where("outlet.channel_id", "not like", `${MAIL_CHANNELS}%`),
        ]),
      ]),
    )
    .limit(OUTLETS_AT_ONCE)
    .execute();
  if (ended.length === 0) return 0;
  await db.transaction().execute(async (transaction) => await removeOutlets(transaction, ended));
  return ended.length;
}
