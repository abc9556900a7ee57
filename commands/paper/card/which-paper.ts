import { z } from "zod";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { arxivIdMeant } from "../../../src/papers/arxiv-id.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  UserError,
} from "../../command/command.ts";
import { showList } from "../lists/list.ts";
import { hide, paper, suggestPaper, visibility } from "../options/options.ts";

/**
 * The paper that was meant: by its id (what a suggestion gives), an arXiv id or link, its title,
 * or words that fit one paper far better than any other. Null when several are meant, or none.
 * Throws a `UserError` for an arXiv id that we do not know.
 */
export function whichPaper(typed: string, { corpus, index }: Services): Paper | null {
  const picked = corpus.byId(typed);
  if (picked) return picked;
  const arxivId = arxivIdMeant(typed);
  if (arxivId !== null) {
    const known = corpus.byArxivId(arxivId);
    if (known) return known;
    throw new UserError(
      `No paper here is known as arXiv ${arxivId}: not every listing gives that id. Try its title.`,
    );
  }
  const words = searchWordsIn(typed);
  const titled = corpus.byTitle(words);
  if (titled) return titled;
  // A title may have any sign in it.
  const [best, next] = index.search({ kind: "words", text: words }, { limit: 2 }).hits;
  if (!best) return null;
  return !next || best.score >= CLEARLY_BETTER * next.score ? best.paper : null;
}

/**
 * Handles a subcommand about one paper: answers about the one that is meant, or asks which with the
 * menu that has the custom id `choose`.
 */
export function aboutPaper(
  choose: string,
  answer: (paper: Paper, asker: Asker, services: Services) => Reply | Promise<Reply>,
) {
  return {
    handler: subcommand({
      options: z.object({ paper, hide }),
      visibility,
      suggest: { paper: suggestPaper },
      run: async ({ paper: typed }, asker, services) => {
        const found = whichPaper(typed, services);
        return found
          ? await answer(found, asker, services)
          : await askWhich(typed, choose, asker, services);
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
  const query = searchWordsIn(typed);
  const view = { list: "search", query, since: null, codeOnly: false } as const;
  return await showList(view, 1, asker, services, choose);
}

/** The paper that was picked from a menu. Throws a `UserError` where it is gone. */
export function pickedPaper([id = ""]: readonly string[], { corpus }: Services): Paper {
  const picked = corpus.byId(id);
  if (!picked) throw new UserError("This paper is not in the collection any more.");
  return picked;
}

/** Measured on the shipped papers: at this distance the first hit for words of a title is the one. */
const CLEARLY_BETTER = 1.5;

/** Our own links to papers without a page are searches for their title. */
function searchWordsIn(typed: string): string {
  const url = URL.parse(typed);
  const isSearch = url?.hostname === "huggingface.co" && url.pathname === "/papers";
  return (isSearch && url.searchParams.get("q")) || typed;
}
