import { describe, expect, test } from "vitest";
import { citedName } from "../../../src/papers/citations/authors.ts";
import { baseKey } from "../../../src/papers/citations/keys.ts";
import { aPaper } from "../a-paper.ts";

describe("a key", () => {
  test.each([
    [
      { title: "On the Mamba of Transformers", authors: ["Tri Dao"], arxivId: "2405.21060" },
      "dao2024mamba",
    ],
    [{ title: "Ærø & Łódź", authors: ["Paul Erdős"] }, "erdosaero"],
    [{ title: "视觉", authors: ["李明"] }, "paper"],
    [{ title: "GPT-4 Technical Report", authors: ["OpenAI"] }, "openaigpt"],
    [{ title: "With what" }, "paper"],
  ])("of %j is %s", (known, key) => {
    expect(baseKey(aPaper(known))).toBe(key);
  });
});

test.each([
  ["Ann van der Berg Jr.", { family: "van der Berg", given: "Ann", suffix: "Jr." }],
  ["Berg, Ann", { family: "Berg", given: "Ann" }],
  ["Ludwig van Beethoven III", { family: "van Beethoven", given: "Ludwig", suffix: "III" }],
  ["Van Jones", { family: "Jones", given: "Van" }],
  ["Gemma Team, Google DeepMind", { literal: "Gemma Team, Google DeepMind" }],
  ["Qwen", { literal: "Qwen" }],
  ["  ", null],
  [":", null],
])("the name %j is taken apart", (written, name) => {
  expect(citedName(written)).toEqual(name);
});
