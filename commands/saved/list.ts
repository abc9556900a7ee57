import { z } from "zod";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { type SavedPaper, shelfOf } from "../../src/community/shelf.ts";
import { savedPage } from "../../src/messages/community/saved.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { pageOf } from "../command/pages.ts";
import { keepView, keptView } from "../paper/lists/kept-view.ts";
import { requestIn } from "../paper/lists/request.ts";
import { query, queryOption, suggestQuery } from "../paper/options/options.ts";
import { withWords } from "./shelf/saved-paper.ts";
import { errors, LIST } from "./wording.ts";

const PAGE_SIZE = 4;

export const list = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "list",
    description: LIST.description,
    options: [queryOption(LIST.query)],
  },

  handler: subcommand({
    options: z.object({ query: query.optional() }),
    suggest: { query: suggestQuery },
    run: async ({ query: words = "" }, asker, services) =>
      await showSaved(words, 1, asker, services),
  }),

  components: {
    /** `saved.page:<page>:<view key, or nothing>`. It shows what is the presser's own, whoever that is. */
    "saved.page": component({
      state: z.tuple([z.coerce.number().int().min(1), z.string()]),
      run: async ([number, key], { asker }, services) => {
        const view = key === "" ? { query: "" } : await keptView(key, services);
        if (view === null) throw new UserError(errors.expired);
        return await showSaved(view.query, number, asker, services);
      },
    }),
  },
} satisfies SubcommandPart;

async function showSaved(
  words: string,
  number: number,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const saved = await shelfOf(asker.userId, services);
  const meant = words === "" ? saved : matching(words, saved, services);
  const key =
    words === ""
      ? ""
      : await keepView(
          { list: "saved", query: words, since: null, codeOnly: false },
          asker,
          services,
        );
  const page = pageOf(meant, {
    number,
    size: PAGE_SIZE,
    turnTo: (other) => customId("saved.page", other, key),
  });
  return savedPage({ about: words, ...page, open: "paper.open" });
}

/** What a search finds, and whatever has the words in its title or its note. */
function matching(words: string, saved: readonly SavedPaper[], services: Services): SavedPaper[] {
  const { search, today } = requestIn(words, services);
  const found = new Set(services.index.idsOf(search, today));
  const typed = new Set(withWords(words, saved));
  return saved.filter((one) => found.has(one.paper.id) || typed.has(one));
}
