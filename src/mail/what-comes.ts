import type { Book } from "../digests/book.ts";
import { MAIL_CHANNELS, type Outlet } from "../digests/outlet.ts";

/** What somebody gets by one mail. */
export type WhatComes =
  | { kind: "topics"; topics: readonly string[] }
  | { kind: "direct messages" }
  /** `guildId` null where nothing is kept of the channel any more. */
  | { kind: "channel"; channelId: string; guildId: string | null };

export async function whatComes(
  { channelId }: Pick<Outlet, "channelId">,
  { subscriptions }: Pick<Book, "subscriptions">,
): Promise<WhatComes> {
  if (channelId.startsWith(MAIL_CHANNELS)) {
    const topics = await subscriptions.of(channelId);
    return { kind: "topics", topics: topics.map(({ name }) => name) };
  }
  const channel = await subscriptions.channel(channelId);
  if (channel?.guildId === null) return { kind: "direct messages" };
  return { kind: "channel", channelId, guildId: channel?.guildId ?? null };
}
