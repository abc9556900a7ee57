import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { LIMITS } from "../../src/messages/layout/budget.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { bestMatch } from "../../src/messages/papers/best-match.ts";
import { wordsMeant } from "../../src/search/which-paper.ts";
import type { Asker, Services, SubcommandPart } from "../command/command.ts";
import { aboutPaper, askWhich } from "./card/about-paper.ts";
import { showCard } from "./card/card.ts";
import { lookUpIdentified } from "./card/identified.ts";
import { requestIn } from "./lists/request.ts";
import { hideOption, paperOption } from "./options/options.ts";
import * as say from "./wording.ts";

const MENU = "paper.open";

export const show = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "show",
    description: say.descriptions.show,
    options: [paperOption, hideOption],
  },

  ...aboutPaper(
    MENU,
    (paper, asker, services, readers) => showCard(paper, asker, services, { readers }),
    {
      whereUnclear: showBest,
      whereUnknown: lookUpIdentified,
    },
  ),
} satisfies SubcommandPart;

/** The card of the paper that fits best, with a menu of the others that may be meant. */
async function showBest(typed: string, asker: Asker, services: Services): Promise<Reply> {
  const { search, today } = requestIn(wordsMeant(typed), services);
  const limit = 1 + LIMITS.menuOptions;
  const { hits, total, isMore } = services.index.search(search, { limit, today });
  const [best, ...others] = hits;
  if (!best) return await askWhich(typed, MENU, asker, services);
  return bestMatch(await showCard(best.paper, asker, services), {
    about: typed,
    total,
    isMore,
    others,
    open: MENU,
  });
}
