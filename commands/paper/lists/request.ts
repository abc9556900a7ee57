import type { PaperIndex } from "../../../src/search/paper-index.ts";
import type { Query } from "../../../src/search/query/query.ts";
import { readQuery, understoodAs } from "../../../src/search/query/read-query.ts";
import type { Services } from "../../command/command.ts";

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
}

export function requestIn(
  typed: string,
  { corpus, now }: Pick<Services, "corpus" | "now">,
): PaperRequest {
  const today = now().toZonedDateTimeISO("UTC").toPlainDate();
  const picked = corpus.byId(typed)?.displayTitle;
  if (picked !== undefined) {
    const query: Query = { kind: "words", text: picked };
    return { about: picked, query, search: query, today, understood: null };
  }
  const understood = understoodAs(typed);
  return { about: typed, query: readQuery(typed), search: typed, today, understood };
}

/** How many of the papers that are asked for `where` holds for. */
export function count(
  index: PaperIndex,
  { search, today }: Pick<PaperRequest, "search" | "today">,
  where: Query,
): number {
  return index.search(search, { limit: 1, where, today }).total;
}
