import { z } from "zod";
import { discussionOf } from "../community/discussions.ts";
import { instant } from "../schema/columns.ts";
import { id, listing, ROWS_AT_ONCE, when } from "./listing.ts";

export const votes = listing({
  name: "votes",
  schema: z.object({
    serverId: id,
    channelId: id,
    paperId: z.string(),
    /** Null where its person was forgotten. */
    userId: id.nullable(),
    at: when,
  }),
  first: 0,
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("vote")
      .selectAll()
      .where("id", ">", key)
      .orderBy("id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.id,
  valueOf: (row) => ({
    serverId: row.guild_id,
    channelId: row.channel_id,
    paperId: row.paper_id,
    userId: row.user_id,
    at: instant(row.at).toString(),
  }),
});

/** The threads of papers. */
export const discussions = listing({
  name: "discussions",
  schema: z.object({
    serverId: id,
    channelId: id,
    paperId: z.string(),
    kind: z.enum(["text", "announcement", "forum"]),
    /** Null until it is open. */
    threadId: id.nullable(),
    createdAt: when,
  }),
  first: "",
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("discussion")
      .selectAll()
      .where("id", ">", key)
      .orderBy("id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.id,
  valueOf(row) {
    const { guildId, createdAt, ...discussion } = discussionOf(row);
    return { ...discussion, serverId: guildId, createdAt: createdAt.toString() };
  },
});
