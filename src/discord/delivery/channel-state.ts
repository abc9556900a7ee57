import {
  ChannelFlags,
  type AnyThreadChannel,
  type Channel,
  ChannelType,
  type Client,
  type ForumChannel,
  type Guild,
  type GuildBasedChannel,
  type MediaChannel,
  type PermissionsBitField,
  PermissionFlagsBits,
} from "discord.js";
import type { Needs, Probe } from "../../digests/courier.ts";
import { type ForumTags, tagOfPosts } from "../../digests/forum-tag.ts";
import type { MissingPermission, Steps } from "../../digests/missing-permission.ts";
import type { Connection } from "../connection/connection.ts";
import type { Shards } from "../connection/shards.ts";
import { cut } from "../../messages/layout/budget.ts";
import { day } from "../../messages/layout/day.ts";
import { asking, RequestFailure } from "../api/failure.ts";
import { UNREACHABLE, UNSEEN } from "../api/refusals.ts";
import * as say from "../wording.ts";

type Forum = ForumChannel | MediaChannel;

type PermissionName = keyof typeof say.PERMISSIONS;

/** Names in hints are cut, so that the hints need not be. */
const LONGEST_NAME_IN_HINT = 40;

/**
 * Answers from the client's cache, which the Guilds intent fills. Only direct messages, archived
 * threads and those that are hidden from us are not in it: they are asked for, unless `onlyKnown`.
 */
export async function lookAtChannel(
  { client, shards }: Pick<Connection, "client" | "shards">,
  channelId: string,
  needs: Needs,
  now: () => Temporal.Instant,
): Promise<Probe> {
  const channel =
    cached(client, channelId) ??
    unknownServer(shards, needs) ??
    (await fetch(client, shards, channelId, needs));
  if ("kind" in channel) return channel;
  if (channel.type === ChannelType.DM)
    return { kind: "here", guildId: null, channel: "dm", missing: [], advised: [] };
  if (channel.isDMBased()) return { kind: "unsupported", what: say.GROUP_CONVERSATION };
  return around(channel, needs, now());
}

/** The library keeps channels that were deleted while the connection was away. */
function cached(client: Client<true>, channelId: string): Channel | undefined {
  const channel = client.channels.cache.get(channelId);
  // A server has its channels anew after that, but not all of its threads.
  if (!channel || channel.isDMBased() || channel.isThread()) return channel;
  return channel.guild.channels.cache.has(channelId) ? channel : undefined;
}

/** Of a server that this process hears nothing of, or not yet. */
function unknownServer(shards: Shards, { guildId = null }: Needs): Probe | null {
  const where = guildId === null ? "here" : shards.whereIs(guildId);
  if (where === "here") return null;
  if (where === "starting")
    return { kind: "unavailable", reason: "Discord hasn't told yet of the servers of its shard" };
  return { kind: "unavailable", reason: "The server is on a shard of another process" };
}

async function fetch(
  client: Client<true>,
  shards: Shards,
  channelId: string,
  { guildId = null, onlyKnown = false }: Needs,
): Promise<Channel | Probe> {
  if (onlyKnown)
    return { kind: "unavailable", reason: "Paperboy doesn't know this channel right now" };
  try {
    const channel = await asking("a look at a channel", () =>
      client.channels.fetch(channelId, { force: true }),
    );
    // One of a server that is not in the cache.
    return channel ?? (shards.knowsAll() ? { kind: "gone" } : ELSEWHERE_PERHAPS);
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    if (UNREACHABLE.has(error.code)) return { kind: "gone" };
    // The cache has all channels of our servers, even those that we may not see. One that it does not
    // have is of a server that we are not in, unless a server is away for a while, or known elsewhere.
    const isSomeServerAway =
      !shards.knowsAll() || client.guilds.cache.some(({ available }) => !available);
    const guild = guildId === null ? undefined : client.guilds.cache.get(guildId);
    if (UNSEEN.has(error.code) && guild?.available) return hiddenThread(guild);
    if (UNSEEN.has(error.code) && !isSomeServerAway) return { kind: "gone" };
    return { kind: "unavailable", reason: error.message };
  }
}

const ELSEWHERE_PERHAPS: Probe = {
  kind: "unavailable",
  reason: "The channel may be of a server that this process doesn't know",
};

/** The cache has all channels of a server: what it lacks is a thread, private or in a hidden channel. */
function hiddenThread({ id, client }: Guild): Probe {
  const where = say.addOrShow(cut(client.user.username, LONGEST_NAME_IN_HINT));
  const cause = "hidden thread";
  const missing = [{ permission: say.CAUSES[cause], where, cause } as const];
  return { kind: "here", guildId: id, channel: "thread", missing, advised: [] };
}

function around(
  channel: GuildBasedChannel,
  { roleId, threads = false }: Needs,
  now: Temporal.Instant,
): Probe {
  const { guild } = channel;
  const kind = kindOf(channel);
  if (!kind) return { kind: "unsupported", what: say.OTHER_KIND_OF_CHANNEL };
  const isForum = channel.isThreadOnly();
  const permissions = channel.permissionsFor(guild.client.user);
  if (!guild.available || !permissions)
    return { kind: "unavailable", reason: "Discord hasn't said yet what Paperboy may do there" };

  const lacking = (names: PermissionName[]): MissingPermission[] =>
    names
      .filter((name) => !permissions.has(PermissionFlagsBits[name]))
      .map((name) => ({
        permission: say.PERMISSIONS[name][isForum ? "forum" : "usual"],
        ...grantIn(channel),
      }));
  const missing = [
    ...lacking(neededIn(channel)),
    ...(threads ? lacking(neededForThreads(channel)) : []),
    ...(channel.isThread() && lacking(["ManageThreads"]).length > 0 ? closed(channel) : []),
    ...timeOut(guild, now),
  ];
  const forum = channel.isThreadOnly() ? tagsOf(channel, permissions) : undefined;
  const mention = roleId === null ? [] : lackingMention(channel, roleId, lacking);
  return {
    kind: "here",
    guildId: guild.id,
    channel: kind,
    missing: [...missing, ...(forum ? lackingTag(channel, forum) : []), ...mention],
    ...(roleId !== null && !guild.roles.cache.has(roleId) && { roleIsGone: true }),
    advised: lacking(["ReadMessageHistory"]),
    ...(forum && { forum }),
  };
}

function kindOf(channel: GuildBasedChannel) {
  if (channel.isThreadOnly()) return "forum";
  if (channel.isThread()) return "thread";
  if (channel.type === ChannelType.GuildAnnouncement) return "announcement";
  return channel.type === ChannelType.GuildText ? "text" : null;
}

function neededIn(channel: GuildBasedChannel): PermissionName[] {
  // A digest of several messages goes on in the post that its first one opened.
  if (channel.isThreadOnly()) return ["ViewChannel", "SendMessages", "SendMessagesInThreads"];
  if (!channel.isThread()) return ["ViewChannel", "SendMessages"];
  return ["ViewChannel", "SendMessagesInThreads"];
}

/** A forum's post is a thread already. */
function neededForThreads(channel: GuildBasedChannel): PermissionName[] {
  if (channel.isThreadOnly()) return [];
  return ["CreatePublicThreads", "SendMessagesInThreads"];
}

/** Refuses what every permission allows, but for administrators. Nobody tells us of its end. */
function timeOut({ members: { me } }: Guild, now: Temporal.Instant): MissingPermission[] {
  const untilMs = me?.communicationDisabledUntilTimestamp ?? 0;
  if (!me || untilMs <= now.epochMilliseconds) return [];
  if (me.permissions.has(PermissionFlagsBits.Administrator)) return [];
  const until = Temporal.Instant.fromEpochMilliseconds(untilMs);
  const toTheMinute = { smallestUnit: "minute", roundingMode: "ceil" } as const;
  const end = until.round(toTheMinute).toZonedDateTimeISO("UTC");
  const time = end.toPlainTime().toString({ smallestUnit: "minute" });
  const where = say.endsOn(day(end.toPlainDate().toString()), time);
  const cause = "time-out";
  return [{ permission: say.CAUSES[cause], where, cause, until }];
}

/**
 * What Manage Threads, or somebody in the thread, can mend. A message opens an archived thread again,
 * unless it is locked; a private one has to be joined.
 */
function closed(thread: AnyThreadChannel): MissingPermission[] {
  const { client, joined, locked, type } = thread;
  if (type === ChannelType.PrivateThread && !joined) {
    const cause = "private thread";
    const where = say.addToThread(cut(client.user.username, LONGEST_NAME_IN_HINT));
    return [{ permission: say.CAUSES[cause], where, cause }];
  }
  if (!locked) return [];
  const cause = "locked thread";
  const { where, steps } = grantIn(thread);
  return [{ permission: say.CAUSES[cause], where: say.unlockIt(where), steps, cause }];
}

/** Where permissions are granted: those of a thread are its channel's. */
function grantIn(channel: GuildBasedChannel): { where: string; steps: Steps } {
  const { guild } = channel;
  const own = guild.roles.botRoleFor(guild.client.user)?.name ?? guild.client.user.username;
  const { id, name } = (channel.isThread() ? channel.parent : null) ?? channel;
  return stepsIn({ id, name }, say.inPermissions(cut(own, LONGEST_NAME_IN_HINT)));
}

function stepsIn({ id, name }: { id: string; name: string }, how: string) {
  return { where: `#${cut(name, LONGEST_NAME_IN_HINT)}: ${how}`, steps: { channelId: id, how } };
}

function tagsOf(
  { availableTags, flags }: Forum,
  permissions: Readonly<PermissionsBitField>,
): ForumTags {
  const mayGiveAll = permissions.has(PermissionFlagsBits.ManageThreads);
  return {
    isRequired: flags.has(ChannelFlags.RequireTag),
    tags: availableTags.map(({ id, name, moderated }) => ({
      id,
      name,
      isUsable: !moderated || mayGiveAll,
    })),
  };
}

/** A forum may demand a tag, and have none that we may give. */
function lackingTag({ id, name }: GuildBasedChannel, forum: ForumTags): MissingPermission[] {
  if (!forum.isRequired || tagOfPosts(forum, null)) return [];
  const cause = "no tag";
  return [{ permission: say.CAUSES[cause], ...stepsIn({ id, name }, say.EDIT_TAGS), cause }];
}

function lackingMention(
  { guild }: GuildBasedChannel,
  roleId: string,
  lacking: (names: PermissionName[]) => MissingPermission[],
): MissingPermission[] {
  const role = guild.roles.cache.get(roleId);
  if (!role || role.mentionable) return [];
  return lacking(["MentionEveryone"]).map(({ permission, where }) => ({
    permission,
    where: say.orMentionable(where, cut(role.name, LONGEST_NAME_IN_HINT)),
    only: "mention",
  }));
}
