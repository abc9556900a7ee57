import {
  ChannelType,
  type Client,
  type GuildBasedChannel,
  type NonThreadGuildBasedChannel,
  PermissionFlagsBits,
} from "discord.js";

const { Administrator, ViewChannel } = PermissionFlagsBits;

/**
 * Whether Discord shows a channel to every member of its server: @everyone sees it, and no role and nobody is kept
 * from it. A public thread is shown to whom its channel is. From the client's cache; false of what is not there.
 */
export function isOpenToAll({ guilds }: Client, guildId: string, channelId: string): boolean {
  const guild = guilds.cache.get(guildId);
  const asked = guild?.channels.cache.get(channelId);
  const channel = asked && channelOf(asked);
  if (!guild || !channel) return false;
  const everyone = guild.roles.cache.get(guildId)?.permissions.bitfield ?? 0n;
  if ((everyone & Administrator) !== 0n) return true;
  const overwrites = channel.permissionOverwrites.cache;
  if (overwrites.some(({ deny }) => (deny.bitfield & ViewChannel) !== 0n)) return false;
  const allowed = overwrites.get(guildId)?.allow.bitfield ?? 0n;
  return ((everyone | allowed) & ViewChannel) !== 0n;
}

/** The channel whose permissions count; null for a private thread, which has people of its own. */
function channelOf(asked: GuildBasedChannel): NonThreadGuildBasedChannel | null {
  if (!asked.isThread()) return asked;
  return asked.type === ChannelType.PrivateThread ? null : asked.parent;
}
