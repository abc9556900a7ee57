import { type Client, Events, ShardClientUtil, Status } from "discord.js";
import type { ConnectionState } from "../../messages/help.ts";

/** Shards that one process holds, with the first and the last, and how many the bot has in all. */
export interface ShardSpan {
  first: number;
  last: number;
  count: number;
}

export interface ShardHealth {
  id: number;
  /** Before it has told of its servers for the first time it is starting. */
  state: "starting" | "connected" | "reconnecting" | "closed";
  servers: number;
  /** Of these, those that Discord can't reach at the moment. */
  unavailable: number;
}

/** Which server is told of by which part of the connection. */
export interface Shards {
  /** Of the bot, in all processes. */
  readonly count: number;
  of(guildId: string): number;
  /** Whether this process hears of a server; nobody knows of it yet while its shard is starting. */
  whereIs(guildId: string): "here" | "starting" | "elsewhere";
  /** Whether every server that the bot is in is known here. */
  knowsAll(): boolean;
  /** Once all shards of this process have told of their servers. */
  readonly complete: Promise<void>;
  /** Of those in this process, by their numbers. */
  health(): ShardHealth[];
}

/** Make it before the client logs in. */
export function createShards(client: Client): Shards {
  const told = new Set<number>();
  const complete = Promise.withResolvers<void>();
  client.on(Events.ShardReady, (id) => {
    told.add(id);
    if (told.size === client.ws.shards.size) complete.resolve();
  });

  const shards: Shards = {
    get count() {
      return client.options.shardCount ?? 1;
    },
    of: (guildId) => ShardClientUtil.shardIdForGuildId(guildId, shards.count),
    whereIs(guildId) {
      const id = shards.of(guildId);
      if (told.has(id)) return "here";
      return client.ws.shards.has(id) ? "starting" : "elsewhere";
    },
    knowsAll: () => told.size === shards.count,
    complete: complete.promise,
    health() {
      const guilds = Map.groupBy(client.guilds.cache.values(), ({ shardId }) => shardId);
      return [...client.ws.shards.values()]
        .map(({ id, status }) => {
          const its = guilds.get(id) ?? [];
          const unavailable = its.filter(({ available }) => !available).length;
          return { id, state: stateOf(status, told.has(id)), servers: its.length, unavailable };
        })
        .toSorted((one, other) => one.id - other.id);
    },
  };
  return shards;
}

/** Where a server is told of, or direct messages, and how the shards of this process are. */
export function connectionAt(guildId: string | null, shards: Shards): ConnectionState {
  const all = shards.health();
  return {
    // Direct messages always come by the first (discord-api-docs, "Sharding").
    shard: guildId === null ? 0 : shards.of(guildId),
    shards: shards.count,
    connected: all.filter(({ state }) => state === "connected").length,
    held: all.length,
  };
}

function stateOf(status: Status, hasTold: boolean): ShardHealth["state"] {
  if (status === Status.Disconnected) return "closed";
  if (!hasTold) return "starting";
  return status === Status.Ready ? "connected" : "reconnecting";
}
