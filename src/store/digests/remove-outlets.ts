import type { Transaction } from "kysely";
import { MAIL_CHANNELS } from "../../digests/outlet.ts";
import type { Schema } from "../schema/schema.ts";
import { forgetChannels } from "./forget-channels.ts";

/** With their copies, what they are, and the topics that are theirs alone. */
export async function removeOutlets(
  transaction: Transaction<Schema>,
  outlets: readonly { id: string }[],
): Promise<void> {
  for (const { id } of outlets) {
    await transaction.deleteFrom("webhook").where("outlet_id", "=", id).execute();
    await transaction.deleteFrom("mail").where("outlet_id", "=", id).execute();
    await transaction.deleteFrom("outlet_copy").where("outlet_id", "=", id).execute();
    await transaction.deleteFrom("outlet").where("id", "=", id).execute();
  }
  await forgetChannels(
    transaction,
    outlets.map(({ id }) => `${MAIL_CHANNELS}${id}`),
  );
}
