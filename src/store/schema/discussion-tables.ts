import type { Kysely } from "kysely";

/** A message that is posted once, beside the digests. */
export interface PostingTable {
  id: string;
  channel_id: string;
  kind: string;
  title: string;
  /** A list of strings as JSON. */
  tag_ids: string;
  /** A `Reply` as JSON. */
  payload: string;
  mark: string;
  attempted_at: number | null;
  /** The same by the clock of the far end. */
  attempted_there: number | null;
  message_id: string | null;
  /** Of a forum: the post in which it stands. */
  post_id: string | null;
}

/** The thread of a paper. */
export interface DiscussionTable {
  id: string;
  guild_id: string;
  paper_id: string;
  channel_id: string;
  kind: string;
  thread_id: string | null;
  created_at: number;
}

/** Who works on something that is to happen once. */
export interface WorkLeaseTable {
  key: string;
  owner: string;
  until: number;
}

export async function createDiscussions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("posting")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("tag_ids", "text", (column) => column.notNull())
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("mark", "text", (column) => column.notNull())
    .addColumn("attempted_at", "integer")
    .addColumn("attempted_there", "integer")
    .addColumn("message_id", "text")
    .addColumn("post_id", "text")
    .execute();
  await db.schema
    .createTable("discussion")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("guild_id", "text", (column) => column.notNull())
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("thread_id", "text")
    .addColumn("created_at", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("discussion_of_paper")
    .on("discussion")
    .columns(["guild_id", "paper_id"])
    .execute();
  await db.schema
    .createIndex("discussion_unopened")
    .on("discussion")
    .columns(["thread_id", "created_at"])
    .execute();
  await db.schema
    .createTable("work_lease")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("until", "integer", (column) => column.notNull())
    .execute();
}
