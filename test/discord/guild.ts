import {
  ChannelFlags,
  ChannelType,
  OverwriteType,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import { ApiError } from "./api-error.ts";
import {
  channelData,
  guildData,
  memberData,
  memberPermissions,
  personId,
  roleData,
  snowflake,
  world,
} from "./world.ts";

const { ManageThreads, ReadMessageHistory, ViewChannel } = PermissionFlagsBits;

const join_timestamp = "2026-04-17T09:00:00.000Z";

/** A channel of the server as it stands, threads and forum posts too. */
export interface GuildChannel {
  readonly id: string;
  readonly type: ChannelType;
  readonly name: string;
  readonly parentId: string | null;
  /** Of a thread: who opened it. */
  readonly ownerId: string | null;
  /** What our role is denied and granted here. */
  denied: bigint;
  granted: bigint;
  /** Whether only those see it who were admitted: by their ids, or those of their roles. */
  isHidden: boolean;
  readonly admitted: Set<string>;
  /** Of a private thread: people. */
  readonly members: Set<string>;
  isArchived: boolean;
  /** When it was archived or opened the last time; ISO. */
  archivedAt: string;
  isLocked: boolean;
  /** Of a private thread: whether the bot is in it. */
  isJoined: boolean;
  /** Of a forum. */
  readonly tags: readonly { id: string; name: string; moderated: boolean }[];
  readonly isTagRequired: boolean;
  /** Of a post. */
  readonly appliedTags: readonly string[];
  readonly autoArchiveMinutes: number;
  /** Of a thread: without the first, and those that were deleted. */
  messageCount: number;
  lastMessageId: string | null;
}

interface Role {
  id: string;
  name: string;
  permissions: bigint;
  mentionable: boolean;
}

/** Whether the bot hears of a change; it does not while an event is on its way. */
interface Telling {
  told?: boolean;
}

/** The server that the bot is in: its channels and roles, and what the bot may do where. */
export interface Guild {
  addChannel(given?: Partial<GuildChannel>): GuildChannel;
  /** Lets the bot read and write in a channel of another server, in which it may what it may here. */
  openElsewhere(channelId: string): void;
  removeChannel(id: string, telling?: Telling): void;
  deny(channelId: string, permission: bigint, telling?: Telling): void;
  allow(channelId: string, permission: bigint, telling?: Telling): void;
  /** Somebody closes a thread; with `at`, an ISO time, it closes by itself then. */
  archive(threadId: string, how?: { isLocked?: boolean; at?: string }): void;
  /** Opens it again as well. */
  unlock(threadId: string): void;
  /** People write so many messages in a thread. */
  talk(threadId: string, messages: number): void;
  /** Somebody adds the bot to a private thread, or removes it from there. */
  join(threadId: string): void;
  leave(threadId: string): void;
  /** The bot is timed out until then; null ends it. */
  timeOut(until: Temporal.Instant | null, telling?: Telling): void;
  setMentionable(roleId: string, mentionable: boolean): void;
  addRole(given: { name: string; mentionable?: boolean; permissions?: bigint }): string;
  giveRole(personId: string, roleId: string): void;
  /** As menus of roles tell of one that was picked; null where there is none. */
  role(id: string): object | null;
  /** From now on everybody else does not see it, but for the bot and those with a role or id of `who`. */
  hide(channelId: string, who?: readonly string[]): void;
  /** As interactions tell of a person; `channel` is where they are. */
  member(personId: string, channel: GuildChannel): { roles: string[]; permissions: bigint };
  /** The roles of somebody, who is a member until they leave; null then. */
  rolesOf(personId: string): string[] | null;
  leaveServer(personId: string): void;
  removeRole(id: string, telling?: Telling): void;
  /** Somebody removes the bot from the server, or invites it again. */
  removeBot(): void;
  addBot(): void;
  readonly hasBot: boolean;
  /** Fails with `ApiError` as Discord does for a channel that is gone or that the bot cannot see. */
  channel(id: string): GuildChannel;
  /** Fails with `ApiError` where the bot lacks one. */
  demand(channel: GuildChannel, permission: bigint): void;
  may(channel: GuildChannel, permission: bigint): boolean;
  /** Gives our role a permission in the whole server. */
  grant(permission: bigint): void;
  /** Fails with `ApiError` where the bot lacks one in the whole server. */
  demandEverywhere(permission: bigint): void;
  readonly channels: readonly GuildChannel[];
  /** As `GUILD_CREATE` tells it; null while the bot is not in it. */
  data(): object | null;
}

/** `tell` is a gateway event for the bot. */
export function createGuild(now: () => number, tell: (type: string, data: object) => void): Guild {
  const channels = new Map<string, GuildChannel>();
  /** Of other servers. */
  const elsewhere = new Map<string, GuildChannel>();
  const roles = new Map<string, Role>();
  const rolesOf = new Map<string, string[]>();
  /** Those who are members no more. */
  const left = new Set<string>();
  let hasBot = true;
  let timedOutUntilMs = 0;

  function newChannel(given: Partial<GuildChannel>): GuildChannel {
    return {
      id: snowflake(now()),
      type: ChannelType.GuildText,
      name: "papers",
      parentId: null,
      ownerId: null,
      denied: 0n,
      granted: 0n,
      isHidden: false,
      admitted: new Set(),
      members: new Set(),
      isArchived: false,
      archivedAt: "2026-04-17T09:00:00.000Z",
      isLocked: false,
      isJoined: false,
      tags: [],
      isTagRequired: false,
      appliedTags: [],
      autoArchiveMinutes: 1440,
      messageCount: 0,
      lastMessageId: null,
      ...given,
    };
  }

  function keep(given: Partial<GuildChannel>): GuildChannel {
    const channel = newChannel(given);
    channels.set(channel.id, channel);
    return channel;
  }
  keep({ id: world.channelId });
  roles.set(world.guildId, {
    id: world.guildId,
    name: "@everyone",
    permissions:
      BigInt(memberPermissions) |
      PermissionFlagsBits.SendMessagesInThreads |
      PermissionFlagsBits.CreatePublicThreads,
    mentionable: false,
  });
  roles.set(world.botRoleId, {
    id: world.botRoleId,
    name: "paperboy",
    permissions: PermissionFlagsBits.ReadMessageHistory,
    mentionable: false,
  });

  roles.set(world.managerRoleId, {
    id: world.managerRoleId,
    name: "managers",
    permissions: PermissionFlagsBits.ManageGuild,
    mentionable: false,
  });
  rolesOf.set(personId("ada"), [world.managerRoleId]);

  /** The channel whose overwrites count. */
  function ruling(channel: GuildChannel): GuildChannel {
    const parent = channel.parentId === null ? undefined : channels.get(channel.parentId);
    return isThread(channel) && parent ? parent : channel;
  }

  /** What everybody may, and what their roles add; owners and administrators may all. */
  function permissionsOf(id: string, channel: GuildChannel): bigint {
    const all = [world.guildId, ...(rolesOf.get(id) ?? [])];
    const base = all.reduce((sum, role) => sum | (roles.get(role)?.permissions ?? 0n), 0n);
    if (id === personId("olga") || (base & PermissionFlagsBits.Administrator) !== 0n)
      return base | PermissionFlagsBits.Administrator;
    const { isHidden, admitted } = ruling(channel);
    const isShown = !isHidden || [id, ...all].some((one) => admitted.has(one));
    return isShown ? base : base & ~PermissionFlagsBits.ViewChannel;
  }

  function may(channel: GuildChannel, permission: bigint): boolean {
    const { denied, granted } = ruling(channel);
    const base = [...roles.values()]
      .filter(({ id }) => id === world.guildId || id === world.botRoleId)
      .reduce((all, { permissions }) => all | permissions, 0n);
    return (((base & ~denied) | granted) & permission) === permission;
  }

  /** Private threads are told to those in them, and to those who manage threads. */
  function isUntold(channel: GuildChannel): boolean {
    const { isJoined, type } = channel;
    return type === ChannelType.PrivateThread && !isJoined && !may(channel, ManageThreads);
  }

  const isTimedOut = () => timedOutUntilMs > now();

  function change(id: string, { told = true }: Telling, apply: (channel: GuildChannel) => void) {
    const channel = guild.channel(id);
    apply(channel);
    if (told && !isUntold(channel))
      tell(isThread(channel) ? "THREAD_UPDATE" : "CHANNEL_UPDATE", channelJson(channel));
  }

  const guild: Guild = {
    addChannel(given = {}) {
      const channel = keep(given);
      // Archived threads are told to nobody.
      if (!channel.isArchived && !isUntold(channel))
        tell(isThread(channel) ? "THREAD_CREATE" : "CHANNEL_CREATE", channelJson(channel));
      return channel;
    },
    openElsewhere(id) {
      elsewhere.set(id, newChannel({ id }));
    },
    removeChannel(id, { told = true } = {}) {
      const channel = guild.channel(id);
      for (const { id: below, parentId } of channels.values())
        if (parentId === id) channels.delete(below);
      channels.delete(id);
      if (told) tell(isThread(channel) ? "THREAD_DELETE" : "CHANNEL_DELETE", channelJson(channel));
    },
    deny(id, permission, telling = {}) {
      change(id, telling, (channel) => {
        channel.denied |= permission;
        channel.granted &= ~permission;
      });
    },
    allow(id, permission, telling = {}) {
      change(id, telling, (channel) => {
        channel.denied &= ~permission;
        channel.granted |= permission;
      });
    },
    archive(id, { isLocked = false, at } = {}) {
      change(id, {}, (channel) => {
        channel.isArchived = true;
        channel.archivedAt = at ?? channel.archivedAt;
        channel.isLocked = isLocked;
      });
    },
    unlock(id) {
      change(id, {}, (channel) => {
        channel.isLocked = false;
        channel.isArchived = false;
      });
    },
    talk(id, messages) {
      // Nobody is told of messages who did not ask for them.
      guild.channel(id).messageCount += messages;
    },
    join(id) {
      const channel = guild.channel(id);
      channel.isJoined = true;
      tell("THREAD_CREATE", channelJson(channel));
    },
    leave(id) {
      guild.channel(id).isJoined = false;
      const removed_member_ids = [world.botId];
      tell("THREAD_MEMBERS_UPDATE", {
        id,
        guild_id: world.guildId,
        member_count: 1,
        removed_member_ids,
      });
    },
    timeOut(until, { told = true } = {}) {
      timedOutUntilMs = until?.epochMilliseconds ?? 0;
      if (told) tell("GUILD_MEMBER_UPDATE", { guild_id: world.guildId, ...ownMember() });
    },
    giveRole(id, roleId) {
      rolesOf.set(id, [...(rolesOf.get(id) ?? []), roleId]);
    },
    hide(id, who = []) {
      change(id, {}, (channel) => {
        channel.isHidden = true;
        channel.granted |= PermissionFlagsBits.ViewChannel;
        for (const one of who) channel.admitted.add(one);
      });
    },
    member: (id, channel) => ({
      roles: rolesOf.get(id) ?? [],
      permissions: permissionsOf(id, channel),
    }),
    rolesOf: (id) => (left.has(id) ? null : (rolesOf.get(id) ?? [])),
    leaveServer(id) {
      left.add(id);
    },
    addRole({ name, mentionable = false, permissions = 0n }) {
      const role = { id: snowflake(now()), name, permissions, mentionable };
      roles.set(role.id, role);
      tell("GUILD_ROLE_CREATE", { guild_id: world.guildId, role: roleJson(role) });
      return role.id;
    },
    role(id) {
      const role = roles.get(id);
      return role ? roleJson(role) : null;
    },
    setMentionable(id, mentionable) {
      const role = roles.get(id);
      if (!role) throw new ApiError(404, 10011, "Unknown Role");
      role.mentionable = mentionable;
      tell("GUILD_ROLE_UPDATE", { guild_id: world.guildId, role: roleJson(role) });
    },
    removeRole(id, { told = true } = {}) {
      roles.delete(id);
      if (told) tell("GUILD_ROLE_DELETE", { guild_id: world.guildId, role_id: id });
    },
    removeBot() {
      hasBot = false;
      tell("GUILD_DELETE", { id: world.guildId });
    },
    addBot() {
      hasBot = true;
      tell("GUILD_CREATE", wholeGuild());
    },
    get hasBot() {
      return hasBot;
    },
    channel(id) {
      const channel = channels.get(id) ?? elsewhere.get(id);
      if (!channel) throw new ApiError(404, 10003, "Unknown Channel");
      return channel;
    },
    demand(channel, permission) {
      if (!hasBot || !may(channel, ViewChannel) || isUntold(channel))
        throw new ApiError(403, 50001, "Missing Access");
      const isReading = permission === ViewChannel || permission === ReadMessageHistory;
      if (!may(channel, permission) || (isTimedOut() && !isReading))
        throw new ApiError(403, 50013, "Missing Permissions");
    },
    may,
    grant(permission) {
      const role = roles.get(world.botRoleId);
      if (!role) throw new ApiError(404, 10011, "Unknown Role");
      role.permissions |= permission;
      tell("GUILD_ROLE_UPDATE", { guild_id: world.guildId, role: roleJson(role) });
    },
    demandEverywhere(permission) {
      if (!hasBot) throw new ApiError(403, 50001, "Missing Access");
      const held = [world.guildId, world.botRoleId].some(
        (id) => ((roles.get(id)?.permissions ?? 0n) & permission) !== 0n,
      );
      if (!held) throw new ApiError(403, 50013, "Missing Permissions");
    },
    get channels() {
      return [...channels.values()];
    },
    data: () => (hasBot ? wholeGuild() : null),
  };

  function wholeGuild(): object {
    const all = guild.channels.filter((channel) => !channel.isArchived && !isUntold(channel));
    return guildData({
      roles: [...roles.values()].map(roleJson),
      channels: all.filter((channel) => !isThread(channel)).map(channelJson),
      threads: all.filter(isThread).map(channelJson),
      members: [ownMember()],
    });
  }

  function ownMember(): object {
    return { ...memberData, communication_disabled_until: isoOrNull(timedOutUntilMs) };
  }

  return guild;
}

export function isThread({ type }: Pick<GuildChannel, "type">): boolean {
  return (
    type === ChannelType.PublicThread ||
    type === ChannelType.PrivateThread ||
    type === ChannelType.AnnouncementThread
  );
}

/** Forums, and media channels: what is posted there opens a post. */
export function takesPosts({ type }: Pick<GuildChannel, "type">): boolean {
  return type === ChannelType.GuildForum || type === ChannelType.GuildMedia;
}

function isoOrNull(ms: number): string | null {
  return ms === 0 ? null : new Date(ms).toISOString();
}

function roleJson({ id, name, permissions, mentionable }: Role): object {
  const position = id === world.guildId ? 0 : 1;
  return { ...roleData(id, name, String(permissions), position), mentionable };
}

const isPerson = (id: string) => Object.values(world.people).includes(id);

function hidingOverwrites({ admitted }: GuildChannel): object[] {
  const view = String(PermissionFlagsBits.ViewChannel);
  return [
    { id: world.guildId, type: OverwriteType.Role, allow: "0", deny: view },
    ...[...admitted].map((id) => ({
      id,
      type: isPerson(id) ? OverwriteType.Member : OverwriteType.Role,
      allow: view,
      deny: "0",
    })),
  ];
}

export function channelJson(channel: GuildChannel): object {
  const { id, type, name, parentId, isTagRequired } = channel;
  const common = { ...channelData, id, type, name, parent_id: parentId };
  if (isThread(channel)) {
    const { permission_overwrites: _none, ...thread } = common;
    return {
      ...thread,
      owner_id: channel.ownerId,
      message_count: channel.messageCount,
      member_count: 1,
      total_message_sent: channel.messageCount,
      last_message_id: channel.lastMessageId,
      applied_tags: channel.appliedTags,
      thread_metadata: {
        archived: channel.isArchived,
        locked: channel.isLocked,
        auto_archive_duration: channel.autoArchiveMinutes,
        archive_timestamp: channel.archivedAt,
        create_timestamp: "2026-04-17T09:00:00.000Z",
        ...(type === ChannelType.PrivateThread && { invitable: false }),
      },
      ...(channel.isJoined && { member: { id, user_id: world.botId, join_timestamp, flags: 0 } }),
    };
  }
  return {
    ...common,
    flags: isTagRequired ? ChannelFlags.RequireTag : 0,
    available_tags: channel.tags.map((tag) => ({ ...tag, emoji_id: null, emoji_name: null })),
    permission_overwrites: [
      {
        id: world.botRoleId,
        type: OverwriteType.Role,
        allow: String(channel.granted),
        deny: String(channel.denied),
      },
      ...(channel.isHidden ? hidingOverwrites(channel) : []),
    ],
  };
}
