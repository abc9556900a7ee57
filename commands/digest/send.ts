import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { planByHand } from "../../src/digests/planning/due.ts";
import { sentNotice } from "../../src/messages/digests/runs.ts";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { note } from "./channel/note.ts";
import {
  channel,
  channelOption,
  channelWithTopics,
  placeMeant,
  reachable,
} from "../command/place.ts";
import { asRun, urlOf } from "./channel/runs.ts";

export const send = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "send",
    description: "Send an extra digest right now",
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async (options, asker, services) => {
      const { digests, corpus, now } = services;
      const { deliveries, history } = digests.book;
      const place = await placeMeant(options.channel, asker, services);
      const kept = await channelWithTopics(place, services);
      await reachable(place, kept.settings, services);
      await digests.takeIn();
      const { book, newId } = digests;
      const planned = await planByHand(kept, { book, corpus, now: now(), newId });
      if (planned) await note("sent a digest", place, asker, services);
      const digest = planned ?? (await deliveries.open(kept.id));
      if (!digest) throw new UserError("A digest was just sent there. Try again in a moment.");
      const goesOn = !(await digests.deliver(digest.id));
      const brought = (await history.digest(digest.id)) ?? digest;
      return sentNotice(place, await asRun(brought, services), {
        url: await urlOf(brought, services),
        goesOn,
      });
    },
  }),
} satisfies SubcommandPart;
