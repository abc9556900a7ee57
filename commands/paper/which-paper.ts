import type { Reply } from "../../src/messages/reply.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { type Asker, type Services, UserError } from "../command.ts";
import { showList } from "./list.ts";

/**
 * The paper that was meant: by its id (what a suggestion gives), an arXiv id or link, its title,
 * or words that fit one paper far better than any other. Null when several are meant, or none.
 * Throws a `UserError` for an arXiv id that we do not know.
 */
export function whichPaper(typed: string, { corpus, index }: Services): Paper | null {
  const picked = corpus.byId(typed);
  if (picked) return picked;
  const arxivId = arxivIdIn(typed);
  if (arxivId !== null) {
    const paper = corpus.byArxivId(arxivId);
    if (paper) return paper;
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

/** Lists what the words may mean; where nothing does, says so. */
export async function askWhich(typed: string, asker: Asker, services: Services): Promise<Reply> {
  const query = searchWordsIn(typed);
  const view = { list: "search", query, since: null, codeOnly: false } as const;
  return await showList(view, 1, asker, services, "choice");
}

/** Measured on the shipped papers: at this distance the first hit for words of a title is the one. */
const CLEARLY_BETTER = 1.5;

/** Since 2007 `2106.15928`, before `cs/0112017` or `math.GT/0309136`; both with or without `v2`. */
const ARXIV_ID = String.raw`(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?`;
const BARE = new RegExp(String.raw`^(?:arxiv:\s*)?${ARXIV_ID}$`, "i");
const IN_URL = new RegExp(
  String.raw`^(?:https?://)?(?:(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)|(?:www\.)?(?:huggingface\.co|hf\.co)/papers)/${ARXIV_ID}(?:\.pdf)?/?(?:[?#].*)?$`,
  "i",
);

/** Without its version; null where the text is no arXiv id and no link to one. */
function arxivIdIn(typed: string): string | null {
  const text = typed.replace(/^<|>$/g, "");
  return (BARE.exec(text) ?? IN_URL.exec(text))?.[1] ?? null;
}

/** Our own links to papers without a page are searches for their title. */
function searchWordsIn(typed: string): string {
  const url = URL.parse(typed);
  const isSearch = url?.hostname === "huggingface.co" && url.pathname === "/papers";
  return (isSearch && url.searchParams.get("q")) || typed;
}
