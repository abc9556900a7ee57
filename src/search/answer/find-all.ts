import { MAX_CANDIDATES, type Scope } from "../index/engine.ts";
import type { Query } from "../query/query.ts";
import { readTyped } from "../query/read-query.ts";
import { answerQuery } from "./answer-query.ts";
import { todayInUtc } from "./scope.ts";
import type { Search } from "./search.ts";
import { findWords, type WordSearch } from "./search-words.ts";

export type FindAll = (query: string | Query, today?: Temporal.PlainDate) => string[];

interface FindAllParts extends WordSearch {
  search: Search;
  idsAt: (ats: readonly number[]) => string[];
}

/** The ids of all papers that a search finds: first those that it ranks, then whichever else there are. */
export function createFindAll(parts: FindAllParts): FindAll {
  const { engine, search, idsAt } = parts;
  return (request, today = todayInUtc()) => {
    const { hits, isMore } = search(request, { limit: MAX_CANDIDATES, today });
    const ranked = hits.map(({ paper }) => paper.id);
    if (!isMore) return ranked;
    const query = typeof request === "string" ? readTyped(request) : request;
    const { scores } = answerQuery(query, {
      findWords: (text: string, within: Scope) => findWords(text, within, parts),
      engine,
      scope: { where: [], today, order: "best", limit: Infinity },
    });
    return [...new Set([...ranked, ...idsAt([...scores.keys()])])];
  };
}
