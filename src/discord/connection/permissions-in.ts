import { type Guild, type NonThreadGuildBasedChannel, PermissionFlagsBits } from "discord.js";

const { Administrator } = PermissionFlagsBits;

/**
 * What a member may do in a channel, all in one number (Discord's reference, "Permissions"). The
 * library computes this for members it keeps, and of people it keeps none. `here`: what Discord says that
 * they may do where they are, if it does.
 */
export function permissionsIn(
  { permissionOverwrites }: NonThreadGuildBasedChannel,
  { userId, roles, here = "0" }: { userId: string; roles: readonly string[]; here?: string },
  guild: Guild,
): bigint {
  const all = ~0n;
  if (guild.ownerId === userId || (BigInt(here) & Administrator) !== 0n) return all;
  const everyone = guild.id;
  const granted = [everyone, ...roles].reduce(
    (sum, id) => sum | (guild.roles.cache.get(id)?.permissions.bitfield ?? 0n),
    0n,
  );
  if ((granted & Administrator) !== 0n) return all;
  // The later ones win, and of roles together what any of them allows.
  return [[everyone], roles, [userId]].reduce((sum, ids) => {
    const overwrites = ids.flatMap((id) => permissionOverwrites.cache.get(id) ?? []);
    const denied = overwrites.reduce((bits, { deny }) => bits | deny.bitfield, 0n);
    const allowed = overwrites.reduce((bits, { allow }) => bits | allow.bitfield, 0n);
    return (sum & ~denied) | allowed;
  }, granted);
}
