import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readForIndex } from "../../src/search/index/indexed-paper.ts";
import { SEARCH_TABLES } from "../../src/store/schema/search-tables.ts";
import { createSearchReader } from "../../src/store/words/search-reader.ts";
import { createSearchWriters } from "../../src/store/words/search-writer.ts";
import { aPaper } from "../papers/a-paper.ts";

/** Of which some are in so many papers that they have a place in the indexes of short beginnings. */
const MOST_PAPERS = 9;

const word = fc.stringMatching(/^ma[rs]?[mt]{0,2}$/);

/** In how many papers each stands. */
const said = fc.dictionary(word, fc.integer({ min: 1, max: MOST_PAPERS }), { maxKeys: 12 });

function storeOf(titles: readonly string[]) {
  const database = new DatabaseSync(":memory:");
  for (const statement of SEARCH_TABLES) database.exec(statement);
  database.exec("begin");
  const writer = createSearchWriters(database)();
  for (const [at, title] of titles.entries())
    writer.put(at + 1, readForIndex(aPaper({ title, displayTitle: title })));
  writer.flush();
  database.exec("commit");
  return { database, ...createSearchReader(database) };
}

test("the words of most papers complete a beginning first, whether few or many papers have them", () => {
  fc.assert(
    fc.property(said, fc.integer({ min: 1, max: 8 }), (counts, limit) => {
      const titles = Array.from({ length: MOST_PAPERS }, (_, at) =>
        Object.keys(counts)
          .filter((one) => (counts[one] ?? 0) > at)
          .join(" "),
      );
      const { vocabulary, titles: stored, database } = storeOf(titles);
      const bestFirst = Object.entries(counts)
        .toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
        .map(([one]) => one);
      for (const prefix of ["m", "ma", "mar", "marm"]) {
        const expected = bestFirst.filter((one) => one.startsWith(prefix) && one !== prefix);
        expect(vocabulary.completions(prefix, limit)).toEqual(expected.slice(0, limit));
        const phrases = stored.phrases(prefix, limit * 100);
        expect(phrases.filter((phrase) => !phrase.includes(" "))).toEqual(
          expected.filter((one) => (counts[one] ?? 0) > 1),
        );
      }
      database.close();
    }),
  );
});
