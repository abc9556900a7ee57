import { z } from "zod";
import type { FollowedReply, Reply } from "../../../src/messages/layout/reply.ts";
import { identifierName } from "../../../src/messages/papers/identified.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { type PaperMeant, whichPaper, wordsMeant } from "../../../src/search/which-paper.ts";
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
import * as say from "../wording.ts";
import type { Readers } from "./readers.ts";

/** The paper that was meant; null when several are, or none. Throws a `UserError` for an id we do not know. */
function paperOf(meant: PaperMeant): Paper | null {
  if (meant.kind === "unknown id")
    throw new UserError(say.noPaperWith(identifierName(meant.identifier)));
  return meant.kind === "paper" ? meant.paper : null;
}

type Answered = Promise<Reply | FollowedReply>;
type AnswerTyped = (typed: string, asker: Asker, services: Services) => Answered;

/** What to do where no paper is meant clearly. */
interface Otherwise {
  /** Several may be, or none. */
  whereUnclear?: AnswerTyped;
  /** It was named by an id that no paper here has; null, or nothing to do, makes that an error. */
  whereUnknown?: (...typed: Parameters<AnswerTyped>) => Answered | null;
}

/**
 * Answers about the paper that `typed` means. Throws a `UserError` for an id that we do not know, where
 * nothing is to be done about it.
 */
export async function answerMeant(
  typed: string,
  { corpus, index }: Services,
  to: {
    answer: (paper: Paper) => Reply | Promise<Reply>;
    whereUnclear: () => Answered;
    whereUnknown?: () => Answered | null;
  },
): Answered {
  const meant = whichPaper(typed, corpus, index);
  const lookedUp = meant.kind === "unknown id" ? to.whereUnknown?.() : null;
  if (lookedUp) return await lookedUp;
  const found = paperOf(meant);
  return found ? await to.answer(found) : await to.whereUnclear();
}

/**
 * Handles a subcommand about one paper: answers about the one that is meant. Where several may be, it
 * asks which, unless told otherwise, with the menu that has the custom id `choose`.
 */
export function aboutPaper(
  choose: string,
  answer: (
    paper: Paper,
    asker: Asker,
    services: Services,
    readers: Readers,
  ) => Reply | Promise<Reply>,
  otherwise: Otherwise = {},
) {
  const {
    whereUnclear = (typed, asker, services) => askWhich(typed, choose, asker, services),
    whereUnknown,
  } = otherwise;
  return {
    handler: subcommand({
      options: z.object({ paper, hide }),
      visibility,
      suggest: { paper: suggestPaper },
      run: async ({ paper: typed, hide: isHidden }, asker, services) => {
        const readers = isHidden ? "asker" : "channel";
        return await answerMeant(typed, services, {
          answer: (found) => answer(found, asker, services, readers),
          whereUnclear: () => whereUnclear(typed, asker, services),
          whereUnknown: () => whereUnknown?.(typed, asker, services) ?? null,
        });
      },
    }),

    components: {
      /** Answers only the one who picks, so that a list in a channel does not fill the channel. */
      [choose]: component({
        state: z.tuple([]),
        answer: () => "private",
        run: (_state, { asker, values }, services) =>
          answer(pickedPaper(values, services), asker, services, "asker"),
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
  if (!picked) throw new UserError(say.PAPER_IS_GONE);
  return picked;
}
