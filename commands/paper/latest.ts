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
import * as say from "./wording.ts";

export const latest = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "latest",
    description: say.descriptions.latest,
    options: [queryOption(say.options.onlyQuery), hideOption],
  },

  handler: subcommand({
    options: z.object({ query: query.optional(), hide }),
    visibility,
    suggest: { query: suggestQuery },
    run: async ({ query: words = "" }, asker, services) =>
      await showList(listOf("latest", words), 1, asker, services),
  }),
} satisfies SubcommandPart;
