import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { component, type SubcommandPart } from "../command/command.ts";
import { listOf } from "./lists/kinds.ts";
import { showList } from "./lists/list.ts";
import { hideOption, paperOption } from "./options/options.ts";
import { aboutPaper } from "./card/about-paper.ts";
import { lookUpIdentified } from "./card/identified.ts";
import * as say from "./wording.ts";

const toMeant = aboutPaper(
  "paper.similar-to",
  async ({ id }, asker, services) => await showList(listOf("similar", id), 1, asker, services),
  // What was looked up is a moment behind in the index: on its card is the button that lists these.
  { whereUnknown: lookUpIdentified },
);

export const similar = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "similar",
    description: say.descriptions.similar,
    options: [paperOption, hideOption],
  },

  handler: toMeant.handler,

  components: {
    ...toMeant.components,
    /** On a card: `paper.similar:<paper id>`. */
    "paper.similar": component({
      state: z.tuple([z.string()]),
      answer: () => "private",
      run: async ([id], { asker }, services) =>
        await showList(listOf("similar", id), 1, asker, services),
    }),
  },
} satisfies SubcommandPart;
