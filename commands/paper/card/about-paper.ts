import { z } from "zod";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { identifierName } from "../../../src/messages/papers/identified.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { whichPaper, wordsMeant } from "../../../src/search/which-paper.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  UserError,
} from "../../command/command.ts";
import { listOf } from "../lists/kinds.ts";
import { showList } from "../lists/list.ts";
import { hide, paper, suggestPaper, visibility } from "../options/options.ts";

/** The paper that was meant; null when several are, or none. Throws a `UserError` for an id we do not know. */
export function findPaper(typed: string, { corpus, index }: Services): Paper | null {
  const meant = whichPaper(typed, corpus, index);
  if (meant.kind === "unknown id")
    throw new UserError(
      `Paperboy has no paper with ${identifierName(meant.identifier)}. Try the title: some listings leave the id out.`,
    );
  return meant.kind === "paper" ? meant.paper : null;
}

/**
 * Handles a subcommand about one paper: answers about the one that is meant. Where several may be, it
 * asks which, unless told otherwise, with the menu that has the custom id `choose`.
 */
export function aboutPaper(
  choose: string,
  answer: (paper: Paper, asker: Asker, services: Services) => Reply | Promise<Reply>,
  whereUnclear = (typed: string, asker: Asker, services: Services): Promise<Reply> =>
    askWhich(typed, choose, asker, services),
) {
  return {
    handler: subcommand({
      options: z.object({ paper, hide }),
      visibility,
      suggest: { paper: suggestPaper },
      run: async ({ paper: typed }, asker, services) => {
        const found = findPaper(typed, services);
        return found
          ? await answer(found, asker, services)
          : await whereUnclear(typed, asker, services);
      },
    }),

    components: {
      /** Answers only the one who picks, so that a list in a channel does not fill the channel. */
      [choose]: component({
        state: z.tuple([]),
        answer: () => "private",
        run: (_state, { asker, values }, services) =>
          answer(pickedPaper(values, services), asker, services),
      }),
    },
  };
}

/**
 * Lists what the words may mean, with a menu that has the custom id `choose`; where they mean nothing,
 * says so.
 */
export async function askWhich(
  typed: string,
  choose: string,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  return await showList(listOf("search", wordsMeant(typed)), 1, asker, services, choose);
}

/** The paper that was picked from a menu. Throws a `UserError` where it is gone. */
export function pickedPaper([id = ""]: readonly string[], { corpus }: Services): Paper {
  const picked = corpus.byId(id);
  if (!picked) throw new UserError("Paperboy no longer has this paper.");
  return picked;
}
