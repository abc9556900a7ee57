import { DatabaseSync } from "node:sqlite";
import type { Paper } from "../src/papers/paper.ts";
import { readForIndex } from "../src/search/index/indexed-paper.ts";
import { openSearchIndex } from "../src/search/open-search-index.ts";
import type { PaperIndex } from "../src/search/paper-index.ts";
import { createSearchReader } from "../src/store/words/search-reader.ts";
import { NAME_TABLE } from "../src/store/schema/name-table.ts";
import { SEARCH_TABLES } from "../src/store/schema/search-tables.ts";
import { createSearchWriters } from "../src/store/words/search-writer.ts";

/** The index that the store keeps, in a database in memory. */
export function storedIndex(papers: readonly Paper[]): PaperIndex {
  const database = new DatabaseSync(":memory:");
  for (const statement of [...SEARCH_TABLES, NAME_TABLE]) database.exec(statement);
  database.exec("begin");
  const search = createSearchWriters(database)();
  for (const [at, paper] of papers.entries()) search.put(at + 1, readForIndex(paper));
  search.flush();
  database.exec("commit");
  const places = new Map(papers.map(({ id }, at) => [id, at + 1]));
  return openSearchIndex(createSearchReader(database), {
    paperAt(at) {
      const paper = papers[at - 1];
      if (!paper) throw new RangeError(`There is no paper ${at}`);
      return paper;
    },
    placeOf: ({ id }) => places.get(id),
  }).index;
}
