import type { Transaction } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** With their copies, and where webhooks lead; what rooms keep of them beside that, they remove themselves. */
export async function removeOutlets(
  transaction: Transaction<Schema>,
  outlets: readonly { id: string }[],
): Promise<void> {
  for (const { id } of outlets) {
    await transaction.deleteFrom("webhook").where("outlet_id", "=", id).execute();
    await transaction.deleteFrom("outlet_copy").where("outlet_id", "=", id).execute();
    await transaction.deleteFrom("outlet").where("id", "=", id).execute();
  }
}
