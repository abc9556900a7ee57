import type { Kysely } from "kysely";

/** A channel whose digests are, or were, shown outside of Discord. */
export interface PublicChannelTable {
  channel_id: string;
  /** As Discord had them last. */
  name: string;
  server_name: string;
  /** Digests that were due from then on are shown. */
  since: number;
  opened_at: number;
  /** Null while it is open. */
  closed_at: number | null;
}

export async function createPublicChannels(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("public_channel")
    .addColumn("channel_id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("server_name", "text", (column) => column.notNull())
    .addColumn("since", "integer", (column) => column.notNull())
    .addColumn("opened_at", "integer", (column) => column.notNull())
    .addColumn("closed_at", "integer")
    .execute();
}
