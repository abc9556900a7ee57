import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { subcommand, type SubcommandPart } from "../command/command.ts";
import { listOf } from "./lists/kinds.ts";
import { showList } from "./lists/list.ts";
import {
  hide,
  hideOption,
  query,
  queryOption,
  suggestQuery,
  visibility,
} from "./options/options.ts";

export const latest = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "latest",
    description: "See the most recently published papers",
    options: [queryOption("Only papers that match these words"), hideOption],
  },

  handler: subcommand({
    options: z.object({ query: query.optional(), hide }),
    visibility,
    suggest: { query: suggestQuery },
    run: async ({ query: words = "" }, asker, services) =>
      await showList(listOf("latest", words), 1, asker, services),
  }),
} satisfies SubcommandPart;
