import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { LONGEST_TOPIC, unsubscribed } from "../../src/messages/topics/subscription.ts";
import { subcommand, type SubcommandPart } from "../command/command.ts";
import { note } from "./channel/note.ts";
import { channel, channelOption, channelWithTopics, placeMeant } from "../command/place.ts";
import { findSubscribed, subscribedTopic, suggestSubscribed } from "./options/topic.ts";
import * as say from "./wording.ts";

export const unsubscribe = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "unsubscribe",
    description: say.descriptions.unsubscribe,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "topic",
        description: say.options.unsubscribe.topic,
        required: true,
        autocomplete: true,
        max_length: LONGEST_TOPIC,
      },
      channelOption,
    ],
  },

  handler: subcommand({
    options: z.object({ topic: subscribedTopic, channel }),
    suggest: { topic: suggestSubscribed },
    run: async (options, asker, services) => {
      const { subscriptions } = services.digests.book;
      const place = await placeMeant(options.channel, asker, services);
      const kept = await channelWithTopics(place, services);
      const topics = await subscriptions.of(kept.id);
      const meant = findSubscribed(options.topic, topics);
      await subscriptions.remove(meant.id);
      await note(say.did.unsubscribe(meant.topic), place, asker, services);
      return unsubscribed(place, meant.name, topics.length - 1);
    },
  }),
} satisfies SubcommandPart;
