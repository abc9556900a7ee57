import { SnowflakeUtil } from "discord.js";
import type { StandIn } from "../test/discord/stand-in.ts";
import type { Traffic } from "./deliver-all.ts";

/** Whenever the process that started this one asks, it is told what has come in. */
export function tellTraffic(standIn: StandIn): void {
  process.on("message", () => {
    const { limits, messages, refusals } = standIn;
    process.send?.({
      postedAt: messages.all.map(({ id }) => SnowflakeUtil.timestampFrom(id)),
      turnedAway: limits?.turnedAway ?? Number.NaN,
      refused: refusals.length,
    } satisfies Traffic);
  });
}
