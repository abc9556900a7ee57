import * as say from "./wording.ts";

/** Where digests come: a channel of a server, or a conversation with one person. */
export interface Place {
  channelId: string;
  /** Null for a direct message. */
  guildId: string | null;
}

/** `in #papers`, which each reader sees by its name. */
export function inPlace({ channelId, guildId }: Place): string {
  return guildId === null ? say.IN_THIS_DIRECT_MESSAGE : say.inChannel(`<#${channelId}>`);
}

/** Where a message stands: in a channel, a thread or a forum's post. */
export function messageUrl(guildId: string | null, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${guildId ?? "@me"}/${channelId}/${messageId}`;
}
