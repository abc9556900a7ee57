import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayReadyDispatchData,
  Status,
} from "discord.js";
import type { PresenceChange } from "../../digests/subscriptions/presence.ts";
import type { Shards } from "./shards.ts";

/**
 * Tells what comes and goes, among servers and channels. A server that Discord cannot reach for a
 * while is not lost: that has an event of its own, after which it is here again.
 */
export function watchServers(
  { client, shards }: { client: Client; shards: Shards },
  onChange: (change: PresenceChange) => void,
): void {
  client.on(Events.ShardReady, (shard) =>
    onChange({ kind: "session began", isOf: (guildId) => shards.of(guildId) === shard }),
  );
  client.on(Events.GuildDelete, ({ id }) => onChange({ kind: "server lost", guildId: id }));
  client.on(Events.GuildCreate, ({ id }) =>
    onChange({ kind: "server here", guildId: id, isInvited: true }),
  );
  client.on(Events.GuildAvailable, ({ id, shard: { status } }) => {
    // At the beginning of a session all of them come, and are looked at together.
    if (status !== Status.WaitingForGuilds)
      onChange({ kind: "server here", guildId: id, isInvited: false });
  });
  client.on(Events.ChannelDelete, ({ id }) => onChange({ kind: "channel lost", channelId: id }));
  client.on(Events.ThreadDelete, ({ id }) => onChange({ kind: "channel lost", channelId: id }));
  client.on(Events.ThreadCreate, ({ id }) => onChange({ kind: "channel here", channelId: id }));
  client.on(Events.ThreadListSync, (threads) => {
    for (const channelId of threads.keys()) onChange({ kind: "channel here", channelId });
  });
  // An archived thread that is opened again: the library has no event for one that it did not know.
  client.ws.on(GatewayDispatchEvents.ThreadUpdate, ({ id }: { id: string }) =>
    onChange({ kind: "channel here", channelId: id }),
  );
  client.on(Events.GuildUpdate, (before, { id, name }) => {
    if (name !== before.name) onChange({ kind: "renamed", guildId: id });
  });
  client.on(Events.ChannelUpdate, (before, channel) => {
    if (channel.isDMBased() || before.isDMBased() || channel.name === before.name) return;
    onChange({ kind: "renamed", guildId: channel.guildId });
  });
  client.on(Events.ThreadUpdate, (before, { guildId, name }) => {
    if (name !== before.name) onChange({ kind: "renamed", guildId });
  });
  client.on(Events.GuildRoleDelete, ({ id, guild }) =>
    onChange({ kind: "role lost", guildId: guild.id, roleId: id }),
  );
}

/**
 * A new session tells of all servers of its shard. The library keeps those that it doesn't tell of any more,
 * which the bot was removed from while the shard was away; here they are lost as if that had just happened.
 */
export function forgetUntold(client: Client): void {
  client.ws.on(
    GatewayDispatchEvents.Ready,
    ({ guilds }: GatewayReadyDispatchData, shard: number) => {
      const told = new Set(guilds.map(({ id }) => id));
      const lost = client.guilds.cache.filter(
        ({ id, shardId }) => shardId === shard && !told.has(id),
      );
      for (const guild of lost.values()) {
        for (const id of guild.channels.cache.keys()) client.channels.cache.delete(id);
        client.guilds.cache.delete(guild.id);
        client.emit(Events.GuildDelete, guild);
      }
    },
  );
}
