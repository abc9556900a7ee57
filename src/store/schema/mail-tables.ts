import type { Kysely } from "kysely";

/** Of an outlet: whose mail it is. */
export interface MailTable {
  outlet_id: string;
  user_id: string;
  address: string;
}

/** The last code that was sent for somebody. */
export interface MailCodeTable {
  user_id: string;
  address: string;
  /** A `Wanted` as JSON. */
  wanted: string;
  outlet_id: string;
  hash: string;
  sent_at: number;
  tries: number;
}

/** That a code was sent, for somebody and to an address of whom nothing is kept but a mark. */
export interface MailCodeCountTable {
  hash: string;
  /** Stands for a person or an address. */
  mark: string;
  sent_at: number;
}

export async function createMail(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("mail")
    .addColumn("outlet_id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("address", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("mail_of_person").on("mail").column("user_id").execute();
  await db.schema
    .createTable("mail_code")
    .addColumn("user_id", "text", (column) => column.primaryKey())
    .addColumn("address", "text", (column) => column.notNull())
    .addColumn("wanted", "text", (column) => column.notNull())
    .addColumn("outlet_id", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("sent_at", "integer", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("mail_code_count")
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("mark", "text", (column) => column.notNull())
    .addColumn("sent_at", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("mail_code_count_pk", ["mark", "hash"])
    .execute();
}
