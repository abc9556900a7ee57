import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { missed as missedIn } from "../../src/digests/planning/waiting.ts";
import { missedPage } from "../../src/messages/digests/missed.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  type Asker,
  component,
  inPlaceFor,
  type Services,
  subcommand,
  type SubcommandPart,
} from "../command/command.ts";
import { pageOf } from "../command/pages.ts";
import {
  channel,
  channelOption,
  channelWithDigests,
  demandSight,
  placeMeant,
  placeOf,
} from "../command/place.ts";
import { votesShown } from "../command/votes.ts";
import { hide, hideOption, visibilityOfChannel } from "./options/options.ts";
import * as say from "./wording.ts";

const PAGE_SIZE = 3;
/** What was missed earlier has been forgotten by people too; `/digest why` still knows it. */
const DAYS_SHOWN = 30;

export const missed = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "missed",
    description: say.descriptions.missed,
    options: [channelOption, hideOption],
  },

  handler: subcommand({
    options: z.object({ channel, hide }),
    visibility: visibilityOfChannel,
    run: async (options, asker, services) =>
      await showMissed(await placeMeant(options.channel, asker, services), 1, asker, services),
  }),

  components: {
    /** `paper.missed:<channel id>:<page>:<whose buttons they are>` */
    "paper.missed": component({
      state: z.tuple([z.string(), z.coerce.number().int().min(1), z.string()]),
      answer: ([, , ownerId], asker) => inPlaceFor(ownerId, asker),
      run: async ([channelId, number], { asker }, services) => {
        await demandSight(channelId, asker);
        return await showMissed(placeOf(channelId, asker), number, asker, services);
      },
    }),
  },
} satisfies SubcommandPart;

async function showMissed(
  place: Place,
  number: number,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const { corpus, digests } = services;
  const kept = await channelWithDigests(place, services);
  const now = services.now();
  const after = now.subtract({ hours: 24 * DAYS_SHOWN });
  const all = await missedIn(kept, after, { book: digests.book, corpus, now });
  const { items, ...where } = pageOf(all, {
    number,
    size: PAGE_SIZE,
    turnTo: (page) => customId("paper.missed", kept.id, page, asker.userId),
  });
  const votes = await votesShown(
    items.map(({ paperId }) => paperId),
    asker,
    services,
  );
  return missedPage({
    place,
    papers: items,
    votes,
    ...where,
    days: DAYS_SHOWN,
    open: "paper.open",
  });
}
