import { startStandIn } from "../../test/discord/stand-in.ts";
import type { FleetFarEnd } from "./processes.ts";
import { tellTraffic } from "../tell-traffic.ts";

// The stand-in for Discord with servers on so many shards, in a process of its own, so that it counts what
// arrives when it arrives.
const [shards = 1, servers = 1, channels = 1] = process.argv.slice(2).map(Number);
const standIn = await startStandIn({ isLimited: true });
standIn.gateway.limits.recommended = shards;
const places = Array.from({ length: shards * servers }, (_, n) => {
  const { guildId, channelIds } = standIn.addServer(n % shards, shards, channels);
  for (const id of channelIds) standIn.guild.openElsewhere(id);
  standIn.application.servers.push({ id: guildId, name: "Another Reading Group" });
  return { guildId, channelIds };
});

tellTraffic(standIn);
const { token, apiBase } = standIn;
process.send?.({ token, apiBase, places } satisfies FleetFarEnd);
