import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readable } from "../../src/papers/text/clean.ts";
import type { Paper } from "../../src/papers/paper.ts";
import type { PaperIndex } from "../../src/search/paper-index.ts";
import { aPaper } from "../papers/a-paper.ts";
import { engines } from "./engines.ts";

const CASES = new URL("../../../shared/cases/words.json", import.meta.url);

function papersOf(some: readonly (readonly [title: string, text: string])[]): Paper[] {
  return some.map(([title, abstract]) =>
    aPaper({ title, displayTitle: readable(title), abstract }),
  );
}

function found(index: PaperIndex, query: string): string[] {
  return index.search(query, { limit: 100 }).hits.map(({ paper }) => paper.title);
}

function matched(index: PaperIndex, papers: readonly Paper[], topic: string): string[] {
  const ids = new Set(
    index
      .matchTopics([topic], papers)
      .get(topic)
      ?.map(({ paperId }) => paperId),
  );
  return papers.filter(({ id }) => ids.has(id)).map(({ title }) => title);
}

function completed(index: PaperIndex, typed: string): string[] {
  return index.suggest(typed).map((one) => (one.kind === "paper" ? one.paper.title : one.text));
}

const filler = Array.from({ length: 15 }, (_, i): [string, string] => [
  `Whistles of Marmots, Part ${i + 1}`,
  "A net of burrows for the r, c and f of a study in which a star and a sharp eye help.",
]);

describe.each(engines)("%s", (_engine, createIndex) => {
  describe("names with signs", () => {
    const papers = papersOf([
      ["Verified Compilers for C++ Templates", "We study templates in C++."],
      ["Vitamin C Uptake in Mice", "Vitamin C and the liver."],
      ["Modules in C++20 Considered", "What C++20 brings."],
      ["Static Analysis of C# Programs", "We analyse C# code bases."],
      ["F# for Data Science", "Functional programs in F#."],
      ["Symphonies in F Minor", "Music in F minor, and in C."],
      ["Web Services on .NET Core", "We port services to .NET."],
      ["Security of ASP.NET Applications", "ASP.NET and its sessions."],
      ["A Neural Net for Fish Nets", "A net that counts nets."],
      ["Anytime A* Search on Grids", "A* and its heuristics."],
      ["A Search for Stars", "A star is born."],
      ["Kinodynamic RRT* with Bounds", "RRT* converges."],
      ["RRT Revisited", "We look at RRT again."],
      ["C*-Algebras and States", "On C*-algebras."],
      ["Statistics in R", "Packages for R that fit models."],
      ["Faster R-CNN for Burrows", "R-CNN finds burrows."],
      ["k-means++ Seeding Revisited", "Careful seeding of k-means++."],
      ["k-Means in Practice", "Where k-means fails."],
      ["Fast k-NN Graphs", "k-NN on a GPU."],
      ["R&D Spending of Firms", "R&D and its returns."],
      ["CD4+ Cells in Lungs", "CD4+ cells."],
      ["Whistling with Qwen2.5-VL", "We tune Qwen2.5-VL."],
      ["Whistling with Qwen2", "We tune Qwen2. 5 burrows took part."],
      ...filler,
    ]);
    const index = createIndex(papers);

    test.each([
      ["C++", ["Verified Compilers for C++ Templates", "Modules in C++20 Considered"]],
      ["c++", ["Verified Compilers for C++ Templates", "Modules in C++20 Considered"]],
      ["c++20", ["Modules in C++20 Considered"]],
      ["C#", ["Static Analysis of C# Programs"]],
      ["C♯", ["Static Analysis of C# Programs"]],
      ["Ｃ＃", ["Static Analysis of C# Programs"]],
      ["f#", ["F# for Data Science"]],
      [".NET", ["Web Services on .NET Core", "Security of ASP.NET Applications"]],
      [".net core", ["Web Services on .NET Core"]],
      ["ASP.NET", ["Security of ASP.NET Applications"]],
      ["A*", ["Anytime A* Search on Grids"]],
      ["A* search", ["Anytime A* Search on Grids"]],
      ["RRT*", ["Kinodynamic RRT* with Bounds"]],
      ["C*-algebra", ["C*-Algebras and States"]],
      ["R", ["Statistics in R"]],
      ["k-means++", ["k-means++ Seeding Revisited"]],
      ["kNN", ["Fast k-NN Graphs"]],
      ["R&D", ["R&D Spending of Firms"]],
      ["CD4+", ["CD4+ Cells in Lungs"]],
      ["Qwen2.5", ["Whistling with Qwen2.5-VL"]],
      ["qwen 2.5", ["Whistling with Qwen2.5-VL"]],
      ["Qwen2", ["Whistling with Qwen2"]],
      ['"C++ templates"', ["Verified Compilers for C++ Templates"]],
      ["title:C++ -templates", ["Modules in C++20 Considered"]],
      ["C++ -templates", ["Modules in C++20 Considered"]],
      ["C# OR F#", ["Static Analysis of C# Programs", "F# for Data Science"]],
      [
        "(C++ OR C#) -modules",
        ["Verified Compilers for C++ Templates", "Static Analysis of C# Programs"],
      ],
    ])("%s is found first, and as a topic alone", (query, titles) => {
      expect(found(index, query).slice(0, titles.length).toSorted()).toEqual(titles.toSorted());
      expect(matched(index, papers, query).toSorted()).toEqual(titles.toSorted());
    });

    test("a sign can be ruled out", () => {
      const others = found(index, "-C++");
      expect(others).toContain("Vitamin C Uptake in Mice");
      expect(others).not.toContain("Modules in C++20 Considered");
    });

    test("is what a paper is found by, not the letter alone", () => {
      expect(found(index, "C++")).not.toContain("Vitamin C Uptake in Mice");
      expect(found(index, "C")).not.toContain("Static Analysis of C# Programs");
    });

    test("is never repaired into something else", () => {
      const { total, corrected } = createIndex(papersOf(filler)).search(".NET ");
      expect({ total, corrected }).toEqual({ total: 0, corrected: [] });
    });

    test("is completed", () => {
      expect(completed(index, "C++")).toContain("Modules in C++20 Considered");
      expect(completed(index, "compilers for C++ te")).toEqual([
        "Verified Compilers for C++ Templates",
      ]);
      expect(completed(index, ".NET")).toContain("Web Services on .NET Core");
    });
  });

  test("letters around an ampersand are a topic where they stand together, not anywhere in a title", () => {
    const papers = papersOf([
      ["R&D Spending in Firms", "What firms spend on R&D."],
      ["Spending by R & D Teams", "We ask teams."],
      ["R Packages for D-Optimal Designs", "Software in R that designs trials."],
    ]);
    const index = createIndex(papers);
    expect(matched(index, papers, "R&D")).toEqual([
      "R&D Spending in Firms",
      "Spending by R & D Teams",
    ]);
  });

  describe("scripts without blanks", () => {
    const papers = papersOf([
      ["扩散模型综述：方法与应用", "本文综述扩散模型的方法、应用与未来方向，并讨论图像生成。"],
      ["扩散过程与模型", "随机过程的扩散。"],
      ["基于Transformer的大模型推理综述", "大模型推理。"],
      ["画像生成のための拡散モデル", "拡散モデルによる画像生成を提案する。"],
      ["データ拡張の調査", "データ拡張の方法をまとめる。"],
      ["한국어 확산모델은 무엇인가", "확산모델을 설명한다."],
      ["การเรียนรู้ของเครื่องสำหรับภาษาไทย", "การเรียนรู้ของเครื่อง"],
      ["猫の行動", "小さい猫。"],
      ...filler,
    ]);
    const index = createIndex(papers);

    test.each([
      ["综述", ["扩散模型综述：方法与应用", "基于Transformer的大模型推理综述"]],
      ["扩散模型", ["扩散模型综述：方法与应用"]],
      ["模型推理", ["基于Transformer的大模型推理综述"]],
      ["transformer", ["基于Transformer的大模型推理综述"]],
      ["大模型 综述", ["基于Transformer的大模型推理综述"]],
      ["拡散モデル", ["画像生成のための拡散モデル"]],
      ["ﾃﾞｰﾀ拡張", ["データ拡張の調査"]],
      ["확산모델", ["한국어 확산모델은 무엇인가"]],
      ["확산 모델", ["한국어 확산모델은 무엇인가"]],
      ["เครื่อง", ["การเรียนรู้ของเครื่องสำหรับภาษาไทย"]],
      ["猫", ["猫の行動"]],
    ])("%s is found first, and as a topic alone", (query, titles) => {
      expect(found(index, query).slice(0, titles.length).toSorted()).toEqual(titles.toSorted());
      expect(matched(index, papers, query).toSorted()).toEqual(titles.toSorted());
    });

    test("text inside of a longer run is found, as a phrase too, and letters apart are no phrase", () => {
      const [title = ""] = papers.map((paper) => paper.title);
      expect(found(index, "图像生成")).toContain(title);
      expect(found(index, '"讨论图像"')).toEqual([title]);
      expect(found(index, '"图生像成"')).toEqual([]);
      expect(found(index, '综述 -"图像生成"')).toEqual(["基于Transformer的大模型推理综述"]);
      expect(matched(index, papers, '"图像生成"')).toEqual([title]);
      expect(matched(index, papers, "成生像图")).toEqual([]);
    });

    test("a hit names the words as one", () => {
      expect(index.search("扩散模型").hits[0]?.words).toEqual(["扩散模型"]);
      const [match] = index.matchTopics(["扩散模型"], papers).get("扩散模型") ?? [];
      expect(match?.words).toEqual(["扩散模型"]);
    });

    test("is completed from anywhere in a title, and with words of several titles", () => {
      expect(completed(index, "综述")).toContain("扩散模型综述：方法与应用");
      expect(completed(index, "扩")).toContain("扩散");
    });

    test("papers that say something alike are found", () => {
      const [first] = papers;
      const similar = first ? index.similar(first).map(({ paper }) => paper.title) : [];
      expect(similar).toContain("基于Transformer的大模型推理综述");
    });
  });

  describe("formulas in names", () => {
    const papers = papersOf([
      ["π0: A Vision-Language-Action Flow Model", "A robot policy."],
      [String.raw`$\pi_{0.5}$: Open-World Generalization`, "A robot policy again."],
      ["H$_2$O: Keeping the Heavy Hitters", "Cache eviction."],
      ["CO<sub>2</sub> in Burrows", "Measured."],
      ["β-VAE Revisited", "Disentanglement."],
      [String.raw`Sparse Recovery by $\ell_1$ Norms`, "Convex."],
      [String.raw`$k$NN Language Models`, "Look up."],
      [String.raw`Learning with $\varepsilon$-Greedy`, "Explore."],
      ["Tuning with μP", "Width."],
      [String.raw`\textit{In Silico} Marmots`, "Simulated."],
      [String.raw`Lambda Calculus of Whistles`, "Types."],
      ["Costs between $5 and $6", "Prices."],
      ...filler,
    ]);
    const index = createIndex(papers);

    test.each([
      ["pi0", "π0: A Vision-Language-Action Flow Model"],
      ["π0", "π0: A Vision-Language-Action Flow Model"],
      ["π₀", "π0: A Vision-Language-Action Flow Model"],
      [String.raw`$\pi_0$`, "π0: A Vision-Language-Action Flow Model"],
      ["pi0.5", String.raw`$\pi_{0.5}$: Open-World Generalization`],
      ["H2O", "H$_2$O: Keeping the Heavy Hitters"],
      ["H₂O", "H$_2$O: Keeping the Heavy Hitters"],
      ["CO2", "CO<sub>2</sub> in Burrows"],
      ["betavae", "β-VAE Revisited"],
      ["beta-VAE", "β-VAE Revisited"],
      ["beta vae", "β-VAE Revisited"],
      ["l1", String.raw`Sparse Recovery by $\ell_1$ Norms`],
      ["ℓ1 norm", String.raw`Sparse Recovery by $\ell_1$ Norms`],
      ["kNN", "$k$NN Language Models"],
      ["k-NN", "$k$NN Language Models"],
      ["epsilon greedy", String.raw`Learning with $\varepsilon$-Greedy`],
      ["ε-greedy", String.raw`Learning with $\varepsilon$-Greedy`],
      ["muP", "Tuning with μP"],
      ["in silico", String.raw`\textit{In Silico} Marmots`],
      ["λ-calculus", "Lambda Calculus of Whistles"],
    ])("%s is found first, and as a topic", (query, title) => {
      expect(found(index, query)[0]).toBe(title);
      expect(matched(index, papers, query)).toEqual([title]);
    });

    test("as they were listed, too", () => {
      const listed = papers.map((paper) => ({ ...paper, displayTitle: paper.title }));
      const asListed = createIndex(listed);
      for (const query of ["H2O", "CO2", "kNN", "l1"])
        expect(found(asListed, query)[0]).toBe(found(index, query)[0]);
      expect(matched(asListed, listed, "H2O")).toEqual(["H$_2$O: Keeping the Heavy Hitters"]);
    });
  });

  describe("plurals of their own", () => {
    test.each([
      ["corpus", "Notes on Corpora"],
      ["corpora", "A Corpus of Whistles"],
      ["matrix", "Random Matrices"],
      ["matrices", "The Random Matrix"],
      ["index", "Learned Indices"],
      ["vertices", "Vertex Cover"],
      ["analysis", "Two Analyses of Sleep"],
      ["hypothesis", "Lottery Ticket Hypotheses"],
      ["criterion", "Stopping Criteria"],
      ["phenomena", "A Curious Phenomenon"],
      ["bacterium", "Bacteria in Burrows"],
      ["spectrum", "Spectra of Graphs"],
      ["basis", "Orthonormal Bases"],
      ["bases", "An Orthonormal Basis"],
      ["stimulus", "Visual Stimuli"],
      ["polyhedron", "Stacked Polyhedra"],
      ["subcorpus", "Two Subcorpora"],
      ["mouse", "Of Mice"],
    ])("%s finds “%s”", (query, title) => {
      const papers = papersOf([[title, "Measured."], ...filler]);
      const index = createIndex(papers);
      expect(found(index, query)).toEqual([title]);
      // A word alone would be a topic of all that is based on something.
      const topics = query === "basis" || query === "bases" ? [] : [title];
      expect(matched(index, papers, query)).toEqual(topics);
    });

    test("as topics of several words", () => {
      const papers = papersOf([["Gröbner Bases over Rings", "Ideals."], ...filler]);
      expect(matched(createIndex(papers), papers, "Gröbner basis")).toHaveLength(1);
    });

    test("an exact form still comes first, and other words stay others", () => {
      const papers = papersOf([
        ["Notes on Corpora", "Measured."],
        ["Notes on a Corpus", "Measured."],
        ["We Indicate Burrows", "Knowledge bases, attention-based."],
      ]);
      const index = createIndex(papers);
      expect(found(index, "corpus")).toEqual(["Notes on a Corpus", "Notes on Corpora"]);
      expect(found(index, "indices ")).toEqual([]);
    });
  });

  describe.skipIf(!existsSync(CASES))("the cases of ../shared", () => {
    const cases = existsSync(CASES)
      ? JSON.parse(readFileSync(CASES, "utf8"))
      : { papers: [], search: [["", []]], topics: [["", []]] };
    const papers = papersOf(cases.papers);
    const index = createIndex(papers);

    test.each<[string, string[], string?]>(cases.search)("%s finds", (query, titles, first) => {
      const hits = found(index, query);
      expect(hits).toEqual(expect.arrayContaining(titles));
      const expected = first === undefined ? hits[0] : titles[0];
      expect(hits[0]).toBe(expected);
    });

    test.each<[string, string[]]>(cases.topics)("%s is a topic of", (topic, titles) => {
      expect(matched(index, papers, topic)).toEqual(titles);
    });
  });
});

if (!existsSync(CASES)) console.warn("Skipping cases: there is no ../shared/cases");
