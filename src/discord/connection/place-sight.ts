import {
  ChannelType,
  type Guild,
  type GuildBasedChannel,
  type NonThreadGuildBasedChannel,
  PermissionFlagsBits,
} from "discord.js";
import { permissionsIn } from "./permissions-in.ts";

const { ManageThreads, ViewChannel } = PermissionFlagsBits;

/**
 * Whether Discord shows a channel or thread to somebody: "as a member" is one that shows a private thread to those in it
 * alone, which only Discord knows. Null where a thread's channel is not known, whose permissions count.
 */
export function isShown(
  place: GuildBasedChannel,
  asked: Parameters<typeof permissionsIn>[1],
  guild: Guild,
): boolean | "as a member" | null {
  const parent: NonThreadGuildBasedChannel | null = place.isThread() ? place.parent : place;
  if (!parent) return null;
  const permissions = permissionsIn(parent, asked, guild);
  if ((permissions & ViewChannel) === 0n) return false;
  if (place.type !== ChannelType.PrivateThread || (permissions & ManageThreads) !== 0n) return true;
  return "as a member";
}
