import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { customId, customIdIfShort } from "../../src/messages/layout/custom-id.ts";
import { type Action, dealtCard } from "../../src/messages/papers/card.ts";
import { cannotBeRead } from "../../src/messages/papers/results.ts";
import type { Paper } from "../../src/papers/paper.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  type Asker,
  component,
  inPlaceFor,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { keepButton, showCard, similarButton, voteButton } from "./card/card.ts";
import { discussButton } from "./card/discuss-button.ts";

import { requestIn } from "./lists/request.ts";
import { keepView, keptView } from "./lists/kept-view.ts";
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

export const random = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "random",
    description: say.descriptions.random,
    options: [queryOption(say.options.onlyQuery), hideOption],
  },

  handler: subcommand({
    options: z.object({ query: query.optional(), hide }),
    visibility,
    suggest: { query: suggestQuery },
    run: async ({ query: words = "" }, asker, services) => await deal(words, null, asker, services),
  }),

  components: {
    /** On a dealt card: `paper.another:<view key>:<paper id>:<whose button it is>`. */
    "paper.another": component({
      state: z.tuple([z.string(), z.string(), z.string()]),
      answer: ([, , ownerId], asker) => inPlaceFor(ownerId, asker),
      run: async ([key, shownId], { asker }, services) => {
        const view = await keptView(key, services);
        if (view === null) throw new UserError(say.CARD_HAS_EXPIRED);
        return await deal(view.query, shownId, asker, services);
      },
    }),

    /**
     * On a dealt card, for all that is known of the paper:
     * `paper.full:<paper id>:<whose button it is>:<view key, or nothing>`.
     */
    "paper.full": component({
      state: z.tuple([z.string(), z.string(), z.string()]),
      answer: ([, ownerId], asker) => inPlaceFor(ownerId, asker),
      run: async ([id, , key], { asker }, services) => {
        const paper = services.corpus.byId(id);
        if (!paper) throw gone();
        const more = key === "" ? [] : anotherButton(key, paper, asker);
        return await showCard(paper, asker, services, { more });
      },
    }),
  },
} satisfies SubcommandPart;

/** Deals a paper of those with `words` ("" for all) that the channel has not had yet. */
async function deal(
  words: string,
  shownId: string | null,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const { corpus, index, dealer } = services;
  const { about, search, today, unread } = requestIn(words, services);
  const pool = about === "" ? [...corpus.ids()] : index.idsOf(search, today);
  if (pool.length === 0) {
    const list = about === "" ? "latest" : "search";
    return await showList(listOf(list, words), 1, asker, services);
  }
  const { id, startsOver } = await dealer.deal(asker.channelId, pool, shownId);
  const paper = corpus.byId(id);
  if (!paper) throw gone();
  const key = await keepView(listOf("random", words), asker, services);
  const { userId } = asker;
  return dealtCard(paper, {
    deal: {
      about,
      poolSize: pool.length,
      startsOver,
      leftOut: unread[0] ? cannotBeRead(unread[0]) : null,
    },
    showAll:
      customIdIfShort("paper.full", paper.id, userId, key) ??
      customId("paper.full", paper.id, userId, ""),
    actions: [
      ...(await voteButton(paper, asker, services)),
      keepButton(paper),
      ...discussButton(paper, asker),
      similarButton(paper),
      ...anotherButton(key, paper, asker),
    ],
  });
}

/** None where its custom id would be too long. */
function anotherButton(key: string, { id }: Paper, { userId }: Asker): Action[] {
  const again = customIdIfShort("paper.another", key, id, userId);
  return again === null ? [] : [{ label: say.labels.showAnother, customId: again, isMain: true }];
}

function gone(): UserError {
  return new UserError(say.PAPER_IS_GONE);
}
