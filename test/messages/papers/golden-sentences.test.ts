import { expect, test } from "vitest";
import type { Paper } from "../../../src/papers/paper.ts";
import { prose } from "../../../src/messages/papers/prose.ts";
import { snippet } from "../../../src/messages/papers/snippet.ts";
import { createCorpus } from "../../../src/papers/corpus/corpus.ts";
import { createIndex } from "../../../src/search/create-index.ts";
import { SEEDS } from "../../a-library.ts";

/** How a title begins, what is searched for, and how many characters there are. */
const CASES: [title: string, query: string, max: number][] = [
  // A sentence of its own instead of the middle of two, or of background that the title says too.
  ["FedLoGe", "federated learning", 180],
  ["FedLoGe", "long-tailed data", 180],
  ["Ferret", "federated learning", 180],
  ["When Do Curricula Work", "federated learning", 180],
  ["Long-Short History", "federated learning", 180],
  ["GIFD", "gradient inversion attacks", 180],
  ["From Robustness to Privacy", "differential privacy", 180],
  ["Reinforcement Learning for Adaptive", "reinforcement learning", 180],
  ["Hierarchical State Space", "state space models", 180],
  ["Chimera", "state space models", 180],
  ["Týr-the-Pruner", "pruning", 180],
  // A question says nothing yet.
  ["Is Mamba Effective", "time series forecasting", 180],
  // Words that are only in the address of the code.
  ["AutoInt", "graph neural networks", 180],
  // Full stops that end nothing: et al., i.e., e.g., vs, 1.5B, 0.65dB, percentages.
  ["Information Bottleneck Analysis", "mutual information", 180],
  ["Just One Byte", "fine-tuning language models", 180],
  ["Locality Sensitive Sparse", "linear regression", 180],
  ["Intrinsic Dimensionality", "fine-tuning", 180],
  ["Model Editing", "finetuning", 180],
  ["M-VAR", "fewer parameters", 180],
  ["ProNeRF", "neural radiance fields", 180],
  ["Get the Best of Both", "classification", 180],
  // Formulas in the open, brackets, and signs that Markdown would read.
  ["Faster Rates of Convergence", "differential privacy", 180],
  ["Faster Rates of Convergence", "", 180],
  ["Improved Analysis of Sparse", "lower bound", 180],
  ["A Nearly-Optimal Bound", "sketching", 180],
  ["Sharper Bounds", "sampling", 180],
  ["The Effect of Intrinsic Dataset", "medical imaging", 180],
  // A name in small letters begins a sentence.
  ["diffGrad", "gradient", 180],
  // Nothing is searched for.
  ["BeautyBank", "", 180],
  ["OptEmbed", "", 180],
  ["Are Transformers Effective", "", 180],
  // Much less room, and more.
  ["FedLoGe", "federated learning", 80],
  ["BeautyBank", "", 60],
  ["Hierarchical State Space", "state space models", 420],
  ["Ferret", "", 500],
];

const { papers } = createCorpus(SEEDS, { today: Temporal.PlainDate.from("2026-04-20") });

const textOf = ({ summary, abstract }: Paper) => prose(summary ?? abstract ?? "");

test("lines of papers read well", async () => {
  const index = createIndex(papers);
  const lines = CASES.map(([start, query, max]) => {
    const paper = papers.find(({ title }) => title.startsWith(start));
    if (!paper) throw new Error(`No paper is called ${start} …`);
    const { hits } = index.search(query, { limit: 1000 });
    const { words = [] } = hits.find((hit) => hit.paper.id === paper.id) ?? {};
    const line = snippet([{ text: textOf(paper) }], query === "" ? [] : words, max, paper.title);
    return `${paper.title}\n${query || "(nothing)"} · ${max}\n${line}\n`;
  });
  await expect(lines.join("\n")).toMatchFileSnapshot("golden/sentences.txt");
});

test("no line of any paper ends where a reader waits for the next word", () => {
  const waiting =
    /(?:^| )(?:the|an?|of|and|or|to|in|with|while|which|that|is|are|than|not|e\.g|≤|=)…$/;
  const parted = /\p{L}\([^)]*…$/u;
  for (const paper of papers)
    for (const max of [60, 90, 120, 150, 180]) {
      const line = snippet([{ text: textOf(paper) }], [], max, paper.title);
      expect(line).not.toMatch(waiting);
      expect(line).not.toMatch(parted);
    }
});
