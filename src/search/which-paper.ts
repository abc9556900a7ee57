import type { Corpus } from "../papers/corpus/corpus.ts";
import { type Identifier, readIdentifiers } from "../papers/identifiers.ts";
import type { Paper } from "../papers/paper.ts";
import { fold } from "../papers/text/fold.ts";
import type { PaperIndex } from "./paper-index.ts";

/** One paper, an identifier that no paper is known by, or what may mean several papers, or none. */
export type PaperMeant =
  | { kind: "paper"; paper: Paper }
  | { kind: "unknown id"; identifier: Identifier }
  | { kind: "unclear" };

/**
 * The paper that was meant: by its id (what a suggestion gives), an identifier or a link anywhere in the
 * text, its title, or words that fit one paper far better than any other.
 */
export function whichPaper(
  typed: string,
  corpus: Pick<Corpus, "byId" | "byArxivId" | "byDoi" | "byTitle">,
  index: Pick<PaperIndex, "search">,
): PaperMeant {
  const picked = corpus.byId(typed);
  if (picked) return { kind: "paper", paper: picked };
  const { identifiers } = readIdentifiers(typed);
  const [identified] = identifiers.flatMap((one) => paperIdentified(one, corpus, index) ?? []);
  if (identified) return { kind: "paper", paper: identified };
  const words = wordsMeant(typed);
  const titled = corpus.byTitle(words);
  if (titled) return { kind: "paper", paper: titled };
  if (identifiers[0]) return { kind: "unknown id", identifier: identifiers[0] };
  // A title may have any sign in it.
  const { hits } = index.search({ kind: "words", text: words }, { limit: AMONG });
  const [best, next] = hits;
  if (!best) return { kind: "unclear" };
  const [called, another] = hits.filter(({ paper }) => isCalled(paper, words));
  if (called && !another) return { kind: "paper", paper: called.paper };
  const isClear = !next || best.score >= CLEARLY_BETTER * next.score;
  return isClear ? { kind: "paper", paper: best.paper } : { kind: "unclear" };
}

/** Among so many the one is looked for that is called by a name alone. */
const AMONG = 10;

/** Whether its title begins with a name and a colon, and these words are that name: "Barlow Twins". */
export function isCalled({ title }: Paper, words: string): boolean {
  const end = title.indexOf(":");
  return end > 0 && fold(title.slice(0, end)).trim() === fold(words).trim();
}

/** Papers keep no OpenReview ids: there it is the one that links to the page. */
export function paperIdentified(
  { kind, id }: Identifier,
  corpus: Pick<Corpus, "byArxivId" | "byDoi">,
  index: Pick<PaperIndex, "search">,
): Paper | undefined {
  if (kind === "arxiv") return corpus.byArxivId(id);
  if (kind === "doi") return corpus.byDoi(id);
  const { hits } = index.search({ kind: "phrase", text: id });
  return hits.find(({ paper }) => paper.links.some(({ url }) => isOpenReview(url, id)))?.paper;
}

function isOpenReview(url: string, id: string): boolean {
  const { identifiers } = readIdentifiers(url);
  return identifiers.some((one) => one.kind === "openreview" && one.id === id);
}

/** What to search for: our own links to papers without a page are searches for their title. */
export function wordsMeant(typed: string): string {
  const url = URL.parse(typed);
  const isSearch = url?.hostname === "huggingface.co" && url.pathname === "/papers";
  return (isSearch && url.searchParams.get("q")) || typed;
}

/** Measured on the shipped papers: at this distance the first hit for words of a title is the one. */
const CLEARLY_BETTER = 1.5;
