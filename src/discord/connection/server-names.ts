import { ChannelType, type Client } from "discord.js";
import { NO_NAMES, type NamedServer } from "../../digests/server-names.ts";

/** Kinds of channels that take digests; see `channelOption`. */
const KINDS = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
]);

/** From the client's cache, which the Guilds intent fills. */
export function serverNames({ guilds }: Client, guildId: string): NamedServer {
  const guild = guilds.cache.get(guildId);
  if (!guild) return NO_NAMES;
  const channels = guild.channels.cache.filter(({ type }) => KINDS.has(type));
  return {
    name: guild.name,
    channels: channels.map(({ id, name }) => ({ id, name })),
    roles: guild.roles.cache
      .filter(({ id }) => id !== guildId)
      .map(({ id, name }) => ({ id, name })),
  };
}
