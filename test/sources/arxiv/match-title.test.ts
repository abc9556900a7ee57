import { describe, expect, test } from "vitest";
import type { Published } from "../../../src/papers/paper.ts";
import type { Described } from "../../../src/sources/arxiv/answers/api.ts";
import { matchTitle, wordsToAsk } from "../../../src/sources/arxiv/look-up/match-title.ts";

function described(title: string, overrides: Partial<Described> = {}): Described {
  return {
    position: 1,
    arxivId: "2206.00272",
    title,
    abstract: null,
    authors: [],
    authorCount: null,
    categories: [],
    doi: null,
    submitted: "2022-06-01",
    withdrawn: false,
    ...overrides,
  };
}

const printed = (date: string): Published => ({ date, precision: "day", inferred: false });

function matches(published: Published | null, submitted: string | null = "2022-06-01") {
  return matchTitle({ title: "Mamba", published }, [described("Mamba", { submitted })]).kind;
}

describe("a paper is that of a title", () => {
  test.each([
    ["Vision GNN: An Image is Worth", "VISION GNN – an image is worth"],
    ["Self-Supervised Learning", "Self Supervised  Learning"],
    ["Fr\\'echet Means", "Fréchet means"],
    ['The Schr{\\"o}dinger Bridge', "The Schrodinger Bridge"],
    ["Learning with $\\ell_2$ Norms", "Learning with ℓ₂ norms"],
    ["“Why?” and Why Not", '"Why?" and why not'],
    ["{BERT}: A Model", "BERT: A Model"],
    ["Eﬃcient Nets", "Efficient Nets"],
  ])("if it differs in signs alone: %s, %s", (ofArxiv, title) => {
    expect(matchTitle({ title, published: null }, [described(ofArxiv)]).kind).toBe("found");
  });

  test.each([
    ["a word", "Vision GNN", "Vision GNNs"],
    ["a subtitle", "Vision GNN: An Image is Worth Graphs", "Vision GNN"],
    ["a number", "GPT-3", "GPT-4"],
    ["where a number ends", "Model 1.1", "Model 11"],
    ["a sign that means something", "C++ for All", "C for All"],
  ])("but not if it differs in %s", (_, ofArxiv, title) => {
    expect(matchTitle({ title, published: null }, [described(ofArxiv)])).toEqual({
      kind: "none",
      why: null,
    });
  });

  test("nor if there are several, whose ids are told", () => {
    const papers = [described("Mamba"), described("Other"), described("mamba", { arxivId: "1.2" })];
    expect(matchTitle({ title: "Mamba", published: null }, papers)).toEqual({
      kind: "none",
      why: "arXiv has several papers with that title: 2206.00272, 1.2",
    });
  });

  test("nor if a printed year says otherwise; one that we worked out does not count", () => {
    expect(matches(printed("2022-12-30"))).toBe("found");
    expect(matches(printed("2021-06-01"))).toBe("none");
    expect(matches(printed("2021-06-01"), null)).toBe("found");
    expect(matches({ ...printed("2021-06-01"), inferred: true })).toBe("found");
    expect(matches({ date: "--06-01", precision: "month-day", inferred: false })).toBe("found");
    expect(matches(null)).toBe("found");
  });
});

test.each([
  ['Vision GNN: An "Image" is Worth', ["vision", "gnn", "an", "image", "is", "worth"]],
  ["Self-Supervised Learning (SSL)", ["self", "supervised", "learning", "ssl"]],
  ["Learning $k$-Means OR ELSE with ANDNOT", ["or", "else", "with", "andnot"]],
  ["The Fréchet Mean of Trees", ["mean", "of", "trees"]],
  ["It's a ti:cs AND all:x", ["a"]],
  ["深度学习", []],
  ["a b", []],
  ["*".repeat(100_000), []],
])("of “%s” these words are asked for", (title, words) => {
  expect(wordsToAsk(title)).toEqual(words.join("").length < 3 ? [] : words);
});
