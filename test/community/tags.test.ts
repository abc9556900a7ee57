import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fittingTags } from "../../src/community/discussions/tags.ts";
import { aPaper } from "../papers/a-paper.ts";

const tag = (id: string, name: string, isUsable = true) => ({ id, name, isUsable });
const paper = aPaper({
  title: "Mamba: selective state spaces for graph transformers",
  categories: ["cs.LG", "stat.ML"],
  aiKeywords: ["long context"],
});

test.each([
  ["a word of the title", "Transformer", true],
  ["words of the title, written another way", "State-Space", true],
  ["a category", "cs.LG", true],
  ["an archive", "CS", true],
  ["a keyword", "Long context", true],
  ["part of a word", "form", false],
  ["something else", "Vision", false],
  ["nothing that can be read", "🎉", false],
])("a tag that is %s", (_what, name, fits) => {
  const forum = { isRequired: false, tags: [tag("1", name)] };
  expect(fittingTags(paper, forum, null)).toEqual(fits ? ["1"] : []);
});

test("a general tag stands in, then the chosen one or the first where one is required", () => {
  const tags = [tag("1", "Vision"), tag("2", "Papers"), tag("3", "News")];
  expect(fittingTags(paper, { isRequired: true, tags }, "3")).toEqual(["2"]);
  const others = tags.filter(({ id }) => id !== "2");
  expect(fittingTags(paper, { isRequired: true, tags: others }, "3")).toEqual(["3"]);
  expect(fittingTags(paper, { isRequired: true, tags: others }, null)).toEqual(["1"]);
  expect(fittingTags(paper, { isRequired: false, tags: others }, null)).toEqual([]);
});

test("whatever tags there are, a post gets five usable ones at most, and one where it needs one", () => {
  const anyTag = fc.record({
    id: fc.uuid(),
    name: fc.constantFrom("graph", "state", "mamba", "spaces", "cs", "stat", "papers", "x", ""),
    isUsable: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyTag), fc.boolean(), (tags, isRequired) => {
      const given = fittingTags(paper, { isRequired, tags }, null);
      const usable = tags.filter(({ isUsable }) => isUsable).map(({ id }) => id);
      expect(given.length).toBeLessThanOrEqual(5);
      expect(given.every((id) => usable.includes(id))).toBe(true);
      const isNeeded = isRequired && usable.length > 0;
      expect(given.length).toBeGreaterThanOrEqual(isNeeded ? 1 : 0);
    }),
  );
});
