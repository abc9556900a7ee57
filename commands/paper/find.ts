import type { ResultPage } from "../../src/messages/results.ts";
import type { Corpus } from "../../src/papers/corpus.ts";
import type { Paper } from "../../src/papers/paper.ts";
import type { Hit, PaperIndex, SearchResult } from "../../src/search/paper-index.ts";
import type { View } from "../../src/search/view.ts";
import { type Services, UserError } from "../command.ts";

/** A view that is shown as a list; `/paper random` shows one paper at a time. */
export type ListView = View & { list: "search" | "latest" | "similar" };

export const PAGE_SIZE = 5;

/** Further down the likeness is not worth a page. */
const MOST_SIMILAR = 25;

/** One page of a view, and what is to be said about all of it. */
export interface Found extends Pick<ResultPage, "about" | "total" | "undated" | "corrected"> {
  hits: Hit[];
  nearest: string[];
}

/**
 * The page of a view that comes after `before` papers. Throws a `UserError` where the paper that
 * the view is about is gone.
 */
export function findPage(view: ListView, before: number, { corpus, index }: Services): Found {
  const about = wordsOf(view.query, corpus);
  if (view.list === "similar") return { about, ...findSimilar(view, before, corpus, index) };
  if (view.list === "latest") return { about, ...findLatest(about, before, corpus, index) };
  return { about, ...findBest(view, about, before, index) };
}

/** The words to search for: what was typed, or the title where a suggested paper was picked. */
export function wordsOf(query: string, corpus: Corpus): string {
  return corpus.byId(query)?.displayTitle ?? query;
}

type Part = Omit<Found, "about">;

function findBest(view: ListView, words: string, offset: number, index: PaperIndex): Part {
  const { since, codeOnly } = view;
  const inCode = (paper: Paper) => !codeOnly || paper.links.some(({ kind }) => kind === "code");
  const inTime = (paper: Paper) =>
    since === null || (isDated(paper) && (paper.published?.date ?? "") >= since);
  const result = index.search(words, {
    limit: PAGE_SIZE,
    offset,
    filter: (paper) => inCode(paper) && inTime(paper),
  });
  const undated = (paper: Paper) => inCode(paper) && !isDated(paper);
  return { ...result, undated: since === null ? 0 : count(index, words, undated) };
}

function findLatest(words: string, offset: number, corpus: Corpus, index: PaperIndex): Part {
  const result: SearchResult =
    words === ""
      ? { ...NOTHING, hits: corpus.papers.map(asHit), total: corpus.papers.length }
      : index.search(words, { limit: index.size });
  const dated = result.hits
    .filter(({ paper }) => isDated(paper))
    .toSorted((a, b) => compareText(b.paper.published?.date ?? "", a.paper.published?.date ?? ""));
  return {
    ...result,
    hits: dated.slice(offset, offset + PAGE_SIZE),
    total: dated.length,
    undated: result.total - dated.length,
  };
}

function findSimilar(view: ListView, offset: number, corpus: Corpus, index: PaperIndex): Part {
  const paper = corpus.byId(view.query);
  if (!paper) throw new UserError("This paper is not in the collection any more.");
  const hits = index.similar(paper, { limit: MOST_SIMILAR });
  return {
    ...NOTHING,
    // The words that two papers share are many and dull: their texts say more from the beginning.
    hits: hits.slice(offset, offset + PAGE_SIZE).map((hit) => asHit(hit.paper)),
    total: hits.length,
    undated: 0,
  };
}

const isDated = (paper: Paper): boolean => paper.published?.precision === "day";

const NOTHING: SearchResult = { hits: [], total: 0, corrected: [], nearest: [] };

const asHit = (paper: Paper): Hit => ({ paper, score: 0, words: [], fields: [] });

/** How many of the papers with these words `filter` holds for. */
export function count(index: PaperIndex, words: string, filter: (paper: Paper) => boolean): number {
  return index.search(words, { limit: 1, filter }).total;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
