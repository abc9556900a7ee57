import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { feedAdded, feedKnown } from "../../src/messages/settings/feeds.ts";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { describes } from "./wording.ts";

/** The address may hold a key: it is neither shown nor logged. */
export const add = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "add",
    description: describes.add,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "url",
        description: describes.url,
        required: true,
        max_length: 2000,
      },
    ],
  },

  handler: subcommand({
    options: z.object({ url: z.string() }),
    async run({ url }, _asker, { feeds }) {
      const outcome = await feeds.add(url);
      switch (outcome.kind) {
        case "added":
          return feedAdded(outcome.feed, outcome.items);
        case "known":
          return feedKnown(outcome.feed);
        case "refused":
        default:
          throw new UserError(outcome.why);
      }
    },
  }),
} satisfies SubcommandPart;
