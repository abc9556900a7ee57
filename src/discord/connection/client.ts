import {
  Client,
  DefaultRestOptions,
  GatewayIntentBits,
  Options,
  SimpleShardingStrategy,
  type WebSocketShardDestroyOptions,
} from "discord.js";

import type { DiscordClock } from "./clock.ts";

type Gateway = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/**
 * A client that asks for no more than it needs: the Guilds intent tells it servers, channels and
 * roles, from which it works out its own permissions. Of members and people it keeps only itself,
 * of messages nothing, so memory grows with servers and channels and not with what happens there.
 * `clock` hears each answer of the REST API.
 */
export function createClient(
  apiBase: string,
  clock?: DiscordClock,
  /** Told the HTTP status of each answer; null where a request got none. */
  onAnswer: (status: number | null) => void = () => undefined,
): Client {
  const itself = {
    maxSize: 0,
    keepOverLimit: ({ id }: { id: string }) => id === client.user?.id,
  };
  const client: Client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: {
      api: apiBase,
      async makeRequest(...request) {
        const response = await DefaultRestOptions.makeRequest(...request).catch(
          (error: unknown) => {
            onAnswer(null);
            throw error;
          },
        );
        onAnswer(response.status);
        clock?.hear(response.headers.get("date"));
        return response;
      },
      // The eleventh publication of an hour would wait for the next.
      rejectOnRateLimit: ({ route }) => route.endsWith("/crosspost"),
    },
    allowedMentions: { parse: [] },
    ws: { buildStrategy: (gateway) => new LeavingStrategy(gateway) },
    makeCache: Options.cacheWithLimits({
      // Permissions are computed from these, so they stay without limit:
      // GuildManager, ChannelManager, GuildChannelManager, RoleManager, PermissionOverwriteManager.
      GuildMemberManager: itself,
      UserManager: itself,
      AutoModerationRuleManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildInviteManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      StageInstanceManager: 0,
      // Whether it is in a private thread.
      ThreadMemberManager: itself,
      VoiceStateManager: 0,
    }),
  });
  return client;
}

/**
 * Leaves for good when it is told to. The library's own `destroy` passes over two kinds of shards: one
 * between two connections counts as idle, and connects again half a second later; one whose
 * connection is being made leaves the socket behind, which keeps the process alive and then brings
 * it down with an error that nobody listens for.
 */
class LeavingStrategy extends SimpleShardingStrategy {
  readonly #gateway: Gateway;
  #spawned = false;

  constructor(gateway: Gateway) {
    super(gateway);
    this.#gateway = gateway;
  }

  override async spawn(shardIds: number[]): Promise<void> {
    this.#spawned = true;
    await super.spawn(shardIds);
  }

  override async destroy(options?: Omit<WebSocketShardDestroyOptions, "recover">): Promise<void> {
    // The library destroys once before it spawns, too.
    if (!this.#spawned) return await super.destroy(options);
    // Connecting begins with this question.
    this.#gateway.options.retrieveSessionInfo = () => new Promise(() => undefined);
    const unmade = [...this["shards"].values()]
      .map((shard) => shard["connection"])
      .filter((connection) => connection?.readyState === WebSocket.CONNECTING);
    for (const connection of unmade) connection?.addEventListener("error", () => undefined);
    await super.destroy(options);
    for (const connection of unmade) connection?.terminate();
  }
}
