import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Paper } from "../../../src/papers/paper.ts";
import { createIndex } from "../../../src/search/create-index.ts";
import { readForIndex } from "../../../src/search/index/indexed-paper.ts";
import { createLexicon } from "../../../src/search/words/meaning/lexicon.ts";
import { shippedMeanings } from "../../../src/search/words/meaning/meanings.ts";
import { createPhraseStore } from "../../../src/search/words/meaning/phrase-store.ts";
import type { TopicMatch } from "../../../src/search/topics/aboutness.ts";
import { shownTokens } from "../../../src/search/words/read-paper.ts";
import { aboutness } from "../../../src/search/topics/aboutness.ts";
import { composedOf, readTopic } from "../../../src/search/topics/topic-reading.ts";
import { readForTopics } from "../../../src/search/topics/topic-text.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { seedPapers } from "../seed-papers.ts";

const seeds = createIndex(seedPapers);

/** What a topic matches among papers that are all there is. */
function matches(topic: string, ...papers: Paper[]): readonly TopicMatch[] {
  return createIndex(papers).matchTopics([topic], papers).get(topic) ?? [];
}

function isAbout(topic: string, paper: Partial<Paper>, ...others: Partial<Paper>[]): boolean {
  const one = aPaper(paper);
  return matches(topic, one, ...others.map(aPaper)).some(({ paperId }) => paperId === one.id);
}

test("the words of a match are those of all names of the field that the paper has", () => {
  const title = "Ferret: Federated Tuning";
  const paper = aPaper({ title, abstract: "Federated learning is what we do." });
  expect(matches("federated learning", paper)).toMatchObject([
    { words: ["federated", "learning"], fields: ["title", "text"] },
  ]);
});

describe("a paper is about a topic that stands there", () => {
  test.each([
    ["marmot burrows", "The Marmot Burrow in Winter"],
    ["Marmot burrow!", "Marmots' burrows, and what is in them"],
    ["mixture of experts", "A Mixture of Many Experts"],
    ["mixture of experts", "Sparse Mixture-of-Experts Layers"],
    ["time series", "Timeseries of Temperatures"],
    ["timeseries", "Time-Series of Temperatures"],
    ["pretrained marmots", "On Pre-trained Marmots"],
    ["pre trained marmots", "On Pretrained Marmots"],
    ["few-shot learning", "Few-Shot Learning of Whistles"],
    ["Łojasiewicz inequality", "The Lojasiewicz Inequality"],
    ["summarising", "How Marmots Summarize"],
    ["attention", "Self-Attention of Marmots"],
    ["__proto__", "On __proto__ and its kin"],
  ])("%s: %s", (topic, title) => {
    expect(isAbout(topic, { title })).toBe(true);
  });

  test("in the text more than once", () => {
    const abstract =
      "We watch. We wait. We count what we see. Alpine marmots sleep. An alpine marmot whistles.";
    expect(isAbout("alpine marmots", { abstract })).toBe(true);
  });

  test("once, where the text begins", () => {
    const abstract = "Alpine marmots sleep. They whistle. They dig. They eat. They sleep again.";
    expect(isAbout("alpine marmots", { abstract })).toBe(true);
  });

  test("once at the end, where the title backs it", () => {
    const abstract = "We watch. We wait. We count. We publish. We saw alpine marmots.";
    expect(isAbout("alpine marmots", { title: "Marmots in Summer", abstract })).toBe(true);
  });

  test("with its words in the title and again and again in the text", () => {
    const abstract = "Image after image is made. The model makes one image token by token.";
    expect(
      isAbout("autoregressive image models", { title: "Autoregressive Modelling", abstract }),
    ).toBe(true);
  });

  test("as the whole name of an organisation", () => {
    expect(isAbout("marmot institute", { organisation: "Marmot Institute" })).toBe(true);
    expect(isAbout("marmot", { organisation: "Marmot Institute" })).toBe(false);
  });
});

describe("a paper that only happens to use the words is not about them", () => {
  test.each([
    ["scattered over the text", "The marmot sleeps. We did this in the alpine zone."],
    ["in two sentences", "They live high up, alpine. Marmots sleep."],
    ["in passing, and then abbreviated", "We dig. We eat. We saw alpine marmots (AMs)."],
    ["in passing, late", "We dig. We rest. We dig. We rest. It also helps alpine marmots."],
    ["another word of the same letters", "The alpines. Marmotsized things."],
    ["none of them", ""],
  ])("%s", (_what, abstract) => {
    expect(isAbout("alpine marmots", { abstract })).toBe(false);
  });

  test.each([
    ["one-shot learning", "Few-Shot Learning"],
    ["generative models", "Generalization of Models"],
    ["object detection", "An Objective for Detection"],
    ["distributed training", "Training Distribution"],
    ["interpretability", "An Interpretation of Dreams"],
    ["supervised learning", "Self-Supervised Learning of Whistles"],
    ["world models", "Marmots as Real-World Models"],
  ])("%s: %s", (topic, title) => {
    expect(isAbout(topic, { title })).toBe(false);
  });

  test("two words that it says again and again, but never together", () => {
    const title = "An Alpine Meadow";
    expect(isAbout("alpine marmots", { title, abstract: "Marmots. And more marmots." })).toBe(
      false,
    );
    const together = "Marmots of the highest and coldest alpine meadows. Marmots whistle.";
    expect(isAbout("alpine marmots", { title, abstract: together })).toBe(true);
  });

  test("words of which the title has only one that all titles have", () => {
    const abstract = "Our model feeds hungry marmots. Another model counts sleeping marmots.";
    expect(isAbout("marmot models", { title: "A New Model", abstract })).toBe(false);
    expect(isAbout("marmot models", { title: "A New Marmot", abstract })).toBe(true);
  });

  test("a word alone must come twice, or the title have its root", () => {
    const abstract = "This keeps privacy. And it is quick.";
    expect(isAbout("privacy", { title: "Quick Marmots", abstract })).toBe(false);
    expect(isAbout("privacy", { title: "Private Marmots", abstract })).toBe(true);
    expect(isAbout("privacy", { abstract: `${abstract} Privacy matters.` })).toBe(true);
  });
});

describe("acronyms", () => {
  const teacher = { abstract: "We use nimble alpine squeaking (NAS) to find burrows." };
  const dissenter = { abstract: "Numbers and sums (NAS) are hard." };

  test("that the corpus spells out stand for their words", () => {
    expect(isAbout("nimble alpine squeaking", { title: "Better NAS" }, teacher)).toBe(true);
    expect(isAbout("NAS", { title: "Nimble Alpine Squeaking Again" }, teacher)).toBe(true);
    expect(isAbout("gradient NAS", { title: "Gradient Nimble Alpine Squeaking" }, teacher)).toBe(
      true,
    );
    expect(isAbout("nimble alpine squeaking", { title: "Better NAS" })).toBe(false);
  });

  test("in the plural, and in small letters once the corpus is used to them", () => {
    const title = "Nimble Alpine Squeaking Again";
    expect(isAbout("nimble alpine squeaking", { title: "Many NASs" }, teacher)).toBe(true);
    expect(isAbout("nas", { title }, teacher)).toBe(false);
    expect(isAbout("nas", { title }, teacher, teacher)).toBe(true);
  });

  test("in small letters are words of a paper like others", () => {
    const coder = { abstract: "We propose collaborative decoding (CoDe)." };
    expect(isAbout("collaborative decoding", { title: "Our Code is Clean" }, coder)).toBe(false);
  });

  test("mean what the paper says they mean, and else what most papers say", () => {
    const squeaking = "nimble alpine squeaking";
    const { abstract } = dissenter;
    expect(isAbout(squeaking, { title: "Better NAS", abstract }, teacher, teacher)).toBe(false);
    expect(isAbout(squeaking, { title: "Better NAS" }, teacher, teacher, dissenter)).toBe(true);
    expect(isAbout(squeaking, { title: "Better NAS" }, teacher, dissenter)).toBe(false);
  });
});

describe("fields of research", () => {
  test.each([
    ["GNNs", "A Graph Neural Network of Burrows"],
    ["graph neural networks", "GNNs that Count Marmots"],
    ["LLM", "Marmots in Large Language Models"],
    ["explainability", "Interpretable Marmots"],
    ["continual learning", "Lifelong Learning of Whistles"],
  ])("have several names: %s is %s", (topic, title) => {
    expect(isAbout(topic, { title })).toBe(true);
  });

  test("have parts, that are not about the whole the other way round", () => {
    expect(isAbout("state space models", { title: "Mamba Counts Marmots" })).toBe(true);
    expect(isAbout("Mamba", { title: "State Space Models Count Marmots" })).toBe(false);
  });

  test("are not what a paper is about that mentions a part now and then", () => {
    const abstract = "Mamba is quick. Marmots are quicker than Mamba. They whistle.";
    expect(isAbout("state space models", { abstract })).toBe(false);
    expect(isAbout("state space models", { abstract: `${abstract} So does Mamba.` })).toBe(true);
  });

  test("count more by their name than by a part", () => {
    const papers = ["State Space Models", "Mamba"].map((title) => aPaper({ title }));
    const [whole, part] = matches("state space models", ...papers);
    expect(part?.strength).toBeLessThan(whole?.strength ?? 0);
  });

  test("are not meant by an acronym that is spelled out otherwise", () => {
    const abstract = "Giddy nocturnal nappers (GNNs) sleep by day.";
    expect(isAbout("graph neural networks", { title: "On GNNs", abstract })).toBe(false);
    expect(isAbout("graph neural networks", { title: "On GNNs" })).toBe(true);
    expect(isAbout("graph neural networks", { title: "On gnns" })).toBe(false);
  });

  test("two of them are both looked for, wherever each stands", () => {
    const abstract = "We prune weights. Pruning helps.";
    expect(isAbout("pruning LLMs", { title: "Small Language Models", abstract })).toBe(true);
    expect(isAbout("pruning LLMs", { title: "Small Language Models" })).toBe(false);
    expect(isAbout("pruning LLMs", { abstract })).toBe(false);
    expect(isAbout("pruning LLMs -weights", { title: "Language Models", abstract })).toBe(false);
  });

  test("of two names of one either will do", () => {
    expect(isAbout("RAG retrieval-augmented generation", { title: "On RAG" })).toBe(true);
    expect(isAbout("state space models mamba", { title: "State Space Models" })).toBe(true);
  });
});

test("the title counts more than an acronym in it, that more than the text, and often more than once", () => {
  const late = "We watch. We wait. Then we dig.";
  const papers = [
    aPaper({ title: "State Space Models of Marmots" }),
    aPaper({ title: "SSMs of Lynxes" }),
    aPaper({ title: "Space for Models of a State" }),
    aPaper({ abstract: "State space models (SSMs) are new. State space models sleep." }),
    aPaper({ abstract: `State space models are new. ${late}` }),
    aPaper({ abstract: `SSMs are new. ${late}` }),
  ];
  const found = matches("state space models", ...papers);
  expect(found.map(({ paperId }) => paperId)).toEqual(papers.map(({ id }) => id));
  const strengths = found.map(({ strength }) => strength);
  expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
  expect(new Set(strengths).size).toBe(papers.length);
});

test("a match names the words as the paper writes them, and where they stand", () => {
  const paper = aPaper({
    title: "Time-Series Forecasts of Sleep",
    abstract: "We forecast time series of marmots.",
  });
  expect(matches("time series", paper)).toMatchObject([
    { paperId: paper.id, words: ["timeseries", "time", "series"], fields: ["title", "text"] },
  ]);
});

test.each([
  ["federated learning", "A New Federated Learning Framework Against Gradient Inversion Attacks"],
  ["neural architecture search", "Generalizing Few-Shot NAS with Gradient Matching"],
  ["state space models", "Sparse Modular Activation for Efficient Sequence Modeling"],
  ["time series forecasting", "Is Mamba Effective for Time Series Forecasting?"],
])("real papers: %s finds %s", (topic, title) => {
  const found = seeds.matchTopics([topic], seedPapers).get(topic) ?? [];
  const ids = new Set(found.map(({ paperId }) => paperId));
  expect(seedPapers.filter(({ id }) => ids.has(id)).map((paper) => paper.title)).toContain(title);
  expect(found.length).toBeLessThan(25);
});

test("a topic finds the same alone and among others, in one paper and among others", () => {
  const pairs = seedPapers.flatMap(({ displayTitle }, i) =>
    i % 8 === 0 ? displayTitle.split(" ").slice(2, 4).join(" ") : [],
  );
  const topics = ["NAS", "privacy", "3d point clouds", "pre-trained", "timeseries", ...pairs];
  const together = seeds.matchTopics(topics, seedPapers);
  expect(together.size).toBeGreaterThan(25);
  for (const topic of topics)
    expect(seeds.matchTopics([topic], seedPapers).get(topic)).toEqual(together.get(topic));
  const oneByOne = seedPapers.flatMap(
    (paper) => seeds.matchTopics(["NAS"], [paper]).get("NAS") ?? [],
  );
  expect(oneByOne).toEqual(together.get("NAS"));
});

test.each([
  "",
  " ",
  "?!…—",
  "🙂",
  "\u202e\u200b",
  "of the",
  "(",
  "\\",
  ".*",
  "\0",
  "x".repeat(10_000),
  "federated learning ".repeat(1000),
])("a topic without words, or without end, matches nothing: %j", (topic) => {
  expect(seeds.matchTopics([topic], seedPapers)).toEqual(new Map());
});

test("a hostile title that can be read in countless ways is read in one", () => {
  const topic = `${"aaaaaaaaaa ".repeat(19)}b`;
  const paper = aPaper({ title: "a-a ".repeat(150), abstract: "It says aaaaaaaaaa. It says b." });
  expect(matches(topic, paper)).toEqual([]);
});

const someText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 100 }),
  fc
    .array(
      fc.constantFrom(
        ..."learning federated NAS FL (NAS) the few-shot . pre- trained privacy LoRAs ß ( x \\'e".split(
          " ",
        ),
        " ",
      ),
      { maxLength: 12 },
    )
    .map((words) => words.join(" ")),
);

test("of any topics in any papers, each match has words that the paper has, where it says", () => {
  fc.assert(
    fc.property(
      fc.array(someText, { maxLength: 5 }),
      fc.array(fc.tuple(someText, someText), { minLength: 1, maxLength: 5 }),
      (topics, texts) => {
        const papers = texts.map(([title, abstract]) =>
          aPaper({ title, displayTitle: title, abstract, organisation: title }),
        );
        const index = createIndex(papers);
        const found = index.matchTopics(topics, papers);
        expect(index.matchTopics(topics, papers)).toEqual(found);
        for (const { paperId, strength, words, fields } of [...found.values()].flat()) {
          expect(strength).toBeGreaterThan(0);
          expect(strength).toBeLessThanOrEqual(1);
          expect(words.length).toBeGreaterThan(0);
          const paper = papers.find(({ id }) => id === paperId);
          const tokens = paper && shownTokens(paper);
          const said = fields.flatMap((field) => tokens?.[field] ?? []);
          const folded = said.flatMap(({ parts }) => [...parts, parts.join("")]);
          expect(folded).toEqual(expect.arrayContaining(words));
        }
      },
    ),
  );
});

const plainWords = fc
  .array(
    fc.constantFrom(
      ..."graph neural networks GNNs message-passing federated learning marmots NAS search".split(
        " ",
      ),
      ..."architecture few-shot self-supervised real-world models Mamba state space".split(" "),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((words) => words.join(" "));

test("no paper that a topic is about is sorted out beforehand", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(plainWords, { minLength: 1, maxLength: 30 }),
      fc.array(fc.tuple(plainWords, plainWords), { minLength: 1, maxLength: 5 }),
      (wordings, texts) => {
        const papers = texts.map(([title, abstract]) =>
          aPaper({ title, abstract: `${abstract}. We use neural architecture search (NAS).` }),
        );
        const lessons = papers.map((paper) => readForIndex(paper).learned);
        const lexicon = createLexicon(createPhraseStore(lessons), shippedMeanings);
        const topics = wordings.filter((topic) => composedOf(topic, lexicon) === null);
        const closely = topics.flatMap((topic) => {
          const readings = readTopic(topic, lexicon);
          const about = papers.filter((paper) => {
            const text = readForTopics(paper, lexicon);
            return readings.some((reading) => aboutness(reading, text) !== null);
          });
          return about.length > 0 ? [[topic, about.map(({ id }) => id)] as const] : [];
        });
        const found = createIndex(papers).matchTopics(topics, papers);
        const ids = [...found].map(([topic, ofTopic]) => {
          return [topic, ofTopic.map(({ paperId }) => paperId)] as const;
        });
        expect(new Map(ids)).toEqual(new Map(closely));
      },
    ),
  );
});
