import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { z } from "zod";
import { why as whyIn } from "../../src/digests/why.ts";
import { whyCard } from "../../src/messages/why.ts";
import { paper, paperOption, suggestPaper } from "../paper/options.ts";
import { askWhich, whichPaper } from "../paper/which-paper.ts";
import { managed } from "./managed.ts";
import { channel, channelOption, findChannel, placeOf } from "./place.ts";

export const why = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "why",
    description: "Why a paper was, or was not, in a digest here",
    options: [paperOption, channelOption],
  } satisfies APIApplicationCommandSubcommandOption,

  handler: managed({
    options: z.object({ paper, channel }),
    suggest: { paper: suggestPaper },
    run: async (options, asker, services) => {
      const place = placeOf(options.channel, asker);
      const found = whichPaper(options.paper, services);
      if (!found) return await askWhich(options.paper, asker, services);
      await services.digests.takeIn();
      const { corpus, digests, now } = services;
      const kept = await findChannel(place, services);
      const question = { paper: found, channel: kept, book: digests.book, corpus, now: now() };
      return whyCard(found, place, await whyIn(question));
    },
  }),
};
