import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { z } from "zod";
import { subcommand } from "../command.ts";
import { showCard } from "./card.ts";
import { hide, hideOption, paper, paperOption, suggestPaper, visibility } from "./options.ts";
import { askWhich, whichPaper } from "./which-paper.ts";

export const show = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "show",
    description: "Show one paper: its summary, its abstract, its links",
    options: [paperOption, hideOption],
  } satisfies APIApplicationCommandSubcommandOption,

  handler: subcommand({
    options: z.object({ paper, hide }),
    visibility,
    suggest: { paper: suggestPaper },
    run: async ({ paper: typed }, asker, services) => {
      const found = whichPaper(typed, services);
      return found ? showCard(found) : await askWhich(typed, asker, services);
    },
  }),
};
