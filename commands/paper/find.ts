import type { ResultPage } from "../../src/messages/papers/results.ts";
import type { Corpus } from "../../src/papers/corpus/corpus.ts";
import type { Paper } from "../../src/papers/paper.ts";
import type { Hit } from "../../src/search/answer/hits.ts";
import type { SearchResult } from "../../src/search/answer/search.ts";
import type { PaperIndex } from "../../src/search/paper-index.ts";
import {
  allOf,
  asksForAuthor,
  isEmpty,
  isSameQuery,
  notOf,
  type Query,
  withoutTimes,
} from "../../src/search/query/query.ts";
import { readQuery, understoodAs } from "../../src/search/query/read-query.ts";
import type { View } from "../../src/search/view.ts";
import { type Services, UserError } from "../command.ts";

/** A view that is shown as a list; `/paper random` shows one paper at a time. */
export type ListView = View & { list: "search" | "latest" | "similar" };

export const PAGE_SIZE = 5;

/** Further down the likeness is not worth a page. */
const MAX_SIMILAR = 25;

/** One page of a view, and what is to be said about all of it. */
export interface Found extends Pick<
  ResultPage,
  "about" | "total" | "isMore" | "undated" | "corrected" | "understood" | "lacksAuthors"
> {
  hits: Hit[];
  nearest: string[];
}

/**
 * The page of a view that comes after `before` papers. Throws a `UserError` where the paper that
 * the view is about is gone.
 */
export function findPage(view: ListView, before: number, services: Services): Found {
  const { corpus, index } = services;
  const asked = askedIn(view.query, services);
  if (view.list === "similar") {
    const told = { about: asked.about, understood: null, lacksAuthors: false };
    return { ...told, ...findSimilar(view, before, corpus, index) };
  }
  const told = {
    about: asked.about,
    understood: asked.understood,
    lacksAuthors: asksForAuthor(asked.query) && !corpus.namesAuthors,
  };
  if (view.list === "latest") return { ...told, ...findLatest(asked, before, corpus, index) };
  return { ...told, ...findBest(view, asked, before, services) };
}

/** What is asked for, and what people are told about it. */
export interface Asked {
  /** As it was typed, or the title where a suggested paper was picked; "" for everything. */
  about: string;
  query: Query;
  /** What `PaperIndex.search` takes: of what was typed the end tells whether a word may go on. */
  search: string | Query;
  /** From which times count back. */
  today: Temporal.PlainDate;
  /** As `understoodAs`. */
  understood: string | null;
}

export function askedIn(typed: string, { corpus, now }: Pick<Services, "corpus" | "now">): Asked {
  const today = now().toZonedDateTimeISO("UTC").toPlainDate();
  const picked = corpus.byId(typed)?.displayTitle;
  if (picked !== undefined) {
    const query: Query = { kind: "words", text: picked };
    return { about: picked, query, search: query, today, understood: null };
  }
  const understood = understoodAs(typed);
  return { about: typed, query: readQuery(typed), search: typed, today, understood };
}

type Part = Omit<Found, "about" | "understood" | "lacksAuthors">;

function findBest(view: ListView, asked: Asked, offset: number, { corpus, index }: Services): Part {
  const { since, codeOnly } = view;
  const inCode: Query[] = codeOnly ? [{ kind: "code" }] : [];
  const inTime: Query[] = since === null ? [] : [{ kind: "since", time: since }];
  const result = index.search(asked.search, {
    limit: PAGE_SIZE,
    offset,
    where: allOf([...inCode, ...inTime]),
    today: asked.today,
  });
  const undated = allOf([...inCode, UNDATED]);
  const ofAnyTime = withoutTimes(asked.query);
  if (isEmpty(ofAnyTime)) return { ...result, undated: corpus.dated({ codeOnly }).without };
  if (isSameQuery(ofAnyTime, asked.query)) {
    const leftOut = since === null ? 0 : count(index, asked, undated);
    return { ...result, undated: leftOut };
  }
  return { ...result, undated: count(index, { ...asked, search: ofAnyTime }, undated) };
}

function findLatest(asked: Asked, offset: number, corpus: Corpus, index: PaperIndex): Part {
  if (asked.about === "") {
    const hits = corpus.latest({ offset, limit: PAGE_SIZE }).map(asHit);
    const { with: dated, without: undated } = corpus.dated();
    return { ...NOTHING, hits, total: dated, undated };
  }
  const result = index.search(asked.search, {
    limit: PAGE_SIZE,
    offset,
    where: DATED,
    order: "newest",
    today: asked.today,
  });
  return { ...result, undated: count(index, asked, UNDATED) };
}

function findSimilar(view: ListView, offset: number, corpus: Corpus, index: PaperIndex): Part {
  const paper = corpus.byId(view.query);
  if (!paper) throw new UserError("This paper is not in the collection any more.");
  const hits = index.similar(paper, { limit: MAX_SIMILAR });
  return {
    ...NOTHING,
    // The words that two papers share are many and dull: their texts say more from the beginning.
    hits: hits.slice(offset, offset + PAGE_SIZE).map((hit) => asHit(hit.paper)),
    total: hits.length,
    undated: 0,
  };
}

/** A paper has a full date where it can be compared with any: none is older. */
const DATED: Query = { kind: "since", time: "1900" };
const UNDATED = notOf(DATED);

const NOTHING: SearchResult = { hits: [], total: 0, isMore: false, corrected: [], nearest: [] };

const asHit = (paper: Paper): Hit => ({ paper, score: 0, words: [], fields: [] });

/** How many of the papers that are asked for `where` holds for. */
export function count(
  index: PaperIndex,
  { search, today }: Pick<Asked, "search" | "today">,
  where: Query,
): number {
  return index.search(search, { limit: 1, where, today }).total;
}
