import { startStandIn } from "../test/discord/stand-in.ts";
import { world } from "../test/discord/world.ts";
import type { FarEnd } from "./deliver-all.ts";
import { tellTraffic } from "./tell-traffic.ts";

// A process of its own, so that it counts what arrives when it arrives, however busy the bot is.
const standIn = await startStandIn({ isLimited: true });
const channels = Number(process.argv[2]);
const channelIds = Array.from({ length: channels }, () => standIn.guild.addChannel().id);

tellTraffic(standIn);
const { token, apiBase } = standIn;
process.send?.({ token, apiBase, guildId: world.guildId, channelIds } satisfies FarEnd);
