import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { nextDue } from "../../src/digests/next.ts";
import { channelTopics } from "../../src/messages/topics/channel-topics.ts";
import { subcommand, type SubcommandPart } from "../command/command.ts";
import { channel, channelOption, findChannel, findEnded, placeMeant } from "../command/place.ts";
import { hide, hideOption, visibilityOfChannel } from "./options/options.ts";
import * as say from "./wording.ts";

/** For everybody: what a manager chose beside the topics stays with `/digest`. */
export const topics = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "topics",
    description: say.descriptions.topics,
    options: [channelOption, hideOption],
  },

  handler: subcommand({
    options: z.object({ channel, hide }),
    visibility: visibilityOfChannel,
    run: async (options, asker, services) => {
      const place = await placeMeant(options.channel, asker, services);
      const kept = await findChannel(place, services);
      const topicsThere = kept ? await services.digests.book.subscriptions.of(kept.id) : [];
      const next = kept && nextDue(kept, services.now());
      const hasEnded = (await findEnded(place, services)) !== null;
      return channelTopics({ place, topics: topicsThere, next, hasEnded });
    },
  }),
} satisfies SubcommandPart;
