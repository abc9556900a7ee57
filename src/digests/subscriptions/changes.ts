import type { Place } from "../../messages/layout/place.ts";
import type { Book } from "../book.ts";

/** Something that somebody changed about the digests of a channel. */
export interface NotedChange {
  /** As in `subscribed to “diffusion”`. */
  did: string;
  /** Null: Paperboy itself. */
  userId: string | null;
  /** Whether it was somebody who wanted to be forgotten. */
  isFormer: boolean;
  at: Temporal.Instant;
  /** Null where it is clear, in a direct message. */
  channelId: string | null;
}

/** Keeps a change, with those of all channels of the same server. */
export async function noteChange(
  { did, userId, at }: Pick<NotedChange, "did" | "userId" | "at">,
  { channelId, guildId }: Place,
  { changes }: Pick<Book, "changes">,
): Promise<void> {
  await changes.note({
    guildId: guildId ?? channelId,
    userId,
    at,
    what: guildId === null ? did : `<#${channelId}> ${did}`,
  });
}

/** The last changes in a server, or in a direct message, newest first. */
export async function lastChanges(
  { channelId, guildId }: Place,
  { changes }: Pick<Book, "changes">,
): Promise<NotedChange[]> {
  return (await changes.last(guildId ?? channelId)).map(({ what, userId, isFormer, at }) => {
    const [, changed = null, did = what] = /^<#(\d+)> (.*)$/s.exec(what) ?? [];
    return { did, userId, isFormer, at, channelId: changed };
  });
}
