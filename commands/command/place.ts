import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ChannelType,
} from "discord-api-types/v10";
import { z } from "zod";
import type { Needs, Probe } from "../../src/digests/courier.ts";
import type { MissingPermission } from "../../src/digests/missing-permission.ts";
import type { Channel } from "../../src/digests/digest.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import { type Asker, type Services, unseenChannel, UserError } from "./command.ts";
import * as say from "./wording.ts";

export const channelOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.Channel,
  name: "channel",
  description: say.CHANNEL_OPTION,
  channel_types: [
    ChannelType.GuildText,
    ChannelType.GuildAnnouncement,
    ChannelType.AnnouncementThread,
    ChannelType.PublicThread,
    ChannelType.PrivateThread,
    ChannelType.GuildForum,
    ChannelType.GuildMedia,
  ],
};

export const channel = z.string(say.PICK_A_CHANNEL).optional();

/** The channel that is meant: the one that was picked, else the one in which it was asked. */
export function placeOf(picked: string | undefined, { channelId, guildId }: Asker): Place {
  if (guildId === null && picked !== undefined && picked !== channelId)
    throw new UserError(say.LEAVE_OUT_CHANNEL);
  return { channelId: picked ?? channelId, guildId };
}

/**
 * As `placeOf`, for what is there already. In a thread without topics of its own it is the channel of that
 * thread, if that has or had some: nobody can ask in a forum but in one of its posts.
 */
export async function placeMeant(
  picked: string | undefined,
  asker: Asker,
  { digests: { book } }: Services,
): Promise<Place> {
  const place = placeOf(picked, asker);
  const { guildId, parentId } = asker;
  if (picked !== undefined || parentId === undefined) return place;
  if ((await book.subscriptions.of(place.channelId)).length > 0) return place;
  const parent = await book.subscriptions.channel(parentId);
  return parent?.guildId === guildId ? { ...place, channelId: parentId } : place;
}

/**
 * Throws a `UserError` where the asker does not see a channel that a button names: ids that come back
 * may be forged. What is picked in an option, the dispatcher has looked at.
 */
export async function demandSight(channelId: string, { mayView }: Asker): Promise<void> {
  if (!(await mayView(channelId))) throw unseenChannel();
}

/** The channel that a button names; fails as `demandSight` does. */
export async function placeSeen(channelId: string, asker: Asker): Promise<Place> {
  await demandSight(channelId, asker);
  return placeOf(channelId, asker);
}

/** A channel that has, or had, subscriptions. Null for one that never had, or that ended. */
export async function findChannel(place: Place, { digests }: Services): Promise<Channel | null> {
  const kept = await digests.book.subscriptions.channel(place.channelId);
  // The id of a channel elsewhere says nothing here.
  if (!kept || kept.endedAt !== null || kept.guildId !== place.guildId) return null;
  return kept;
}

/** A channel whose digests ended by themselves, and whose topics are kept for a while. */
export async function findEnded(
  { channelId, guildId }: Place,
  { digests }: Services,
): Promise<Channel | null> {
  const kept = await digests.book.subscriptions.channel(channelId);
  return kept && kept.endedAt !== null && kept.guildId === guildId ? kept : null;
}

/** As `findChannel`; where it is null, throws a `UserError` that says how to begin. */
export async function channelWithDigests(place: Place, services: Services): Promise<Channel> {
  const kept = await findChannel(place, services);
  if (!kept) throw (await endedThere(place, services)) ?? nothingSubscribed();
  return kept;
}

/** Where digests ended by themselves: that they did, and why. */
async function endedThere(place: Place, services: Services): Promise<UserError | null> {
  if (!(await findEnded(place, services))) return null;
  const [last] = await services.digests.book.history.runs(place.channelId, 1);
  const why = last?.note?.split("\n").at(-1) ?? "";
  const where = place.guildId === null ? "here" : "there";
  return new UserError(say.digestsHaveEnded(where, why), say.START_AGAIN);
}

/** As `channelWithDigests`, for what makes no sense without a topic. */
export async function channelWithTopics(place: Place, services: Services): Promise<Channel> {
  const kept = await channelWithDigests(place, services);
  const topics = await services.digests.book.subscriptions.of(kept.id);
  if (topics.length === 0) throw nothingSubscribed();
  return kept;
}

function nothingSubscribed(): UserError {
  return new UserError(say.NO_TOPICS_YET, say.ADD_A_TOPIC);
}

/**
 * What is known of a channel in which a digest can be posted. Where it cannot, throws a `UserError`
 * that says why and what to do. What is still `missing` is only about mentions.
 */
export async function reachable(
  { channelId, guildId }: Place,
  needs: Needs,
  { digests, log }: Services,
): Promise<Extract<Probe, { kind: "here" }>> {
  const probe = await digests.courier.probe(channelId, { ...needs, guildId });
  if (probe.kind === "unavailable") {
    log.warn({ channelId, reason: probe.reason }, "A channel could not be looked at");
    throw new UserError(say.DISCORD_IS_AWAY);
  }
  if (probe.kind === "unsupported") throw new UserError(say.unsupportedChannel(probe.what));
  if (probe.kind === "gone" || probe.guildId !== guildId) throw unseenChannel();
  const needed = probe.missing.filter(({ only }) => only === undefined);
  if (needed.length > 0) throw lacking(needed);
  return probe;
}

/** Names each permission that is missing, and where to grant it; or what else is in the way. */
export function lacking(missing: readonly MissingPermission[]): UserError {
  const permissions = missing
    .filter(({ cause }) => cause === undefined)
    .map(({ permission, where }) => say.permissionAt(permission, where));
  const others = missing
    .filter(({ cause }) => cause !== undefined)
    .map(({ permission, where }) => say.obstacle(permission, where));
  return new UserError(say.nothingChanged(permissions, others));
}
