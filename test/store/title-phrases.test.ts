import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readForIndex } from "../../src/search/index/indexed-paper.ts";
import { titlePhrases } from "../../src/search/index/title-phrases.ts";
import { SEARCH_TABLES } from "../../src/store/schema/search-tables.ts";
import { createSearchWriters } from "../../src/store/words/search-writer.ts";
import { createSeenPhrases, hashOf } from "../../src/store/words/seen-phrases.ts";
import { aPaper } from "../papers/a-paper.ts";

const title = fc
  .array(fc.constantFrom("marmot", "pre-trained", "pre", "trained", "of", "C++", "扩散模型", "x"), {
    maxLength: 5,
  })
  .map((words) => words.join(" "));

/** Papers that get a title, another one, or go, all in one transaction; or one that fails, or a new process. */
const step = fc.oneof(
  fc.dictionary(fc.constantFrom("1", "2", "3", "4", "5"), fc.option(title), { maxKeys: 4 }),
  fc.constantFrom("fail" as const, "restart" as const),
);

const numbered = (i: number) => hashOf(`phrase ${i}`);

const read = (text: string) => readForIndex(aPaper({ title: text, displayTitle: text }));

test("phrases of several titles are counted as if all titles were read anew", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const database = new DatabaseSync(":memory:");
      for (const statement of SEARCH_TABLES) database.exec(statement);
      let writers = createSearchWriters(database);
      let titles = new Map<number, string>();
      let fails = false;
      for (const one of steps) {
        if (one === "restart") writers = createSearchWriters(database);
        if (one === "fail") fails = true;
        if (typeof one === "string") continue;
        const after = new Map(titles);
        database.exec("begin");
        const writer = writers();
        for (const [id, text] of Object.entries(one)) {
          const at = Number(id);
          const before = after.get(at);
          if (before !== undefined) writer.remove(at, read(before));
          if (text === null) after.delete(at);
          else {
            writer.put(at, read(text));
            after.set(at, text);
          }
        }
        writer.flush();
        database.exec(fails ? "rollback" : "commit");
        if (!fails) {
          writer.keep();
          titles = after;
        }
        fails = false;
      }
      const expected = titlePhrases([...titles.values()].map((text) => read(text).title.words));
      const rows = database
        .prepare("select phrase, papers, level from title_phrase where papers > 1")
        .all();
      expect(new Map(rows.map(({ phrase, papers }) => [phrase, papers]))).toEqual(expected);
      expect(
        database
          .prepare("select count(*) as wrong from title_phrase where (papers > 1) <> (level > 0)")
          .get(),
      ).toEqual({ wrong: 0 });
      database.close();
    }),
    { numRuns: 300 },
  );
});

test("of very many phrases those that were seen last are remembered, and it is known that some are not", () => {
  const seen = createSeenPhrases(5000);
  for (let i = 0; i < 10_000; i++) seen.add(numbered(i));
  seen.remove(numbered(1));
  seen.remove(numbered(9000));
  for (const i of [0, 4999, 9999]) expect(seen.has(numbered(i))).toBe(true);
  for (const i of [1, 9000, 10_000]) expect(seen.has(numbered(i))).toBe(false);
  seen.add(numbered(9000));
  expect([seen.knowsAll, seen.has(numbered(9000))]).toEqual([false, true]);
  expect([seen.has(numbered(0)), seen.has(numbered(9999))]).toEqual([false, true]);
});
