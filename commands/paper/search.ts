import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { TRUE_OR_FALSE } from "../command/wording.ts";
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
import * as say from "./wording.ts";

export const search = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "search",
    description: say.descriptions.search,
    options: [
      queryOption(say.options.query, { required: true }),
      {
        type: ApplicationCommandOptionType.String,
        name: "since",
        description: say.options.since(SINCE_EXAMPLES),
        max_length: 40,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: "code-only",
        description: say.options.codeOnly,
      },
      hideOption,
    ],
  },

  handler: subcommand({
    options: z.object({
      query,
      since: z.string().optional(),
      "code-only": z.boolean(TRUE_OR_FALSE).default(false),
      hide,
    }),
    visibility,
    suggest: { query: suggestQuery },
    run: async (options, asker, services) => {
      const today = services.now().toZonedDateTimeISO("UTC").toPlainDate();
      const since = options.since === undefined ? null : parseSince(options.since, today);
      if (options.since !== undefined && since === null)
        throw new UserError(say.typeADate(SINCE_EXAMPLES));
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
