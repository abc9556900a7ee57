import type { Kysely } from "kysely";

/** What is kept of a webhook beside its outlet. */
export interface WebhookTable {
  outlet_id: string;
  host: string;
  /** Null, as is the secret, once its outlet has ended. */
  url: string | null;
  /** Base64. */
  secret: string | null;
}

export async function createWebhooks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("webhook")
    .addColumn("outlet_id", "text", (column) => column.primaryKey())
    .addColumn("host", "text", (column) => column.notNull())
    .addColumn("url", "text")
    .addColumn("secret", "text")
    .execute();
}
