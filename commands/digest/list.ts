import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Channel } from "../../src/digests/digest.ts";
import { onlySeen } from "../../src/digests/subscriptions/here.ts";
import { nextDue } from "../../src/digests/next.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import { digestList, type ListedChannel } from "../../src/messages/topics/digest-list.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  type SubcommandPart,
} from "../command/command.ts";
import { pageOf } from "../command/pages.ts";
import { channel, channelOption, findChannel, placeOf } from "../command/place.ts";
import { haltOf, lastRuns } from "./channel/runs.ts";
import * as say from "./wording.ts";

const PAGE_SIZE = 5;

export const list = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "list",
    description: say.descriptions.list,
    options: [{ ...channelOption, description: say.options.list.channel }],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async (options, asker, services) => await showPage(options.channel, 1, asker, services),
  }),

  components: {
    /** `digest.list:<page>` */
    "digest.list": component({
      state: z.tuple([z.coerce.number().int().min(1)]),
      run: async ([page], { asker }, services) => await showPage(undefined, page, asker, services),
    }),
  },
} satisfies SubcommandPart;

async function showPage(
  only: string | undefined,
  number: number,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const all = await Promise.all(
    (await channelsOf(only, asker, services)).map((one) => listed(one, services)),
  );
  const { items, ...where } = pageOf(
    all.filter(({ topics }) => topics.length > 0),
    { number, size: PAGE_SIZE, turnTo: (page) => customId("digest.list", page) },
  );
  return digestList({ channels: items, ...where });
}

async function channelsOf(
  only: string | undefined,
  asker: Asker,
  services: Services,
): Promise<Channel[]> {
  const { guildId } = asker;
  if (guildId !== null && only === undefined)
    return await onlySeen(
      await services.digests.book.subscriptions.channels({ guildId }),
      ({ id }) => id,
      asker.mayView,
    );
  const kept = await findChannel(placeOf(only, asker), services);
  return kept ? [kept] : [];
}

async function listed(kept: Channel, services: Services): Promise<ListedChannel> {
  const now = services.now();
  const [last = null] = await lastRuns(kept.id, 1, services);
  return {
    place: { channelId: kept.id, guildId: kept.guildId },
    topics: await services.digests.book.subscriptions.of(kept.id),
    next: nextDue(kept, now),
    halt: haltOf(kept, now),
    last,
  };
}
