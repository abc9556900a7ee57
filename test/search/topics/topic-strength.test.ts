import { expect, test } from "vitest";
import type { Paper } from "../../../src/papers/paper.ts";
import { createIndex } from "../../../src/search/create-index.ts";
import { aPaper } from "../../papers/a-paper.ts";

/** How strongly a paper is about a topic; 0 where it is not. */
function strength(topic: string, facts: Partial<Paper>): number {
  const teaching = aPaper({
    abstract: "Alpine marmot songs (AMS), and what AMS are.",
  });
  const paper = aPaper(facts);
  const matches = createIndex([paper, teaching]).matchTopics([topic], [paper]).get(topic) ?? [];
  return matches[0]?.strength ?? 0;
}

const inText = (...sentences: string[]) => ({ abstract: sentences.join(" ") });
const twice = (words: string) => inText(`${words} eat.`, `${words} sleep.`);
const TOPIC = "alpine marmots";

// Which papers a digest takes first hangs on these.
test.each<[string, Partial<Paper>, number]>([
  ["in the title", { title: "Of Alpine Marmots" }, 1],
  ["in the title with two words between", { title: "Alpine Grey Brown Marmots" }, 0.8],
  ["in the text, twice", inText("Alpine marmots eat.", "Alpine marmots sleep."), 0.6],
  ["where the text begins", inText("Alpine marmots eat.", "They sleep."), 0.55],
  [
    "in the text four times",
    inText(...Array.from({ length: 4 }, () => "Alpine marmots eat.")),
    0.7,
  ],
  [
    "in the text ten times",
    inText(...Array.from({ length: 10 }, () => "Alpine marmots eat.")),
    0.7,
  ],
  ["as the whole organisation", { organisation: "Alpine Marmots" }, 0.3],
  [
    "all over",
    {
      title: "An Alpine Meadow",
      abstract: "Marmots of the highest and coldest alpine meadows. Marmots eat.",
    },
    0.2,
  ],
  ["in passing", inText("They eat.", "They sleep.", "So do alpine marmots."), 0],
])("a topic that stands %s", (_where, facts, expected) => {
  expect(strength(TOPIC, facts)).toBeCloseTo(expected, 5);
});

test("neighbours in a title may have two words between them, not three", () => {
  expect(strength(TOPIC, { title: "Alpine Grey Brown Marmots" })).toBeCloseTo(0.8);
  expect(strength(TOPIC, { title: "Alpine Grey Brown Shy Marmots" })).toBe(0);
});

test("of three words one may be missing between them in a text", () => {
  const topic = "old alpine marmots";
  expect(strength(topic, twice("Old alpine marmots"))).toBeCloseTo(0.6);
  expect(strength(topic, twice("Old brown alpine marmots"))).toBeCloseTo(0.4);
  expect(strength(topic, twice("Old brown and shy alpine marmots"))).toBe(0);
});

test("an acronym is a little less than the words", () => {
  expect(strength("alpine marmot songs", { title: "AMS in Winter" })).toBeCloseTo(0.95);
  expect(strength("alpine marmot songs", inText("AMS are long.", "AMS are shrill."))).toBeCloseTo(
    0.55,
  );
});

test("a part of a field counts for less, and has to stand in the title or three times", () => {
  expect(strength("state space models", { title: "On Mamba" })).toBeCloseTo(0.8);
  const said = ["Mamba eats.", "Mamba sleeps.", "Mamba wakes."];
  expect(strength("state space models", inText(...said))).toBeCloseTo(0.52);
  expect(strength("state space models", inText(...said.slice(1)))).toBe(0);
});
