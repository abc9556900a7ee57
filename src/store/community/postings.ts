import type { Kysely, Transaction } from "kysely";
import { z } from "zod";
import type { Posting, Postings, StoredPosting } from "../../community/posting/posting.ts";
import type { ChannelKind } from "../../digests/digest.ts";
import type { Reply } from "../../messages/layout/reply.ts";
import { instantColumn, jsonColumn, stringsColumn } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

const KINDS = [
  "text",
  "announcement",
  "thread",
  "forum",
  "dm",
] as const satisfies readonly ChannelKind[];

const NOTHING = JSON.stringify({ components: [] });

/** Only `messages/` makes a payload, and it is stored whole: its frame alone is looked at. */
const payloadColumn = jsonColumn.pipe(
  z.custom<Reply>(
    (value) => z.looseObject({ components: z.array(z.unknown()) }).safeParse(value).success,
  ),
);

const postingRow = z
  .object({
    id: z.string(),
    channel_id: z.string(),
    kind: z.enum(KINDS),
    title: z.string(),
    tag_ids: stringsColumn,
    payload: payloadColumn,
    mark: z.string(),
    attempted_at: instantColumn.nullable(),
    attempted_there: instantColumn.nullable(),
    message_id: z.string().nullable(),
    post_id: z.string().nullable(),
  })
  .transform((row): StoredPosting => ({
    id: row.id,
    channelId: row.channel_id,
    kind: row.kind,
    title: row.title,
    tagIds: row.tag_ids,
    payload: row.payload,
    mark: row.mark,
    attempted: row.attempted_at && { at: row.attempted_at, there: row.attempted_there },
    arrived: row.message_id === null ? null : { messageId: row.message_id, postId: row.post_id },
  }));

export function createPostings(db: Kysely<Schema>): Postings {
  return {
    async get(id) {
      const row = await db
        .selectFrom("posting")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? postingRow.parse(row) : null;
    },
    async attempting(id, { at, there }) {
      await db
        .updateTable("posting")
        .set({
          attempted_at: at.epochMilliseconds,
          attempted_there: there?.epochMilliseconds ?? null,
        })
        .where("id", "=", id)
        .where("attempted_at", "is", null)
        .execute();
    },
    async arrived(id, { messageId, postId }) {
      await db
        .updateTable("posting")
        // Nobody reads what it said any more.
        .set({ message_id: messageId, post_id: postId, payload: NOTHING })
        .where("id", "=", id)
        .execute();
    },
  };
}

/** Does nothing where it is stored already. */
export async function insertPosting(
  transaction: Transaction<Schema>,
  { id, channelId, kind, title, tagIds, payload, mark }: Posting,
): Promise<void> {
  await transaction
    .insertInto("posting")
    .values({
      id,
      channel_id: channelId,
      kind,
      title,
      tag_ids: JSON.stringify(tagIds),
      payload: JSON.stringify(payload),
      mark,
      attempted_at: null,
      attempted_there: null,
      message_id: null,
      post_id: null,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}
