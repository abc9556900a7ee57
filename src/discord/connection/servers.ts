import { type Client, Events, GatewayDispatchEvents } from "discord.js";
import type { PresenceChange } from "../../digests/subscriptions/presence.ts";

/**
 * Tells what comes and goes, among servers and channels. A server that Discord cannot reach for a
 * while is not lost: that has an event of its own, after which it is here again.
 */
export function watchServers(client: Client, onChange: (change: PresenceChange) => void): void {
  client.on(Events.GuildDelete, ({ id }) => onChange({ kind: "server lost", guildId: id }));
  client.on(Events.GuildCreate, ({ id }) =>
    onChange({ kind: "server here", guildId: id, isInvited: true }),
  );
  client.on(Events.GuildAvailable, ({ id }) =>
    onChange({ kind: "server here", guildId: id, isInvited: false }),
  );
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
