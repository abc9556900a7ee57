import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { SubcommandPart } from "../command/command.ts";
import { showCard } from "./card/card.ts";
import { hideOption, paperOption } from "./options/options.ts";
import { aboutPaper } from "./card/about-paper.ts";

export const show = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "show",
    description: "Open a paper with its abstract, summary and links",
    options: [paperOption, hideOption],
  },

  ...aboutPaper("paper.open", (paper) => showCard(paper)),
} satisfies SubcommandPart;
