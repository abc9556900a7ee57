import {
  ChannelFlags,
  type Channel,
  ChannelType,
  type Client,
  type ForumChannel,
  type GuildBasedChannel,
  type MediaChannel,
  PermissionFlagsBits,
  type ThreadChannel,
} from "discord.js";
import type { MissingPermission, Needs, Probe } from "../digests/courier.ts";
import { asking, RequestFailure } from "./failure.ts";
import { UNREACHABLE, UNSEEN } from "./refusals.ts";

/** What we know of a channel without asking it: whether and how a digest can be posted there. */
export type Surroundings =
  | (Extract<Probe, { kind: "here" }> & {
      /** For a new post in a forum that demands one. */
      tagIds: string[];
    })
  | Exclude<Probe, { kind: "here" }>;

type Forum = ForumChannel | MediaChannel;

/** As Discord's settings name them: in a forum some go by another name. */
const NAMES = {
  ViewChannel: { usual: "View Channel", forum: "View Channel" },
  SendMessages: { usual: "Send Messages", forum: "Create Posts" },
  SendMessagesInThreads: { usual: "Send Messages in Threads", forum: "Send Messages in Posts" },
  ReadMessageHistory: { usual: "Read Message History", forum: "Read Post History" },
  ManageThreads: { usual: "Manage Threads", forum: "Manage Posts" },
  MentionEveryone: {
    usual: "Mention @everyone, @here, and All Roles",
    forum: "Mention @everyone, @here, and All Roles",
  },
} as const;

type PermissionName = keyof typeof NAMES;

/**
 * Answers from the client's cache, which the Guilds intent fills. Only direct messages and archived
 * threads are not in it: those are asked for once.
 */
export async function lookAround(
  client: Client<true>,
  channelId: string,
  needs: Needs,
): Promise<Surroundings> {
  const channel = client.channels.cache.get(channelId) ?? (await fetch(client, channelId));
  if ("kind" in channel) return channel;
  if (channel.type === ChannelType.DM)
    return { kind: "here", guildId: null, channel: "dm", missing: [], advised: [], tagIds: [] };
  if (channel.isDMBased()) return { kind: "unsupported", what: "a group of people" };
  return around(channel, needs);
}

async function fetch(client: Client<true>, channelId: string): Promise<Channel | Surroundings> {
  try {
    const channel = await asking("a look at a channel", () => client.channels.fetch(channelId));
    return channel ?? { kind: "gone" };
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    if (UNREACHABLE.has(error.code)) return { kind: "gone" };
    // The cache has all channels of our servers, even those that we may not see. One that it does not
    // have is of a server that we are not in, unless a server is away for a while.
    const isSomeServerAway = client.guilds.cache.some(({ available }) => !available);
    if (UNSEEN.has(error.code) && !isSomeServerAway) return { kind: "gone" };
    return { kind: "unavailable", reason: error.message };
  }
}

function around(channel: GuildBasedChannel, { roleId }: Needs): Surroundings {
  const { guild } = channel;
  const kind = kindOf(channel);
  if (!kind) return { kind: "unsupported", what: "a kind of channel that takes no digest" };
  const isForum = channel.isThreadOnly();
  const permissions = channel.permissionsFor(guild.client.user);
  if (!guild.available || !permissions)
    return { kind: "unavailable", reason: "Discord has not told yet what Paperboy may do there" };

  const lacking = (names: PermissionName[]): MissingPermission[] =>
    names
      .filter((name) => !permissions.has(PermissionFlagsBits[name]))
      .map((name) => ({
        permission: NAMES[name][isForum ? "forum" : "usual"],
        where: whereToGrant(channel),
      }));
  const missing = lacking(neededIn(channel));
  const tags = isForum ? tagFor(channel) : { tagIds: [], missing: [] };
  const mention = roleId === null ? [] : lackingMention(channel, roleId, lacking);
  return {
    kind: "here",
    guildId: guild.id,
    channel: kind,
    missing: [...missing, ...tags.missing, ...mention],
    advised: lacking(["ReadMessageHistory"]),
    tagIds: tags.tagIds,
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
  const needed: PermissionName[] = ["ViewChannel", "SendMessagesInThreads"];
  return isClosed(channel) ? [...needed, "ManageThreads"] : needed;
}

/** A message opens an archived thread again, unless it is locked; a private one has to be joined. */
function isClosed({ locked, type, joined }: ThreadChannel): boolean {
  return locked === true || (type === ChannelType.PrivateThread && !joined);
}

function whereToGrant(channel: GuildBasedChannel): string {
  const { guild } = channel;
  const own = guild.roles.botRoleFor(guild.client.user)?.name ?? guild.client.user.username;
  const parent = channel.isThread() ? channel.parent : null;
  const where = parent ? `#${parent.name}` : `#${channel.name}`;
  return `${where}: Edit Channel → Permissions → ${own}`;
}

/** A forum may demand a tag; some may be given by moderators only. */
function tagFor(forum: Forum): { tagIds: string[]; missing: MissingPermission[] } {
  if (!forum.flags.has(ChannelFlags.RequireTag)) return { tagIds: [], missing: [] };
  const [tag] = forum.availableTags.filter(({ moderated }) => !moderated);
  if (tag) return { tagIds: [tag.id], missing: [] };
  const where = `#${forum.name}: Edit Channel → Tags; posts need one here`;
  return { tagIds: [], missing: [{ permission: "a tag that everybody may use", where }] };
}

function lackingMention(
  { guild }: GuildBasedChannel,
  roleId: string,
  lacking: (names: PermissionName[]) => MissingPermission[],
): MissingPermission[] {
  const role = guild.roles.cache.get(roleId);
  if (!role) {
    const where = "it was deleted; choose another with /digest settings";
    return [{ permission: "the role", where, only: "mention" }];
  }
  if (role.mentionable) return [];
  return lacking(["MentionEveryone"]).map(({ permission, where }) => ({
    permission,
    where: `${where}; or Server Settings → Roles → ${role.name} → Allow anyone to @mention this role`,
    only: "mention",
  }));
}
