import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** The ledger has where each paper stands, and why it was sent. */
export async function sentMessages(
  db: Kysely<Schema>,
  before: Temporal.Instant,
  most: number,
): Promise<number> {
  const old = await ofFinished(db)
    .where("digest_message.attempted_at", "<", before.epochMilliseconds)
    .limit(most)
    .execute();
  return await remove(db, old);
}

/** Of digests that were given up or skipped before their turn came. */
export async function unsentMessages(
  db: Kysely<Schema>,
  before: Temporal.Instant,
  most: number,
): Promise<number> {
  const old = await ofFinished(db)
    .where("digest_message.attempted_at", "is", null)
    .where("digest.finished_at", "<", before.epochMilliseconds)
    .limit(most)
    .execute();
  return await remove(db, old);
}

function ofFinished(db: Kysely<Schema>) {
  return db
    .selectFrom("digest_message")
    .innerJoin("digest", "digest.id", "digest_message.digest_id")
    .select("digest_message.nonce")
    .where("digest.finished_at", "is not", null);
}

async function remove(db: Kysely<Schema>, messages: readonly { nonce: string }[]): Promise<number> {
  if (messages.length === 0) return 0;
  const nonces = messages.map(({ nonce }) => nonce);
  await db.deleteFrom("digest_message").where("nonce", "in", nonces).execute();
  return nonces.length;
}
