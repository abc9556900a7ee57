import type { ResultPage } from "../../../src/messages/papers/results.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import type { Hit } from "../../../src/search/answer/hits.ts";
import type { SearchOptions, SearchResult } from "../../../src/search/answer/search.ts";
import {
  allOf,
  asksForAuthor,
  isEmpty,
  isSameQuery,
  notOf,
  type Query,
  withoutTimes,
} from "../../../src/search/query/query.ts";
import type { Likeness } from "../../../src/search/vectors/likeness.ts";
import { papersLike } from "./find-like.ts";
import type { View } from "../../../src/search/view.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import {
  count,
  type PaperRequest,
  questionIn,
  requestIn,
  type TooNarrow,
  tooNarrow,
} from "./request.ts";
import * as say from "../wording.ts";

export const PAGE_SIZE = 5;

/** Further down the likeness is not worth a page. */
const MAX_SIMILAR = 25;

/** One page of a list, and what is to be said about all of it. */
export interface FoundPage extends Pick<
  ResultPage,
  | "about"
  | "total"
  | "isMore"
  | "undated"
  | "corrected"
  | "missing"
  | "understood"
  | "unread"
  | "lacksAuthors"
  | "note"
> {
  hits: Hit[];
  /** Whether it was read as plain English, so that its words alone may find others. */
  isRead: boolean;
  nearest: string[];
  /** Where nothing was found: how many there are without the limits of the list. */
  withoutLimits: () => number;
  /** Where nothing was found: whether filters in the query are why. */
  tooNarrow: () => TooNarrow | null;
}

/**
 * Finds the page of a list that comes after `before` papers. Throws a `UserError` where the paper that
 * the list is about is gone.
 */
export type FindPage = (
  view: View,
  before: number,
  services: Services,
  asker: Asker,
) => FoundPage | Promise<FoundPage>;

/** The papers that fit best, within the limits of the view. */
export const bestFirst: FindPage = (view, offset, services) =>
  findAsked(requestIn(view.query, services), view, offset, services, null);

/** The same, of a question in plain English. */
export const asAsked: FindPage = async (view, offset, services) => {
  const question = questionIn(view.query, services);
  const { like } = question;
  if (!like) {
    const likeness = await likenessToQuestion(question, offset, services);
    return findAsked(question, view, offset, services, likeness);
  }
  const { paper, but } = like;
  const likeness = await likenessToPaper(paper, services);
  const alike = papersLike(paper, likeness, but, limitsOf(view), services);
  return {
    ...NOTHING,
    ...readingOf(question, services),
    hits: alike.slice(offset, offset + PAGE_SIZE).map(asHit),
    total: alike.length,
    undated: 0,
    withoutLimits: () => papersLike(paper, likeness, but, allOf([]), services).length,
    tooNarrow: () => null,
  };
};

async function likenessToQuestion(
  { query, order, isPicked }: PaperRequest,
  offset: number,
  { meaning }: Services,
): Promise<Likeness | null> {
  if (!meaning || order !== "best" || isPicked) return null;
  return await meaning.ofQuestion(query, { isFirst: offset === 0 });
}

async function likenessToPaper({ id }: Paper, { meaning }: Services): Promise<Likeness | null> {
  return meaning && (await meaning.ofPaper(id));
}

function limitsOf({ since, codeOnly }: View): Query {
  const inCode: Query[] = codeOnly ? [{ kind: "code" }] : [];
  return allOf(since === null ? inCode : [...inCode, { kind: "since", time: since }]);
}

function findAsked(
  request: PaperRequest,
  view: View,
  offset: number,
  services: Services,
  likeness: Likeness | null,
): FoundPage {
  const { corpus, index } = services;
  const { since, codeOnly } = view;
  const where = limitsOf(view);
  const { order, today } = request;
  // "Newest papers": there is nothing to look for but their date.
  const search = isEmpty(request.query) ? DATED : request.search;
  const result = index.search(search, {
    limit: PAGE_SIZE,
    offset,
    where,
    order,
    fitting: order !== "best",
    likeness,
    today,
  });

  function undated(): number {
    const withoutDate = allOf([limitsOf({ ...view, since: null }), UNDATED]);
    const ofAnyTime = withoutTimes(request.query);
    if (isEmpty(ofAnyTime)) return corpus.dated({ codeOnly }).without;
    if (!isSameQuery(ofAnyTime, request.query))
      return count(index, { ...request, search: ofAnyTime }, withoutDate);
    return since === null ? 0 : count(index, request, withoutDate);
  }

  return {
    ...result,
    ...readingOf(request, services),
    undated: undated(),
    withoutLimits: () => count(index, request, allOf([])),
    tooNarrow: () => tooNarrow(request, where, services),
  };
}

/** The papers that have a full date, in that order. */
export const byDate =
  (order: ByDate): FindPage =>
  ({ query }, offset, services) => {
    const { corpus, index } = services;
    const request = requestIn(query, services);
    const reading = readingOf(request, services);
    if (request.about === "") {
      const hits = EVERYTHING[order](corpus, offset).map(asHit);
      const { with: total, without: undated } = corpus.dated();
      const withoutLimits = { withoutLimits: () => undated, tooNarrow: () => null };
      return { ...NOTHING, ...reading, hits, total, undated, ...withoutLimits };
    }
    const { search, today } = request;
    const page = { limit: PAGE_SIZE, offset, where: DATED, order, today };
    const undated = count(index, request, UNDATED);
    return {
      ...index.search(search, page),
      ...reading,
      undated,
      withoutLimits: () => undated,
      tooNarrow: () => tooNarrow(request, DATED, services),
    };
  };

type ByDate = Exclude<SearchOptions["order"], "best" | undefined>;

/** Where no words are asked for, the corpus itself knows the order. */
const EVERYTHING: Record<ByDate, (corpus: Services["corpus"], offset: number) => readonly Paper[]> =
  {
    newest: (corpus, offset) => corpus.latest({ offset, limit: PAGE_SIZE }),
  };

/** The papers that say something like the one whose id the view has as its query. */
export const similarPapers: FindPage = async ({ query: id }, offset, services) => {
  const { corpus, index } = services;
  const paper = corpus.byId(id);
  if (!paper) throw new UserError(say.PAPER_IS_GONE);
  const likeness = await likenessToPaper(paper, services);
  const hits = index.similar(paper, { limit: MAX_SIMILAR, likeness });
  return {
    ...NOTHING,
    about: requestIn(id, services).about,
    understood: null,
    unread: [],
    lacksAuthors: false,
    isRead: false,
    // The words that two papers share are many and dull: their texts say more from the beginning.
    hits: hits.slice(offset, offset + PAGE_SIZE).map((hit) => asHit(hit.paper)),
    total: hits.length,
    undated: 0,
    withoutLimits: () => 0,
    tooNarrow: () => null,
  };
};

export function readingOf(request: PaperRequest, { corpus }: Services) {
  const { about, query, understood, unread, isRead } = request;
  const lacksAuthors = asksForAuthor(query) && !corpus.namesAuthors;
  return { about, understood, unread, isRead, lacksAuthors };
}

/** A paper has a full date where it can be compared with any: none is older. */
const DATED: Query = { kind: "since", time: "1900" };
const UNDATED = notOf(DATED);

export const NOTHING: SearchResult = {
  hits: [],
  total: 0,
  isMore: false,
  corrected: [],
  missing: [],
  nearest: [],
};

export const asHit = (paper: Paper): Hit => ({ paper, score: 0, words: [], fields: [] });
