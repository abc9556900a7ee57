import {
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord-api-types/v10";

/** 2015-01-01T00:00Z, the first moment a snowflake can name. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

let issued = 0n;

/** An id as Discord makes them: its time, and a running number. */
export function snowflake(atMs: number): string {
  issued += 1n;
  return String((BigInt(Math.floor(atMs) - DISCORD_EPOCH_MS) << 22n) | (issued & 0x3fffffn));
}

/** An id of things that were there before the test. */
const old = (msLater = 0) => snowflake(Date.parse("2024-11-17T09:00:00Z") + msLater);

/** The server, channels and people of the stand-in. */
export const world = {
  applicationId: old(),
  botId: old(),
  /** Of four shards not the first one's, which tells of direct messages. */
  guildId: old(2),
  channelId: old(),
  /** A direct message of `ada` with the bot. */
  dmChannelId: old(),
  /** People; any other name becomes a person too. */
  people: { ada: old(), grace: old(), olga: old() } as Record<string, string>,
  botRoleId: old(),
  /** Of `ada`: with Manage Server. */
  managerRoleId: old(),
};

export function personId(name: string): string {
  return (world.people[name] ??= old());
}

function personData(name: string): object {
  return {
    id: personId(name),
    username: name,
    discriminator: "0",
    global_name: name,
    avatar: null,
    public_flags: 0,
  };
}

export const botUser = {
  id: world.botId,
  username: "paperboy",
  discriminator: "0",
  global_name: null,
  avatar: null,
  bot: true,
  public_flags: 0,
};

export const memberPermissions = String(
  PermissionFlagsBits.ViewChannel |
    PermissionFlagsBits.SendMessages |
    PermissionFlagsBits.UseApplicationCommands,
);

export const channelData = {
  id: world.channelId,
  type: ChannelType.GuildText,
  guild_id: world.guildId,
  name: "papers",
  position: 0,
  parent_id: null,
  topic: null,
  nsfw: false,
  rate_limit_per_user: 0,
  last_message_id: null,
  permission_overwrites: [],
  flags: 0,
};

export const dmChannelData = {
  id: world.dmChannelId,
  type: ChannelType.DM,
  last_message_id: null,
  flags: 0,
};

export const roleData = (id: string, name: string, permissions: string, position: number) => ({
  id,
  name,
  permissions,
  position,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: false,
  mentionable: false,
  flags: 0,
});

/** The bot as a member. */
export const memberData = {
  user: botUser,
  nick: null,
  roles: [world.botRoleId],
  joined_at: "2024-11-17T09:00:00.000Z",
  deaf: false,
  mute: false,
  flags: 0,
};

/** As `GUILD_CREATE` tells it with the Guilds intent: of members only the bot itself. */
export function guildData(parts: {
  roles: object[];
  channels: object[];
  threads: object[];
  members: object[];
}): object {
  return {
    id: world.guildId,
    name: "Reading Group",
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: personId("olga"),
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    emojis: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    preferred_locale: "en-US",
    public_updates_channel_id: null,
    nsfw_level: 0,
    stickers: [],
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    joined_at: "2024-11-17T09:00:00.000Z",
    large: false,
    unavailable: false,
    member_count: 3,
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    ...parts,
  };
}

/** Where somebody does something: in the server, in a direct message, or in a server without the bot. */
export type Place = "server" | "dm" | "elsewhere";

export function channelIdOf(place: Place): string {
  return place === "dm"
    ? world.dmChannelId
    : place === "server"
      ? world.channelId
      : elsewhere.channelId;
}

/** A server that installed nothing: somebody there installed the app for themselves. */
const elsewhere = { guildId: old(), channelId: old() };

/** Somebody in a channel of the server, as the server knows them. */
interface Member {
  channel: object & { id: string };
  roles: string[];
  permissions: bigint;
}

const elsewhereMember: Member = {
  channel: { ...channelData, id: elsewhere.channelId },
  roles: [],
  permissions: BigInt(memberPermissions),
};

/** The part of an interaction that says who and where; `member` where that is in the server. */
export function whoAndWhere(name: string, place: Place, member: Member | null): object {
  const user = personData(name);
  const common = {
    locale: "en-GB",
    app_permissions: memberPermissions,
    entitlements: [],
    attachment_size_limit: 10_485_760,
  };
  if (place === "dm")
    return {
      ...common,
      user,
      channel_id: world.dmChannelId,
      channel: { ...dmChannelData, recipients: [user] },
      context: InteractionContextType.BotDM,
      authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: "0" },
    };
  const guildId = place === "server" ? world.guildId : elsewhere.guildId;
  const { channel, roles, permissions } = member ?? elsewhereMember;
  return {
    ...common,
    guild_id: guildId,
    guild: { id: guildId, locale: "en-US", features: [] },
    guild_locale: "en-US",
    channel_id: channel.id,
    channel: { ...channel, guild_id: guildId, permissions: String(permissions) },
    context: InteractionContextType.Guild,
    authorizing_integration_owners:
      place === "server"
        ? { [ApplicationIntegrationType.GuildInstall]: guildId }
        : { [ApplicationIntegrationType.UserInstall]: personId(name) },
    member: {
      user,
      nick: null,
      avatar: null,
      roles,
      joined_at: "2024-11-17T09:00:00.000Z",
      premium_since: null,
      deaf: false,
      mute: false,
      pending: false,
      communication_disabled_until: null,
      flags: 0,
      permissions: String(permissions),
    },
  };
}
