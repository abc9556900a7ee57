import { type Client, Events } from "discord.js";
import type { PresenceChange } from "../digests/presence.ts";

/**
 * Tells what comes and goes, among servers and channels. A server that Discord cannot reach for a
 * while is not lost: that has an event of its own, after which it is here again.
 */
export function watchServers(client: Client, onChange: (change: PresenceChange) => void): void {
  client.on(Events.GuildDelete, ({ id }) => onChange({ kind: "server lost", guildId: id }));
  for (const event of [Events.GuildCreate, Events.GuildAvailable] as const)
    client.on(event, ({ id }) => onChange({ kind: "server here", guildId: id }));
  client.on(Events.ChannelDelete, ({ id }) => onChange({ kind: "channel lost", channelId: id }));
  client.on(Events.ThreadDelete, ({ id }) => onChange({ kind: "channel lost", channelId: id }));
}
