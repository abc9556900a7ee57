import type { Kysely } from "kysely";
import { z } from "zod";
import type { Discussion, Discussions, HomeKind } from "../../community/discussions/discussion.ts";
import { instantColumn } from "../schema/columns.ts";
import type { DiscussionTable } from "../schema/discussion-tables.ts";
import type { Schema } from "../schema/schema.ts";
import { insertPosting } from "./postings.ts";

const KINDS = ["text", "announcement", "forum"] as const satisfies readonly HomeKind[];

const discussionRow = z
  .object({
    id: z.string(),
    guild_id: z.string(),
    paper_id: z.string(),
    channel_id: z.string(),
    kind: z.enum(KINDS),
    thread_id: z.string().nullable(),
    created_at: instantColumn,
  })
  .transform((row): Discussion => ({
    id: row.id,
    guildId: row.guild_id,
    paperId: row.paper_id,
    channelId: row.channel_id,
    kind: row.kind,
    threadId: row.thread_id,
    createdAt: row.created_at,
  }));

export function discussionOf(row: DiscussionTable): Discussion {
  return discussionRow.parse(row);
}

export function createDiscussions(db: Kysely<Schema>): Discussions {
  return {
    async of(guildId, paperId) {
      const rows = await db
        .selectFrom("discussion")
        .selectAll()
        .where("guild_id", "=", guildId)
        .where("paper_id", "=", paperId)
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(discussionOf);
    },

    async get(id) {
      const row = await db
        .selectFrom("discussion")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? discussionOf(row) : null;
    },

    begin: (discussion, posting, seen) =>
      db.transaction().execute(async (transaction) => {
        const others = await transaction
          .selectFrom("discussion")
          .select("id")
          .where("guild_id", "=", discussion.guildId)
          .where("paper_id", "=", discussion.paperId)
          .execute();
        if (others.some(({ id }) => !seen.includes(id))) return false;
        await insertPosting(transaction, posting);
        await transaction
          .insertInto("discussion")
          .values({
            id: discussion.id,
            guild_id: discussion.guildId,
            paper_id: discussion.paperId,
            channel_id: discussion.channelId,
            kind: discussion.kind,
            thread_id: null,
            created_at: discussion.createdAt.epochMilliseconds,
          })
          .execute();
        return true;
      }),

    async opened(id, threadId) {
      await db
        .updateTable("discussion")
        .set({ thread_id: threadId })
        .where("id", "=", id)
        .execute();
    },

    async forget(id) {
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("discussion").where("id", "=", id).execute();
        await transaction.deleteFrom("posting").where("id", "=", id).execute();
      });
    },

    async unopened() {
      const rows = await db
        .selectFrom("discussion")
        .selectAll()
        .where("thread_id", "is", null)
        .orderBy("created_at")
        .execute();
      return rows.map(discussionOf);
    },
  };
}
