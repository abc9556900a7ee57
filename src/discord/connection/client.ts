import {
  Client,
  DefaultRestOptions,
  GatewayIntentBits,
  Options,
  SimpleShardingStrategy,
  type WebSocketShardDestroyOptions,
} from "discord.js";

import type { DiscordClock } from "./clock.ts";
import { createRepeats } from "./repeats.ts";
import type { SessionGate } from "./session-gate.ts";
import type { ShardSpan } from "./shards.ts";
import { FOR_GOOD, type Tenure, TenureOver } from "./tenure.ts";

type Gateway = ConstructorParameters<typeof SimpleShardingStrategy>[0];

export interface ClientOptions {
  /** Hears each answer of the REST API. */
  clock?: DiscordClock;
  /** Told the HTTP status of each answer; null where a request got none. */
  onAnswer?: ((status: number | null) => void) | undefined;
  /** Null: all that the gateway recommends. */
  span?: ShardSpan | null;
  /** Default: the library's own, which knows this process alone. */
  gate?: SessionGate;
  /** Default: the machine's clock. */
  now?: () => Temporal.Instant;
  /** For how long it may speak. Default: for good. */
  tenure?: Tenure;
}

/**
 * A client that asks for no more than it needs: the Guilds intent tells it servers, channels and
 * roles, from which it works out its own permissions. Of members and people it keeps only itself,
 * of messages nothing, so memory grows with servers and channels and not with what happens there.
 */
export function createClient(
  apiBase: string,
  {
    clock,
    onAnswer = () => undefined,
    span = null,
    gate,
    tenure = FOR_GOOD,
    now = Temporal.Now.instant,
  }: ClientOptions = {},
): Client {
  const repeats = createRepeats(now);
  const client: Client = new Client({
    ...(span
      ? { shards: range(span.first, span.last), shardCount: span.count }
      : { shards: "auto" as const }),
    intents: [GatewayIntentBits.Guilds],
    rest: {
      api: apiBase,
      async makeRequest(...request) {
        const [url, { method, headers }] = request;
        const isHarmless = method === "GET" || isAnswer(url);
        if (!tenure.isOn() && !(tenure.mayAnswer() && isHarmless)) throw new TenureOver();
        if (method === "POST") repeats.begin(headers);
        const response = await DefaultRestOptions.makeRequest(...request).catch(
          (error: unknown) => {
            onAnswer(null);
            throw error;
          },
        );
        repeats.answered(headers);
        onAnswer(response.status);
        clock?.hear(response.headers.get("date"));
        return response;
      },
      // The eleventh publication of an hour would wait for the next.
      rejectOnRateLimit: ({ route }) => route.endsWith("/crosspost"),
    },
    allowedMentions: { parse: [] },
    ws: {
      buildStrategy: (gateway) => new OwnStrategy(gateway, gate, tenure),
      ...(gate && { buildIdentifyThrottler: () => Promise.resolve(gate) }),
    },
    makeCache: smallCaches(() => client),
  });
  return client;
}

/** To an interaction: Discord takes one, whoever answers first. */
function isAnswer(url: string): boolean {
  return /^\/api\/v\d+\/(?:interactions|webhooks)\//.test(new URL(url).pathname);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

export function smallCaches(client: () => Client): ReturnType<typeof Options.cacheWithLimits> {
  const itself = {
    maxSize: 0,
    keepOverLimit: ({ id }: { id: string }) => id === client().user?.id,
  };
  return Options.cacheWithLimits({
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
  });
}

/**
 * The library's own, in one process, but for three things. It asks whether enough sessions may
 * start. The start is over with the first shard: the library takes the failure of any later one
 * for that of all. And it leaves for good when it is told to: the library's `destroy` passes over a shard
 * between two connections, which counts as idle and connects again half a second later, and one whose
 * connection is being made, which leaves the socket behind; that keeps the process alive and then
 * brings it down with an error that nobody listens for.
 */
class OwnStrategy extends SimpleShardingStrategy {
  readonly #gateway: Gateway;
  readonly #gate: SessionGate | undefined;
  #spawned = false;

  constructor(gateway: Gateway, gate: SessionGate | undefined, { over }: Tenure) {
    super(gateway);
    this.#gateway = gateway;
    this.#gate = gate;
    over.addEventListener("abort", () => this.#cut(), { once: true });
  }

  /** Without a goodbye, which would be waited for. */
  #cut(): void {
    this.#stayAway();
    for (const connection of this.#connections()) {
      connection.addEventListener("error", () => undefined);
      connection.terminate();
    }
  }

  #stayAway(): void {
    // Connecting begins with this question.
    this.#gateway.options.retrieveSessionInfo = () => new Promise(() => undefined);
  }

  #connections() {
    return [...this["shards"].values()].flatMap((shard) => shard["connection"] ?? []);
  }

  override async spawn(shardIds: number[]): Promise<void> {
    this.#spawned = true;
    const { session_start_limit: said } = await this.#gateway.fetchGatewayInformation();
    await this.#gate?.open(said, shardIds.length);
    await super.spawn(shardIds);
  }

  override async connect(): Promise<void> {
    const starts = [...this["shards"].values()].map((shard) => shard.connect());
    for (const start of starts) start.catch(() => undefined);
    await Promise.race(starts);
  }

  override async destroy(options?: Omit<WebSocketShardDestroyOptions, "recover">): Promise<void> {
    // The library destroys once before it spawns, too.
    if (!this.#spawned) return await super.destroy(options);
    this.#stayAway();
    const unmade = this.#connections().filter(
      ({ readyState }) => readyState === WebSocket.CONNECTING,
    );
    for (const connection of unmade) connection.addEventListener("error", () => undefined);
    await super.destroy(options);
    for (const connection of unmade) connection.terminate();
  }
}
