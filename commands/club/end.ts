import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { clubNotice } from "../../src/messages/community/club.ts";
import { club as say } from "../../src/messages/community/wording.ts";
import { subcommand, type SubcommandPart } from "../command/command.ts";
import { channel, channelOption } from "../command/place.ts";
import { clubMeant, demandManager } from "./shared/club-meant.ts";
import { club } from "./wording.ts";

export const end = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "end",
    description: club.end.description,
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async ({ channel: picked }, asker, services) => {
      demandManager(asker);
      const { channelId } = await clubMeant(picked, asker, services);
      await services.clubs.end(channelId, services.now());
      return clubNotice(say.ended(`<#${channelId}>`));
    },
  }),
} satisfies SubcommandPart;
