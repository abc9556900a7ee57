import { describe, expect, test } from "vitest";
import type { Paper } from "../../../src/papers/paper.ts";
import type { Query } from "../../../src/search/query/query.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { engines } from "../engines.ts";
import { seedPapers } from "../seed-papers.ts";

const titled = (text: string): Query => ({ kind: "title", text });

describe.each(engines)("%s", (_engine, createIndex) => {
  const seeds = createIndex(seedPapers);

  function titles(query: string, options?: { limit?: number; offset?: number }): string[] {
    return seeds.search(query, options).hits.map(({ paper }) => paper.displayTitle);
  }

  function titlesAmong(papers: Paper[], query: string): string[] {
    return createIndex(papers)
      .search(query)
      .hits.map(({ paper }) => paper.title);
  }

  describe("what is found", () => {
    test("the whole title finds its paper first, for every paper", () => {
      const missed = seedPapers.filter(
        ({ displayTitle, id }) => seeds.search(displayTitle, { limit: 1 }).hits[0]?.paper.id !== id,
      );
      expect(missed).toEqual([]);
    });

    test("the beginning of a title finds its paper first, even where only stop words are typed", () => {
      expect(titles("When, Why and H")[0]).toMatch(/^When, Why and How Much\?/);
      expect(titles("why do learning rat")[0]).toMatch(/^Why do Learning Rates Transfer\?/);
    });

    test("the name of a field finds papers that only have another, or one of a part of it", () => {
      const papers = [
        aPaper({ title: "One", abstract: "Agents with RL." }),
        aPaper({ title: "Two", abstract: "Agents with Mamba." }),
      ];
      expect(titlesAmong(papers, "reinforcement learning ")).toEqual(["One"]);
      expect(titlesAmong(papers, "state space models ")).toEqual(["Two"]);
      expect(titlesAmong(papers, "mamba ")).toEqual(["Two"]);
    });

    test.each(["reinforcement learning ", "RL "])(
      "so do names of several words, also those with small words in them: %s",
      (query) => {
        const papers = [
          aPaper({ title: "One", abstract: "Agents with policy gradients." }),
          aPaper({ title: "Two", abstract: "A gradient of some policy." }),
        ];
        expect(titlesAmong(papers, query)).toEqual(["One"]);
      },
    );

    test("a small word within a name is no hindrance", () => {
      const papers = [aPaper({ title: "One", abstract: "Answers with CoT." })];
      expect(titlesAmong(papers, "chain of thought ")).toEqual(["One"]);
    });

    test("another name of the field is shown only where nothing else of the question is", () => {
      const papers = [
        aPaper({ title: "One", abstract: "A state space model, faster than Mamba." }),
        aPaper({ title: "Two", abstract: "Agents with Mamba." }),
      ];
      const { hits } = createIndex(papers).search("state space models ");
      expect(hits.map(({ words }) => words)).toEqual([["state", "space", "model"], ["mamba"]]);
    });

    test("in a sentence, words of everyday talk say less than its subject, however rare they are", () => {
      const papers = [
        aPaper({ title: "Talk", abstract: "It suddenly happens." }),
        aPaper({ title: "One", abstract: "A glacier, a valley." }),
        aPaper({ title: "Two", abstract: "A glacier, a ridge." }),
        ...["Marmots", "Lynxes", "Owls", "Larks"].map((title) => aPaper({ title })),
      ];
      const found = titlesAmong(papers, "why would a glacier of the valley suddenly move ");
      expect(found).toEqual(["One", "Two", "Talk"]);
      expect(titlesAmong(papers, "suddenly happens ")).toEqual(["Talk"]);
    });

    test("a stem of two letters is another word", () => {
      const papers = [
        aPaper({ title: "On Marmots" }),
        aPaper({ title: "Lynxes", abstract: "Where advertising works." }),
      ];
      expect(titlesAmong(papers, "ones adding ")).toEqual([]);
    });

    test("words of the text and the organisation are searched too", () => {
      const papers = [
        aPaper({ title: "One", abstract: "About marmots." }),
        aPaper({ title: "Two", summary: "About lynxes." }),
        aPaper({ title: "Three", organisation: "Vulture Institute" }),
      ];
      expect(titlesAmong(papers, "marmots")).toEqual(["One"]);
      expect(titlesAmong(papers, "lynxes")).toEqual(["Two"]);
      expect(titlesAmong(papers, "vulture")).toEqual(["Three"]);
      expect(titles("Stanford")).toEqual([
        "Intelligence per Watt: Measuring Intelligence Efficiency of Local AI",
      ]);
    });

    test("a title outweighs a text", () => {
      const papers = [
        aPaper({ title: "Notes", abstract: "On marmots in summer." }),
        aPaper({ title: "Marmots", abstract: "On notes in summer." }),
      ];
      expect(titlesAmong(papers, "marmots")).toEqual(["Marmots", "Notes"]);
    });

    test("equals stand in the order of the corpus", () => {
      const papers = ["c", "a", "b"].map((id) => aPaper({ id, title: "Alpine marmots" }));
      const found = createIndex(papers)
        .search("marmots")
        .hits.map(({ paper }) => paper.id);
      expect(found).toEqual(["c", "a", "b"]);
    });

    test("one weak word in common is no answer", () => {
      const { total, hits } = seeds.search("federated learning", { limit: 232 });
      expect(total).toBe(hits.length);
      expect(total).toBeLessThan(30);
      expect(hits.every(({ words }) => words.includes("federated"))).toBe(true);
      expect(seeds.search("learning").total).toBeGreaterThan(50);
    });

    test("a common word still counts where a condition leaves nothing better", () => {
      const { total } = seeds.search("federated probability", {
        where: titled("deep probability"),
      });
      expect(total).toBe(1);
    });
  });

  describe("forms of a word", () => {
    test("accents don't matter, neither in the query nor in the listing", () => {
      const papers = [
        aPaper({ title: "Fr\\'echet means", displayTitle: "Fréchet means" }),
        aPaper({ title: "Łojasiewicz", abstract: 'An inequality of H\\"older type.' }),
      ];
      for (const query of ["frechet", "Fréchet", "FRÉCHET", "Fre\u0301chet"])
        expect(titlesAmong(papers, query)).toEqual(["Fr\\'echet means"]);
      for (const query of ["lojasiewicz", "hölder", "Holder"])
        expect(titlesAmong(papers, query)).toEqual(["Łojasiewicz"]);
    });

    test("what was listed is found as it stands, and as people read it", () => {
      const papers = [aPaper({ title: "Ranges", abstract: "We show a varepsilon bound." })];
      expect(titlesAmong(papers, "varepsilon")).toEqual(["Ranges"]);
      expect(titlesAmong(papers, "ε")).toEqual(["Ranges"]);
    });

    test("inflections find each other, the exact form first, in British and American", () => {
      const papers = [
        aPaper({ title: "Optimized marmots" }),
        aPaper({ title: "Optimizing marmots" }),
        aPaper({ title: "Lynxes" }),
      ];
      expect(titlesAmong(papers, "optimizing ")).toEqual([
        "Optimizing marmots",
        "Optimized marmots",
      ]);
      expect(titlesAmong(papers, "optimised ").toSorted()).toEqual([
        "Optimized marmots",
        "Optimizing marmots",
      ]);
    });

    test.each(["pre-trained", "pretrained", "pre trained", "Pre‐Trained"])(
      "a compound is found however it is written: %s",
      (query) => {
        const papers = [
          aPaper({ title: "A pre-trained lynx" }),
          aPaper({ title: "The pretrained marmot" }),
          aPaper({ title: "Vultures, pre trained" }),
          aPaper({ title: "Ibexes before training" }),
        ];
        const found = titlesAmong(papers, query).slice(0, 3).toSorted();
        expect(found).toEqual([
          "A pre-trained lynx",
          "The pretrained marmot",
          "Vultures, pre trained",
        ]);
      },
    );

    test("names in camel case are found whole and in parts", () => {
      expect(titles("beautybank")[0]).toMatch(/^BeautyBank/);
      expect(titles("beauty bank")[0]).toMatch(/^BeautyBank/);
      expect(titles("lora")[0]).toContain("LoRA");
      expect(titlesAmong([aPaper({ title: "G2SF: fusion" })], "g2sf")).toEqual(["G2SF: fusion"]);
    });

    test("stop words don't count, unless there is nothing else", () => {
      expect(seeds.search("the federated").total).toBe(seeds.search("federated").total);
      expect(
        titles("all you need")
          .slice(0, 2)
          .every((title) => /All You Need/.test(title)),
      ).toBe(true);
    });
  });

  describe("unfinished words and slips", () => {
    test("the last word completes, the others don't", () => {
      const papers = [aPaper({ title: "Marmots of the Alps" }), aPaper({ title: "Alpacas" })];
      expect(titlesAmong(papers, "marm")).toEqual(["Marmots of the Alps"]);
      expect(titlesAmong(papers, "alps marm")).toEqual(["Marmots of the Alps"]);
      // A blank ends the word; too short to be a slip, it means nothing.
      expect(titlesAmong(papers, "mar ")).toEqual([]);
    });

    test("an exact word beats one that only begins so", () => {
      const papers = [
        aPaper({ title: "Graphene and graphenes" }),
        aPaper({ title: "Some graph" }),
        aPaper({ title: "Lynxes" }),
      ];
      expect(titlesAmong(papers, "graph")).toEqual(["Some graph", "Graphene and graphenes"]);
    });

    test.each([
      ["diffsuion", "diffusion"],
      ["federeted", "federated"],
      ["quantm", "quantum"],
      ["recomender", "recommender"],
    ])("a slip is forgiven and told: %s", (typed, used) => {
      const { hits, corrected } = seeds.search(`${typed} `);
      expect(corrected).toEqual([{ typed, used: expect.arrayContaining([used]) }]);
      expect(hits[0]?.words).toContain(used);
    });

    test("a slip in a word that is still being typed is forgiven too", () => {
      expect(seeds.search("diffsui").hits[0]?.words).toContain("diffusion");
    });

    test("a word that papers have is never repaired", () => {
      const papers = [
        aPaper({ title: "A single modal", abstract: "Known word." }),
        aPaper({ title: "A single model", abstract: "Near word." }),
      ];
      const { hits, corrected } = createIndex(papers).search("modal ");
      expect(hits.map(({ paper }) => paper.title)).toEqual(["A single modal"]);
      expect(corrected).toEqual([]);
    });

    test("an exact word weighs more than a repaired one", () => {
      const papers = [
        aPaper({ title: "Marmots" }),
        aPaper({ title: "Vultures" }),
        aPaper({ title: "Lynxes" }),
      ];
      expect(titlesAmong(papers, "marmost vultures")).toEqual(["Vultures", "Marmots"]);
    });

    test("short words are not repaired: everything is near them", () => {
      expect(createIndex([aPaper({ title: "Big cats" })]).search("cas ").total).toBe(0);
    });
  });

  describe("acronyms that the corpus spells out", () => {
    const papers = [
      aPaper({ title: "Spelled out", abstract: "On state space models (SSMs) for ibexes." }),
      aPaper({ title: "Short", abstract: "An SSM for lynxes." }),
      aPaper({ title: "Long", abstract: "A state space model of vultures." }),
      aPaper({ title: "Scattered", abstract: "A model of the state in space." }),
      ...Array.from({ length: 20 }, () => aPaper({ abstract: "About nothing in particular." })),
    ];

    test("the acronym finds papers that only have the words, after those that have it", () => {
      const found = titlesAmong(papers, "SSM");
      expect(found.slice(0, 2).toSorted()).toEqual(["Short", "Spelled out"]);
      expect(found).toEqual([...found.slice(0, 2), "Long"]);
    });

    test("the words find papers that only have the acronym", () => {
      const found = titlesAmong(papers, "state space models");
      expect(found.slice(0, 2).toSorted()).toEqual(["Long", "Spelled out"]);
      expect(found).toContain("Short");
    });

    test("so it is with the papers that ship", () => {
      expect(titles("NAS", { limit: 50 })).toContain(
        "Weight-Entanglement Meets Gradient-Based Neural Architecture Search",
      );
      expect(titles("neural architecture search", { limit: 50 })).toContain(
        "PA&DA: Jointly Sampling PAth and DAta for Consistent NAS",
      );
    });
  });

  describe("words for the same thing", () => {
    const papers = [
      aPaper({ title: "Choosing a learning rate", abstract: "For lynxes." }),
      aPaper({ title: "Choosing a marmot", abstract: "For vultures." }),
      ...Array.from({ length: 20 }, () => aPaper()),
    ];

    test("a sentence also finds papers that say it differently", () => {
      expect(titlesAmong(papers, "choosing the step size")[0]).toBe("Choosing a learning rate");
    });

    test("a known word on its own means itself", () => {
      const alike = [aPaper({ title: "A photo" }), aPaper({ title: "An image" })];
      expect(titlesAmong(alike, "photo")).toEqual(["A photo"]);
    });
  });

  describe("what a result says", () => {
    test("pages show all hits once, in one order, and the total stays", () => {
      const all = titles("neural networks", { limit: 232 });
      const total = all.length;
      const paged = Array.from({ length: Math.ceil(total / 5) }, (_, page) =>
        titles("neural networks", { limit: 5, offset: page * 5 }),
      ).flat();
      expect(total).toBeGreaterThan(10);
      expect(paged).toEqual(all);
      expect(seeds.search("neural networks", { limit: 1 }).total).toBe(total);
      expect(titles("neural networks", { offset: total })).toEqual([]);
    });

    test("ten hits are given unless told", () => {
      expect(titles("learning")).toHaveLength(10);
    });

    test("conditions come before counting", () => {
      const where = titled("federated");
      const { hits, total } = seeds.search("federated", { where, limit: 50 });
      expect(total).toBe(hits.length);
      expect(hits.length).toBeGreaterThan(2);
      expect(hits.every(({ paper }) => /Federated/i.test(paper.displayTitle))).toBe(true);
      expect(total).toBeLessThan(seeds.search("federated").total);
    });

    test("the words that matched are told as the paper has them, and where they stand", () => {
      const paper = aPaper({
        title: "Fréchet clustering",
        abstract: "Clusters of pre-trained marmots, clustered.",
        organisation: "Cluster Lab",
      });
      const index = createIndex([paper]);
      const hit = (query: string) => index.search(query).hits[0];
      expect(hit("clusters")).toMatchObject({
        words: ["clustering", "clusters", "clustered", "cluster"],
        fields: ["title", "text", "organisation"],
      });
      expect(hit("frechet")).toMatchObject({ words: ["frechet"], fields: ["title"] });
      expect(hit("pretrained")).toMatchObject({ words: ["pretrained"], fields: ["text"] });
      expect(hit("trained ")).toMatchObject({ words: ["trained"], fields: ["text"] });
      expect(hit("mramots")).toMatchObject({ words: ["marmots"] });
      expect(hit("marm")).toMatchObject({ words: ["marmots"] });
    });

    test("when nothing is found, the nearest words are offered as people type them", () => {
      const papers = [aPaper({ title: "Marmots" }), aPaper({ title: "Lynxes and vultures" })];
      const index = createIndex(papers);
      const { total, nearest } = index.search("vmarmuttes ");
      expect(total).toBe(0);
      expect(nearest[0]).toBe("marmots");
      expect(index.search("marmots").nearest).toEqual([]);
      // What is far from all of them, what everybody knows, and a short name are no slips.
      for (const text of ["xylophones", "cats", "RLHF", "R1", "Yann LeCun"])
        expect(seeds.search(text).nearest).toEqual([]);
    });

    test("nothing nearer is offered for a known word that a condition took away", () => {
      expect(seeds.search("federated", { where: titled("marmots") })).toEqual({
        hits: [],
        total: 0,
        isMore: false,
        corrected: [],
        missing: [],
        nearest: [],
      });
    });
  });
});
