import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { preview as previewOf } from "../../src/digests/planning/due.ts";
import { nextDue } from "../../src/digests/next.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import { digestPreview } from "../../src/messages/digests/digest-preview.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { component, type Services, subcommand, type SubcommandPart } from "../command/command.ts";
import { pageOf } from "../command/pages.ts";
import {
  channel,
  channelOption,
  channelWithTopics,
  placeMeant,
  placeSeen,
} from "../command/place.ts";
import { sendId } from "./send.ts";
import * as say from "./wording.ts";

export const preview = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "preview",
    description: say.descriptions.preview,
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async (options, asker, services) =>
      await showMessage(await placeMeant(options.channel, asker, services), 1, services),
  }),

  components: {
    /** `digest.preview:<channel id>:<message>` */
    "digest.preview": component({
      state: z.tuple([z.string(), z.coerce.number().int().min(1)]),
      run: async ([channelId, number], { asker }, services) =>
        await showMessage(await placeSeen(channelId, asker), number, services),
    }),
  },
} satisfies SubcommandPart;

async function showMessage(place: Place, number: number, services: Services): Promise<Reply> {
  const { digests, corpus, now } = services;
  const kept = await channelWithTopics(place, services);
  await digests.takeIn();
  const { messages, plan } = await previewOf(kept, { book: digests.book, corpus, now: now() });
  const { items, before, total, previous, next } = pageOf(messages, {
    number,
    size: 1,
    turnTo: (page) => customId("digest.preview", place.channelId, page),
  });
  return digestPreview({
    place,
    due: nextDue(kept, now()),
    filtered: plan.filtered,
    message: items[0]?.payload ?? null,
    number: before + 1,
    count: total,
    previous,
    next,
    send: sendId(place),
  });
}
