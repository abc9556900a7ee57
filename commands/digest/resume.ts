import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { nextDue } from "../../src/digests/next.ts";
import { resumeDigests } from "../../src/digests/subscriptions/change-settings.ts";
import { resumedNotice } from "../../src/messages/settings/digest-settings.ts";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { note } from "./channel/note.ts";
import {
  channel,
  channelOption,
  channelWithDigests,
  placeMeant,
  reachable,
} from "../command/place.ts";
import * as say from "./wording.ts";

export const resume = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "resume",
    description: say.descriptions.resume,
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async (options, asker, services) => {
      const place = await placeMeant(options.channel, asker, services);
      const kept = await channelWithDigests(place, services);
      if (!kept.pause) throw new UserError(say.NOT_PAUSED);
      await reachable(place, kept.settings, services);
      const now = services.now();
      await resumeDigests(kept, services.digests.book, now);
      await note(say.did.resume, place, asker, services);
      return resumedNotice(place, nextDue({ ...kept, pause: null }, now));
    },
  }),
} satisfies SubcommandPart;
