import { type APIInteraction, type Client, InteractionType } from "discord.js";
import { Routes } from "discord-api-types/v10";
import { asking, RequestFailure } from "../api/failure.ts";
import { isShown } from "../connection/place-sight.ts";

const SNOWFLAKE = /^\d{17,20}$/;

/**
 * Which channels Discord shows to the one behind an interaction: the one that it came from, and those
 * of the same server of which the roles that came with it and the client's cache say so. What the
 * cache does not have, archived threads and the members of private ones, is asked for, but not while
 * somebody types: each letter would ask again.
 */
export function sightOf(
  interaction: APIInteraction,
  client: Client,
): (channelId: string) => Promise<boolean> {
  const { member } = interaction;
  const here = interaction.channel?.id ?? interaction.channel_id;
  const mayAsk = interaction.type !== InteractionType.ApplicationCommandAutocomplete;
  const guild =
    interaction.guild_id === undefined ? undefined : client.guilds.cache.get(interaction.guild_id);

  async function isIn(threadId: string, userId: string): Promise<boolean> {
    const route = Routes.threadMembers(threadId, userId);
    return mayAsk && (await orNull(() => client.rest.get(route))) !== null;
  }

  return async (channelId) => {
    if (channelId === here) return true;
    if (!guild || !member || !SNOWFLAKE.test(channelId)) return false;
    const channel =
      guild.channels.cache.get(channelId) ??
      (mayAsk ? await orNull(() => client.channels.fetch(channelId)) : null);
    if (!channel || channel.isDMBased() || channel.guildId !== guild.id) return false;
    const { user, roles } = member;
    const shown = isShown(channel, { userId: user.id, roles, here: member.permissions }, guild);
    return shown === "as a member" ? await isIn(channel.id, user.id) : (shown ?? false);
  };
}

/** What Discord has, or null where it has nothing, or does not answer. */
async function orNull<T>(request: () => Promise<T>): Promise<T | null> {
  try {
    return await asking("what a person may see", request);
  } catch (error) {
    if (error instanceof RequestFailure) return null;
    throw error;
  }
}
