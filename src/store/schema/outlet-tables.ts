import type { Kysely } from "kysely";

/** See `Outlet`. */
export interface OutletTable {
  id: string;
  kind: string;
  channel_id: string;
  started_at: number;
  refused_since: number | null;
  ended_at: number | null;
  ended_because: string | null;
}

/** See `Copy`. */
export interface OutletCopyTable {
  id: string;
  outlet_id: string;
  digest_id: string;
  planned_at: number;
  attempts: number;
  outcome: string;
  trouble: string | null;
  failing_since: number | null;
  next_attempt_at: number;
  finished_at: number | null;
  /** The process that sends it, and until when nobody else may. */
  owner: string | null;
  leased_until: number | null;
}

export async function createOutlets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("outlet")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("started_at", "integer", (column) => column.notNull())
    .addColumn("refused_since", "integer")
    .addColumn("ended_at", "integer")
    .addColumn("ended_because", "text")
    .execute();
  await db.schema.createIndex("outlet_of_channel").on("outlet").column("channel_id").execute();
  await db.schema
    .createTable("outlet_copy")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("outlet_id", "text", (column) => column.notNull())
    .addColumn("digest_id", "text", (column) => column.notNull())
    .addColumn("planned_at", "integer", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("trouble", "text")
    .addColumn("failing_since", "integer")
    .addColumn("next_attempt_at", "integer", (column) => column.notNull())
    .addColumn("finished_at", "integer")
    .addColumn("owner", "text")
    .addColumn("leased_until", "integer")
    .execute();
  await db.schema
    .createIndex("copy_of_outlet")
    .on("outlet_copy")
    .columns(["outlet_id", "planned_at"])
    .execute();
  await db.schema.createIndex("copy_of_digest").on("outlet_copy").column("digest_id").execute();
  await db.schema
    .createIndex("copy_due")
    .on("outlet_copy")
    .columns(["finished_at", "next_attempt_at"])
    .execute();
}
