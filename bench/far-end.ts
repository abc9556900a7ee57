import { SnowflakeUtil } from "discord.js";
import { startStandIn } from "../test/discord/stand-in.ts";
import { world } from "../test/discord/world.ts";
import type { FarEnd, Traffic } from "./deliver-all.ts";

// A process of its own, so that it counts what arrives when it arrives, however busy the bot is.
const standIn = await startStandIn({ isLimited: true });
const channels = Number(process.argv[2]);
const channelIds = Array.from({ length: channels }, () => standIn.guild.addChannel().id);

process.on("message", () => {
  const { limits, messages, refusals } = standIn;
  process.send?.({
    postedAt: messages.all.map(({ id }) => SnowflakeUtil.timestampFrom(id)),
    turnedAway: limits?.turnedAway ?? Number.NaN,
    refused: refusals.length,
  } satisfies Traffic);
});
const { token, apiBase } = standIn;
process.send?.({ token, apiBase, guildId: world.guildId, channelIds } satisfies FarEnd);
