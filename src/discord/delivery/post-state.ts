import { SnowflakeUtil } from "discord.js";
import { z } from "zod";

/** What Discord tells of a post or another thread. */
export const postState = z.object({
  id: z.string(),
  last_message_id: z.string().nullish(),
  thread_metadata: z.object({
    archived: z.boolean(),
    locked: z.boolean().optional(),
    /** When it was closed or opened last. */
    archive_timestamp: z.iso.datetime({ offset: true }),
    /** In minutes without a message. */
    auto_archive_duration: z.number(),
  }),
});

/**
 * Whether somebody closed it. A post that nobody wrote in for so long closes by itself, and opens with the next
 * message.
 */
export function isClosed({
  id,
  last_message_id: lastMessageId,
  thread_metadata: { archived, locked, archive_timestamp: at, auto_archive_duration: minutes },
}: z.output<typeof postState>): boolean {
  if (locked) return true;
  if (!archived) return false;
  const quietMs = Date.parse(at) - SnowflakeUtil.timestampFrom(lastMessageId ?? id);
  return quietMs < minutes * 60_000;
}
