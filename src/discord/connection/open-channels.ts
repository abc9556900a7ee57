import { type Client, PermissionFlagsBits } from "discord.js";

const { Administrator, ViewChannel } = PermissionFlagsBits;

/**
 * Whether Discord shows a channel to every member of its server: @everyone sees it, and no role and nobody is kept
 * from it. From the client's cache; false of what is not there, and of threads.
 */
export function isOpenToAll({ guilds }: Client, guildId: string, channelId: string): boolean {
  const guild = guilds.cache.get(guildId);
  const channel = guild?.channels.cache.get(channelId);
  if (!guild || !channel || channel.isThread()) return false;
  const everyone = guild.roles.cache.get(guildId)?.permissions.bitfield ?? 0n;
  if ((everyone & Administrator) !== 0n) return true;
  const overwrites = channel.permissionOverwrites.cache;
  if (overwrites.some(({ deny }) => (deny.bitfield & ViewChannel) !== 0n)) return false;
  const allowed = overwrites.get(guildId)?.allow.bitfield ?? 0n;
  return ((everyone | allowed) & ViewChannel) !== 0n;
}
