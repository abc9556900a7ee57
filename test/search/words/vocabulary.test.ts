import * as fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "../../../src/search/words/edit-distance.ts";
import { createVocabulary } from "../../../src/search/words/vocabulary.ts";

const word = fc.string({
  unit: fc.constantFrom("a", "b", "c", "é", "1"),
  minLength: 1,
  maxLength: 7,
});
/** Few enough words that none are left out of the completions of a short prefix. */
const counts = fc
  .array(fc.tuple(word, fc.integer({ min: 1, max: 9 })), { maxLength: 24 })
  .map((entries) => new Map(entries));

test.each([
  ["marmot", "marmot", 0],
  ["marmot", "marmots", 1],
  ["marmot", "mramot", 1],
  ["marmot", "carrot", 2],
  ["", "abc", 3],
  ["ca", "abc", 3],
])("from %s to %s it is %i edits", (from, to, edits) => {
  expect(editDistance(from, to)).toBe(edits);
  expect(editDistance(to, from)).toBe(edits);
});

test("near words are those that measuring every word gives", () => {
  fc.assert(
    fc.property(counts, word, fc.integer({ min: 1, max: 4 }), (papers, typed, within) => {
      const near = createVocabulary(papers).near(typed, { within, limit: 100 });
      const measured = [...papers.keys()].filter((other) => {
        const distance = editDistance(typed, other);
        return distance > 0 && distance <= within;
      });
      expect(near.toSorted()).toEqual(measured.toSorted());
      const distances = near.map((other) => editDistance(typed, other));
      expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    }),
  );
});

test("completions are the words that begin so and go on, those of most papers first", () => {
  fc.assert(
    fc.property(counts, word, (papers, prefix) => {
      const completions = createVocabulary(papers).completions(prefix, 100);
      const begun = [...papers.keys()].filter(
        (other) => other.startsWith(prefix) && other !== prefix,
      );
      expect(completions.toSorted()).toEqual(begun.toSorted());
      const used = completions.map((other) => papers.get(other) ?? 0);
      expect(used).toEqual(used.toSorted((a, b) => b - a));
    }),
  );
});

test("an unfinished word is near the beginnings of longer ones", () => {
  const vocabulary = createVocabulary(
    new Map([
      ["diffusion", 3],
      ["difference", 9],
    ]),
  );
  expect(vocabulary.near("diffsu", { within: 1, limit: 5 })).toEqual([]);
  expect(vocabulary.near("diffsu", { within: 1, limit: 5, unfinished: true })).toEqual([
    "diffusion",
  ]);
});
