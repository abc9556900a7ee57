import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { nextDue } from "../../src/digests/next.ts";
import { resumedNotice } from "../../src/messages/digests/digest-settings.ts";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { noteChange } from "./log.ts";
import { channel, channelOption, channelWithDigests, placeOf, reachable } from "./channel/place.ts";

export const resume = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "resume",
    description: "End a pause",
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async (options, asker, services) => {
      const { subscriptions } = services.digests.book;
      const place = placeOf(options.channel, asker);
      const kept = await channelWithDigests(place, services);
      if (!kept.pause) throw new UserError("Digests are not paused in that channel.");
      await reachable(place, kept.settings, services);
      const now = services.now();
      // Slots of a pause that somebody wanted are not made up for; what was blocked goes out late.
      if (kept.pause.why === "asked")
        await subscriptions.changeSettings(kept.id, kept.settings, now);
      await subscriptions.pause(kept.id, null);
      await noteChange("resumed digests", place, asker, services);
      return resumedNotice(place, nextDue({ ...kept, pause: null }, now));
    },
  }),
} satisfies SubcommandPart;
