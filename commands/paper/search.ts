import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { showList } from "./lists/list.ts";
import {
  hide,
  hideOption,
  query,
  queryOption,
  suggestQuery,
  visibility,
} from "./options/options.ts";
import { parseSince, SINCE_EXAMPLES } from "../../src/search/query/since.ts";

export const search = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "search",
    description: "Find papers by words of their titles and texts",
    options: [
      queryOption("Words, a topic, an organisation; a word may be unfinished", { required: true }),
      {
        type: ApplicationCommandOptionType.String,
        name: "since",
        description: `Only papers published since ${SINCE_EXAMPLES}`,
        max_length: 40,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: "code-only",
        description: "Only papers that link to their code",
      },
      hideOption,
    ],
  },

  handler: subcommand({
    options: z.object({
      query,
      since: z.string().optional(),
      "code-only": z.boolean("choose True or False").default(false),
      hide,
    }),
    visibility,
    suggest: { query: suggestQuery },
    run: async (options, asker, services) => {
      const today = services.now().toZonedDateTimeISO("UTC").toPlainDate();
      const since = options.since === undefined ? null : parseSince(options.since, today);
      if (options.since !== undefined && since === null)
        throw new UserError(`since: type a day or a time, for example ${SINCE_EXAMPLES}`);
      const { query: words, "code-only": codeOnly } = options;
      return await showList({ list: "search", query: words, since, codeOnly }, 1, asker, services);
    },
  }),
} satisfies SubcommandPart;
