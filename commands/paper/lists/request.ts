import type { PaperIndex } from "../../../src/search/paper-index.ts";
import { cannotBeRead } from "../../../src/messages/papers/results.ts";
import { allOf, isEmpty, isFilter, type Query } from "../../../src/search/query/query.ts";
import {
  readQuery,
  understoodAs,
  type UnreadFilter,
  unreadFilters,
} from "../../../src/search/query/read-query.ts";
import { type Services, UserError } from "../../command/command.ts";

/** Which papers are asked for. */
export interface PaperRequest {
  /** As it was typed, or the title where a suggested paper was picked; "" for everything. */
  about: string;
  query: Query;
  /** What `PaperIndex.search` takes: of what was typed the end tells whether a word may go on. */
  search: string | Query;
  /** From which times count back. */
  today: Temporal.PlainDate;
  /** As `understoodAs`. */
  understood: string | null;
  /** What of it could not be read, and was left out. */
  unread: UnreadFilter[];
}

/** Throws a `UserError` where nothing that was typed can be read. */
export function requestIn(
  typed: string,
  { corpus, now }: Pick<Services, "corpus" | "now">,
): PaperRequest {
  const today = now().toZonedDateTimeISO("UTC").toPlainDate();
  const picked = corpus.byId(typed)?.displayTitle;
  if (picked !== undefined) {
    const query: Query = { kind: "words", text: picked };
    return { about: picked, query, search: query, today, understood: null, unread: [] };
  }
  const query = readQuery(typed);
  const unread = unreadFilters(typed);
  if (isEmpty(query) && unread[0]) throw new UserError(cannotBeRead(unread[0]));
  const understood = understoodAs(typed);
  return { about: typed, query, search: typed, today, understood, unread };
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
  // Where no filter is to blame alone, all of them together may be.
  const suspects = [...filters.map((one) => [one]), ...(filters.length > 1 ? [filters] : [])];
  for (const some of suspects) {
    const rest = allOf(parts.filter((part) => !some.includes(part)));
    const total = isEmpty(rest) ? corpus.size : count(index, { search: rest, today }, where);
    if (total > 0) return { filters: some, rest, total };
  }
  return null;
}
