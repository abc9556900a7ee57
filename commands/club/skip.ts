import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { skipNext } from "../../src/community/clubs/next-meeting.ts";
import { clubNotice } from "../../src/messages/community/club.ts";
import { club as say } from "../../src/messages/community/wording.ts";
import { moments } from "../../src/messages/layout/moment.ts";
import { subcommand, type SubcommandPart } from "../command/command.ts";
import { channel, channelOption } from "../command/place.ts";
import { clubMeant, demandManager } from "./shared/club-meant.ts";
import { club } from "./wording.ts";

export const skip = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "skip",
    description: club.skip.description,
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async ({ channel: picked }, asker, services) => {
      demandManager(asker);
      const meant = await clubMeant(picked, asker, services);
      const { clubs, digests, now } = services;
      const { newId } = digests;
      const { skipped, next } = await skipNext(meant, { clubs, now: now(), newId });
      return clubNotice(say.skipped(moments(skipped.at), moments(next.at)));
    },
  }),
} satisfies SubcommandPart;
