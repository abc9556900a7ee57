import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { showIdentified } from "./card/identified.ts";
import { paperNamed } from "./lists/request.ts";
import { showList } from "./lists/list.ts";
import {
  hide,
  hideOption,
  query,
  queryOption,
  suggestQuery,
  visibility,
} from "./options/options.ts";
import { readIdentifiers } from "../../src/papers/identifiers.ts";
import { readLike } from "../../src/search/question/like.ts";
import { parseSince, SINCE_EXAMPLES } from "../../src/search/query/since.ts";

export const search = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "search",
    description: "Search for papers by topic, title, author or organisation",
    options: [
      queryOption("What to look for; the last word can be unfinished", { required: true }),
      {
        type: ApplicationCommandOptionType.String,
        name: "since",
        description: `Only papers published since a date, such as ${SINCE_EXAMPLES}`,
        max_length: 40,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: "code-only",
        description: "Only papers with a link to their code",
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
        throw new UserError(`since: type a date or a length of time, such as ${SINCE_EXAMPLES}`);
      const { query: words, "code-only": codeOnly } = options;
      const identified = readIdentifiers(services.corpus.byId(words) ? "" : words);
      const like = readLike(words);
      const isLike = like !== null && paperNamed(like, services) !== null;
      if (identified.identifiers.length > 0 && !isLike)
        return await showIdentified(words, identified, asker, services);
      return await showList(
        { list: "question", query: words, since, codeOnly },
        1,
        asker,
        services,
      );
    },
  }),
} satisfies SubcommandPart;
