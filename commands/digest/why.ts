import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { why as whyIn } from "../../src/digests/planning/why.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { whyCard } from "../../src/messages/topics/why.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { component, type Services, subcommand, type SubcommandPart } from "../command/command.ts";
import { paper, paperOption, suggestPaper } from "../paper/options/options.ts";
import { answerMeant, askWhich, pickedPaper } from "../paper/card/about-paper.ts";
import { type AnswerAbout, lookUpIdentified } from "../paper/card/identified.ts";
import {
  channel,
  channelOption,
  demandSight,
  findChannel,
  findEnded,
  placeMeant,
  placeOf,
} from "../command/place.ts";
import * as say from "./wording.ts";

export const why = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "why",
    description: say.descriptions.why,
    options: [paperOption, channelOption],
  },

  handler: subcommand({
    options: z.object({ paper, channel }),
    suggest: { paper: suggestPaper },
    run: async (options, asker, services) => {
      const place = await placeMeant(options.channel, asker, services);
      const answer: AnswerAbout = async (about) => await showWhy(about, place, services);
      const choose = customId("digest.why", place.channelId);
      return await answerMeant(options.paper, services, {
        answer: (found) => answer(found, asker, services),
        whereUnclear: () => askWhich(options.paper, choose, asker, services),
        whereUnknown: () => lookUpIdentified(options.paper, asker, services, answer),
      });
    },
  }),

  components: {
    /** The menu where several papers may be meant, `digest.why:<channel id>`. */
    "digest.why": component({
      state: z.tuple([z.string()]),
      answer: () => "private",
      run: async ([channelId], { asker, values }, services) => {
        await demandSight(channelId, asker);
        return await showWhy(pickedPaper(values, services), placeOf(channelId, asker), services);
      },
    }),
  },
} satisfies SubcommandPart;

async function showWhy(about: Paper, place: Place, services: Services): Promise<Reply> {
  await services.digests.takeIn();
  const { corpus, digests, now } = services;
  const kept = (await findChannel(place, services)) ?? (await findEnded(place, services));
  const question = { paper: about, channel: kept, book: digests.book, corpus, now: now() };
  const matchedAgainAt = await digests.book.rewordings.matchedAt(about.id);
  return whyCard(about, place, await whyIn(question), matchedAgainAt);
}
