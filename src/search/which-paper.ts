import { arxivIdMeant } from "../papers/arxiv-id.ts";
import type { Corpus } from "../papers/corpus/corpus.ts";
import type { Paper } from "../papers/paper.ts";
import type { PaperIndex } from "./paper-index.ts";

/** One paper, an arXiv id that no paper is known by, or what may mean several papers, or none. */
export type PaperMeant =
  | { kind: "paper"; paper: Paper }
  | { kind: "unknown id"; arxivId: string }
  | { kind: "unclear" };

/**
 * The paper that was meant: by its id (what a suggestion gives), an arXiv id or link, its title,
 * or words that fit one paper far better than any other.
 */
export function whichPaper(
  typed: string,
  corpus: Pick<Corpus, "byId" | "byArxivId" | "byTitle">,
  index: Pick<PaperIndex, "search">,
): PaperMeant {
  const arxivId = arxivIdMeant(typed);
  const picked = corpus.byId(typed) ?? (arxivId === null ? undefined : corpus.byArxivId(arxivId));
  if (picked) return { kind: "paper", paper: picked };
  if (arxivId !== null) return { kind: "unknown id", arxivId };
  const words = wordsMeant(typed);
  const titled = corpus.byTitle(words);
  if (titled) return { kind: "paper", paper: titled };
  // A title may have any sign in it.
  const [best, next] = index.search({ kind: "words", text: words }, { limit: 2 }).hits;
  if (!best) return { kind: "unclear" };
  const isClear = !next || best.score >= CLEARLY_BETTER * next.score;
  return isClear ? { kind: "paper", paper: best.paper } : { kind: "unclear" };
}

/** What to search for: our own links to papers without a page are searches for their title. */
export function wordsMeant(typed: string): string {
  const url = URL.parse(typed);
  const isSearch = url?.hostname === "huggingface.co" && url.pathname === "/papers";
  return (isSearch && url.searchParams.get("q")) || typed;
}

/** Measured on the shipped papers: at this distance the first hit for words of a title is the one. */
const CLEARLY_BETTER = 1.5;
