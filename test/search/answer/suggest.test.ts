import { describe, expect, test } from "vitest";
import type { Paper } from "../../../src/papers/paper.ts";
import type { Suggestion } from "../../../src/search/answer/suggest.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { engines } from "../engines.ts";
import { seedPapers } from "../seed-papers.ts";

const titlesOf = (suggestions: Suggestion[]) =>
  suggestions.flatMap((one) => (one.kind === "paper" ? one.paper.displayTitle : []));
const wordsOf = (suggestions: Suggestion[]) =>
  suggestions.flatMap((one) => (one.kind === "words" ? one.text : []));

function spellingOut(long: string, short: string): Paper {
  return aPaper({ title: `On ${long} (${short})`, abstract: `We use ${long} (${short}).` });
}

function dated(title: string, date: string, precision: "day" | "month-day"): Paper {
  return aPaper({ title, published: { date, precision, inferred: false } });
}

describe.each(engines)("%s", (_, createIndex) => {
  const seeds = createIndex(seedPapers);

  const papers = [
    aPaper({ title: "A study of vultures", abstract: "With marmots in the background." }),
    aPaper({ title: "Sleep of alpine marmots" }),
    aPaper({ title: "Marmots and alpine lynxes" }),
    aPaper({ title: "Lynxes" }),
  ];
  const index = createIndex(papers);

  describe("the order of completions", () => {
    test("titles that begin so, then titles with the word, then texts", () => {
      expect(titlesOf(index.suggest("marm"))).toEqual([
        "Marmots and alpine lynxes",
        "Sleep of alpine marmots",
        "A study of vultures",
      ]);
    });

    test("all words count, and the last one may be unfinished", () => {
      expect(titlesOf(index.suggest("marmots alp"))).toEqual([
        "Sleep of alpine marmots",
        "Marmots and alpine lynxes",
      ]);
      expect(titlesOf(index.suggest("alpine sl"))).toEqual(["Sleep of alpine marmots"]);
    });

    test("a slip is forgiven", () => {
      expect(titlesOf(index.suggest("lynxse"))[0]).toBe("Lynxes");
      expect(titlesOf(seeds.suggest("diffsuion mod"))[0]).toMatch(/diffusion model/i);
    });

    test("terms that several titles share come last", () => {
      const suggestions = seeds.suggest("state sp");
      expect(wordsOf(suggestions)).toContain("state space models");
      const kinds = suggestions.map(({ kind }) => kind);
      expect(kinds).toEqual(kinds.toSorted());
      expect(titlesOf(suggestions)[0]).toMatch(/state space/i);
    });

    test("acronyms that papers spell out come before terms, the most usual first", () => {
      const learned = createIndex([
        spellingOut("state space models", "SSMs"),
        spellingOut("structured sparsity", "SS"),
        spellingOut("state space models", "SSM"),
      ]);
      expect(wordsOf(learned.suggest("ss"))).toEqual(["SSM", "SS"]);
      expect(wordsOf(learned.suggest("space ss"))).toEqual([]);
    });

    test.each([
      ["vision transfor", "vision transformer"],
      ["vision tr", "vision transformer"],
      ["diffusion mod", "diffusion models"],
      ["retrieval-aug", "retrieval-augmented generation"],
      ["retrieval aug", "retrieval-augmented generation"],
      ["large lang", "large language models"],
      ["graph neur", "graph neural network"],
      ["reinforcement lear", "reinforcement learning"],
      ["chain of th", "chain of thought"],
      ["fine-tun", "fine-tuning"],
      ["contrastive l", "contrastive learning"],
      ["knowledge dist", "knowledge distillation"],
      ["click-th", "click-through rate"],
      ["text-to-im", "text-to-image"],
      ["lor", "LoRA"],
      ["vit", "ViT"],
      ["neural arch", "neural architecture search"],
      ["pruning vision tr", "pruning vision transformer"],
      ["faster training of graph neur", "faster training of graph neural network"],
    ])("%j goes on as a term of the field: %s", (typed, term) => {
      expect(wordsOf(seeds.suggest(typed))[0]).toBe(term);
      expect(titlesOf(seeds.suggest(typed)).length).toBeGreaterThan(0);
    });

    test.each([
      ["mixture of ex", "mixture of experts"],
      ["mixture of", "mixture of experts"],
      ["routing mixture o", "routing mixture of experts"],
      ["rotary pos", "rotary position embeddings"],
      ["rotary position ", "rotary position embeddings"],
    ])("%j goes on as a phrase that a paper spells out: %s", (typed, phrase) => {
      const learned = createIndex([
        aPaper({ title: "Sparse routing", abstract: "A Mixture-of-Experts (MoE) saves time." }),
        aPaper({ title: "Where words stand", abstract: "Rotary Position Embeddings (RoPE) turn." }),
        aPaper({ title: "Other words", abstract: "A pre-trained mixture of paints." }),
      ]);
      expect(wordsOf(learned.suggest(typed))).toEqual([phrase]);
    });

    test("a field of which the corpus has no words is none, and a finished term goes on to none", () => {
      expect(wordsOf(index.suggest("vision transfor"))).toEqual([]);
      expect(wordsOf(seeds.suggest("vision transformer "))).toEqual([]);
      expect(wordsOf(seeds.suggest("autonomous dri"))).toEqual([]);
    });

    test("terms never push out the titles", () => {
      const suggestions = seeds.suggest("a", { limit: 25 });
      expect(suggestions).toHaveLength(25);
      expect(wordsOf(suggestions).length).toBeLessThanOrEqual(5);
      expect(wordsOf(seeds.suggest("a", { limit: 1 }))).toEqual([]);
    });
  });

  test("every title is among the completions of its first letters", () => {
    const missed = seedPapers.filter(
      ({ displayTitle }) =>
        !titlesOf(seeds.suggest(displayTitle.slice(0, 12))).includes(displayTitle),
    );
    expect(missed).toEqual([]);
  });

  test("one letter lists titles that begin with it", () => {
    const begun = seedPapers.filter(({ displayTitle }) => /^[Bb]/.test(displayTitle));
    const listed = titlesOf(seeds.suggest("b")).slice(0, begun.length);
    expect(listed.toSorted()).toEqual(begun.map(({ displayTitle }) => displayTitle).toSorted());
  });

  test("before anything is typed the newest papers are listed, those without a date last", () => {
    const some = createIndex([
      aPaper({ title: "Undated" }),
      dated("Old", "2019-12-31", "day"),
      dated("New", "2026-03-01", "day"),
      dated("Some November", "--11-17", "month-day"),
    ]);
    expect(titlesOf(some.suggest(" "))).toEqual(["New", "Old", "Undated", "Some November"]);
    expect(seeds.suggest("")).toHaveLength(25);
    expect(seeds.suggest("")).toEqual(seeds.suggest(""));
  });

  test("25 completions are given unless told", () => {
    expect(seeds.suggest("e")).toHaveLength(25);
    expect(seeds.suggest("e", { limit: 7 })).toHaveLength(7);
  });
});
