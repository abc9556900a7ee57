import type { Transaction } from "kysely";
import type { PlannedMessage } from "../../digests/digest.ts";
import type { Schema } from "../schema/schema.ts";

/** The nonce is unique because the digest's id is; 16 characters, a dot and at most 8 digits. */
export async function insertMessages(
  transaction: Transaction<Schema>,
  digestId: string,
  from: number,
  messages: readonly PlannedMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ payload, paperIds }, i) => ({
    digest_id: digestId,
    number: from + i,
    payload: JSON.stringify(payload),
    paper_ids: JSON.stringify(paperIds),
    nonce: `${digestId}.${from + i}`,
    attempted_at: null,
    attempted_there: null,
    message_id: null,
    refused: null,
  }));
  await transaction.insertInto("digest_message").values(rows).execute();
}

/** See `Deliveries.replace`. */
export async function replaceMessage(
  transaction: Transaction<Schema>,
  digestId: string,
  number: number,
  instead: PlannedMessage | null,
): Promise<void> {
  const { numDeletedRows } = await transaction
    .deleteFrom("digest_message")
    .where("digest_id", "=", digestId)
    .where("number", "=", number)
    .where("attempted_at", "is", null)
    .where("message_id", "is", null)
    .where("refused", "is", null)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return;
  if (instead) await insertMessages(transaction, digestId, number, [instead]);
  let reserved = transaction
    .deleteFrom("ledger")
    .where("digest_id", "=", digestId)
    .where("number", "=", number)
    .where("message_id", "is", null);
  if (instead) reserved = reserved.where("paper_id", "not in", instead.paperIds);
  await reserved.execute();
}
