import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Paper } from "../../src/papers/paper.ts";
import type { PaperIndex } from "../../src/search/paper-index.ts";
import { aPaper } from "../papers/a-paper.ts";
import { engines, storeOf } from "./engines.ts";
import { seedPapers } from "./seed-papers.ts";

const TODAY = Temporal.PlainDate.from("2026-04-20");

/** Words that meet each other in many ways: inflections, compounds, acronyms, stop words, slips. */
const word = fc.constantFrom(
  ..."marmot marmots alpine pre-trained pretrained trained training the of SSM state space models".split(
    " ",
  ),
  ..."BeautyBank beauty bank beautybank lynx lynxes x 2 all you need image picture sleeping".split(
    " ",
  ),
  ..."C++ c C# .NET net RRT* A* k-means++ Qwen2.5 R&D 扩散模型综述 模型 综 データ拡張 확산모델 π0 pi0 β-VAE corpora corpus $k$NN".split(
    " ",
  ),
);
const someText = fc.array(word, { maxLength: 8 }).map((words) => words.join(" "));
const prose = fc.array(
  fc.oneof(
    word,
    fc.constantFrom("State Space Models (SSMs)", "sleeping marmots (SM).", "pre trained"),
  ),
  { maxLength: 15 },
);
const somePaper = fc.record({
  id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
  title: someText,
  abstract: fc.option(prose.map((words) => words.join(" "))),
  organisation: fc.option(word),
  authors: fc.array(fc.constantFrom("Ada Lovelace", "A. Lovelace", "Łukasz Lynx", "Lukasz Lynx")),
  year: fc.option(fc.integer({ min: 2019, max: 2026 })),
  code: fc.boolean(),
});
const asked = fc.oneof(
  someText,
  fc
    .array(
      fc.oneof(
        word,
        word.map((one) => `-${one}`),
        someText.map((text) => `"${text}"`),
        fc.constantFrom(
          "OR",
          "has:code",
          "-has:code",
          "since:2022",
          "before:2024",
          "title:marmot",
          "org:lynx",
          "(",
          ")",
        ),
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.join(" ")),
);

function paperOf({
  year,
  code,
  ...known
}: typeof somePaper extends fc.Arbitrary<infer Known> ? Known : never): Paper {
  return aPaper({
    ...known,
    displayTitle: known.title,
    published: year === null ? null : { date: `${year}-05-17`, precision: "day", inferred: false },
    links: code ? [{ kind: "code", url: "https://example.org/code" }] : [],
  });
}

/** All that an index answers, with scores rounded: sums of the same numbers in another order. */
function answersOf(index: PaperIndex, query: string, papers: readonly Paper[]) {
  const { hits, ...found } = index.search(query, { limit: 500, today: TODAY });
  const latest = index.search(query, { limit: 500, today: TODAY, order: "newest" });
  return {
    ...found,
    hits: rounded(hits),
    latest: latest.hits.map(({ paper }) => paper.published?.date ?? ""),
    suggested: [query, `${query} author:l`, "org:m", 'author:"lynx lu'].map((typed) =>
      index
        .suggest(typed)
        .map((one) => (one.kind === "paper" ? one.paper.id : `words: ${one.text}`)),
    ),
    similar: papers.slice(0, 2).map((paper) => rounded(index.similar(paper))),
    topics: [...index.matchTopics([query], papers, TODAY)],
  };
}

function rounded(hits: ReturnType<PaperIndex["similar"]>) {
  return hits
    .map(({ paper: { id }, score, words, fields }) => {
      return { id, score: Number(score.toFixed(6)), words, fields };
    })
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

test("whatever papers there are and whatever is asked, both engines answer the same", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(somePaper, { maxLength: 6, selector: ({ id }) => id }),
      asked,
      (some, query) => {
        const papers = some.map(paperOf);
        const [memory, store] = engines.map(([, create]) => create(papers));
        if (!memory || !store) throw new Error("There are two engines");
        expect(answersOf(store, query, papers)).toEqual(answersOf(memory, query, papers));
      },
    ),
    { numRuns: 150 },
  );
});

test("after papers came, changed and went, the index is that of those that are there", () => {
  const change = fc.record({
    come: fc.uniqueArray(somePaper, { maxLength: 4, selector: ({ id }) => id }),
    go: fc.subarray(["a", "b", "c", "d", "e", "f"]),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), asked, (changes, query) => {
      const store = storeOf([]);
      const there = new Map<string, Paper>();
      for (const { come, go } of changes) {
        const papers = come.map(paperOf);
        store.add(papers);
        for (const paper of papers) there.set(paper.id, paper);
        store.remove(go);
        for (const id of go) there.delete(id);
        // Asked in between, so that what the index remembers has to be forgotten.
        store.index.search(query);
      }
      const papers = store.papers();
      expect(new Set(papers.map(({ id }) => id))).toEqual(new Set(there.keys()));
      const anew = storeOf(papers).index;
      expect(answersOf(store.index, query, papers)).toEqual(answersOf(anew, query, papers));
    }),
    { numRuns: 100 },
  );
});

const QUERIES = new URL("../../../shared/search/dev-queries.json", import.meta.url);

describe.skipIf(!existsSync(QUERIES))("the judged queries (needs ../shared)", () => {
  test("get the same hits in the same order from both engines", () => {
    const { queries } = JSON.parse(readFileSync(fileURLToPath(QUERIES), "utf8"));
    const [memory, store] = engines.map(([, create]) => create(seedPapers));
    const texts = [
      ...queries.map(({ text }: { text: string }) => text),
      ...seedPapers.map((paper) => paper.title),
    ];
    const other = texts.filter((text) => idsOf(memory, text) !== idsOf(store, text));
    expect(other).toEqual([]);
  });
});

function idsOf(index: PaperIndex | undefined, text: string): string {
  const { hits = [] } = index?.search(text, { limit: 50 }) ?? {};
  return hits.map(({ paper }) => paper.id).join(" ");
}

describe.each(engines)("all papers that a search finds, %s", (_engine, createIndex) => {
  const papers = Array.from({ length: 700 }, (_, i) =>
    aPaper({
      id: `p${i}`,
      title: i % 2 === 0 ? `Marmots of Valley ${i}` : `Lynxes of Valley ${i}`,
      abstract: i % 7 === 0 ? "A survey of owls." : "They sleep.",
      links: i % 3 === 0 ? [{ kind: "code", url: "https://example.org/code" }] : [],
    }),
  );
  const index = createIndex(papers);
  const numbered = (holds: (i: number) => boolean) =>
    [...papers.keys()].filter(holds).map((i) => `p${i}`);

  test.each<[string, (i: number) => boolean]>([
    ["valley", () => true],
    ["valleys", () => true],
    ["marmots OR lynxes", () => true],
    ["valley -survey", (i) => i % 7 !== 0],
    ["-owls", (i) => i % 7 !== 0],
    ["valley has:code", (i) => i % 3 === 0],
    ["marmots", (i) => i % 2 === 0],
    ["qwxzk", () => false],
  ])("%s", (query, holds) => {
    expect(index.idsOf(query).toSorted()).toEqual(numbered(holds).toSorted());
  });
});

describe.each(engines)("papers about a topic, %s", (_engine, createIndex) => {
  test("are those of the whole corpus, the strongest first", () => {
    const index = createIndex([
      aPaper({ id: "other", title: "Lynxes", abstract: "About models of a space station." }),
      aPaper({ id: "text", title: "Lynxes", abstract: "A state space model. State space models." }),
      aPaper({ id: "title", title: "State Space Models (SSMs) of Lynxes" }),
      aPaper({ id: "short", title: "SSMs of Vultures" }),
    ]);
    const about = index.papersAbout("state space models").map(({ paperId }) => paperId);
    expect(about).toEqual(["title", "short", "text"]);
  });
});
