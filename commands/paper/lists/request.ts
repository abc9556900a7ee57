import type { HitOrder } from "../../../src/search/index/hit-order.ts";
import type { Corpus } from "../../../src/papers/corpus/corpus.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import type { PaperIndex } from "../../../src/search/paper-index.ts";
import { cannotBeRead } from "../../../src/messages/papers/results.ts";
import { allOf, isEmpty, isFilter, isTime, type Query } from "../../../src/search/query/query.ts";
import {
  readQuery,
  type UnreadFilter,
  unreadFilters,
} from "../../../src/search/query/read-query.ts";
import { type LikeRead, readLike } from "../../../src/search/question/like.ts";
import { isCalled, whichPaper } from "../../../src/search/which-paper.ts";
import { type Services, UserError } from "../../command/command.ts";
import * as say from "../wording.ts";
import { inWords, understoodInWords } from "../../../src/digests/query-in-words.ts";

/** Which papers are asked for. */
export interface PaperRequest {
  /** As it was typed, or the title where a suggested paper was picked; "" for everything. */
  about: string;
  query: Query;
  /** Whether it is one paper, picked among those suggested. */
  isPicked: boolean;
  /** What `PaperIndex.search` takes: of what was typed the end tells whether a word may go on. */
  search: string | Query;
  order: HitOrder;
  /** From which times count back. */
  today: Temporal.PlainDate;
  /** In words, where that is not just as it was typed; not escaped yet. */
  understood: string | null;
  /** Whether it was read as plain English, and more was understood than its words. */
  isRead: boolean;
  /** What of it could not be read, and was left out. */
  unread: UnreadFilter[];
}

/** Throws a `UserError` where nothing that was typed can be read. */
export function requestIn(
  typed: string,
  { corpus, now }: Pick<Services, "now"> & { corpus: Pick<Corpus, "byId"> },
): PaperRequest {
  const today = todayOf(now());
  const asTyped = { order: "best", isRead: false } as const;
  const picked = corpus.byId(typed)?.displayTitle;
  if (picked !== undefined) {
    const query: Query = { kind: "words", text: picked };
    const reading = { isPicked: true, understood: null, unread: [] };
    return { ...asTyped, ...reading, about: picked, query, search: query, today };
  }
  const query = readQuery(typed);
  const unread = unreadFilters(typed);
  if (isEmpty(query) && unread[0]) throw new UserError(cannotBeRead(unread[0]));
  const understood = understoodInWords(typed);
  const reading = { isPicked: false, understood, unread };
  return { ...asTyped, ...reading, about: typed, query, search: typed, today };
}

/** What a question in plain English asks for. */
export interface QuestionRequest extends PaperRequest {
  /** The paper that others shall be like, and what they shall be about besides. */
  like: { paper: Paper; but: PaperRequest | null } | null;
}

type QuestionServices = Pick<Services, "corpus" | "index" | "now">;

/** Throws as `requestIn` does. */
export function questionIn(typed: string, services: QuestionServices): QuestionRequest {
  if (services.corpus.byId(typed)) return { ...requestIn(typed, services), like: null };
  const like = readLike(typed);
  const paper = like && paperNamed(like, services);
  if (!paper) {
    if (!like?.isOfPapers) return { ...plainQuestion(typed, services), like: null };
    const subject = plainQuestion(`${like.to} ${like.but}`.trim(), services);
    const understood = subject.understood ?? inWords(subject.query);
    return { ...subject, about: typed, understood, isRead: true, like: null };
  }
  const but = like.but === "" ? null : plainQuestion(like.but, services);
  const understood = say.papersLike(paper.displayTitle, but && inWords(but.query));
  return { ...requestIn(typed, services), understood, isRead: true, like: { paper, but } };
}

export type NamedPapers = Pick<Corpus, "byId" | "byArxivId" | "byDoi" | "byTitle">;

/** The paper that others shall be like; null where no paper is meant clearly. */
export function paperNamed(
  { to, but, isOfPapers }: LikeRead,
  { corpus, index }: Pick<Services, "index"> & { corpus: NamedPapers },
): Paper | null {
  const meant = whichPaper(to, corpus, index);
  if (meant.kind !== "paper") return null;
  // "Like attention": a word or two alone name none.
  const isName =
    isOfPapers ||
    but !== "" ||
    isCalled(meant.paper, to) ||
    corpus.byTitle(to) !== undefined ||
    to.split(" ").length > 2;
  return isName ? meant.paper : null;
}

function plainQuestion(typed: string, services: QuestionServices): PaperRequest {
  const { text, order, isRead } = services.index.readQuestion(typed, todayOf(services.now()));
  const request = requestIn(text, services);
  if (!isRead) return request;
  const asked = inWords(request.query);
  const understood = order === "best" ? asked : say.newestFirst(asked);
  return { ...request, about: typed, order, understood, isRead };
}

function todayOf(now: Temporal.Instant): Temporal.PlainDate {
  return now.toZonedDateTimeISO("UTC").toPlainDate();
}

/** How many of the papers that are asked for `where` holds for. */
export function count(
  index: PaperIndex,
  { search, today }: Pick<PaperRequest, "search" | "today">,
  where: Query,
): number {
  return index.search(search, { limit: 1, where, today }).total;
}

/** The filters in a query that leave nothing of it, and what there is without them. */
export interface TooNarrow {
  filters: Query[];
  rest: Query;
  total: number;
}

/** Null where it is not its filters that leave nothing. `where` are other limits, which stay. */
export function tooNarrow(
  { query, today }: PaperRequest,
  where: Query,
  { index, corpus }: Pick<Services, "index" | "corpus">,
): TooNarrow | null {
  const parts = query.kind === "all" ? query.queries : [query];
  const filters = parts.filter(isFilter);
  // A beginning and an end are one time. Where no filter is to blame alone, all of them together may be.
  const times = filters.filter(isTime);
  const suspects = [
    ...(times.length > 1 ? [times] : []),
    ...filters.map((one) => [one]),
    ...(filters.length > 1 ? [filters] : []),
  ];
  for (const some of suspects) {
    const rest = allOf(parts.filter((part) => !some.includes(part)));
    const total = isEmpty(rest) ? corpus.size : count(index, { search: rest, today }, where);
    if (total > 0) return { filters: some, rest, total };
  }
  return null;
}
