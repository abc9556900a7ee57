import { type Match, matchers, searchers } from "./contestants.ts";
import { MEANING_WEIGHT } from "../src/search/vectors/likeness.ts";
import { type JudgedQuery, type JudgedSet, readJudged } from "./judged.ts";
import { withModel, type WithModel } from "./meaning.ts";
import { accuracyOf, mean, rankingOf } from "./measures.ts";
import { titleQueries } from "./title-queries.ts";

/** How good results are, ours beside others, over papers with their full abstracts. */
export async function benchQuality(): Promise<void> {
  const judged = await readJudged();
  if (!judged) {
    console.log("Skipped quality: it needs ../shared with the snapshots and the judged queries.\n");
    return;
  }
  const { papers, shared, development, heldBack } = judged;
  const match = matchers.map(({ over }) => over(papers));
  const withTitles = { ...shared, queries: [...shared.queries, ...titleQueries(papers)] };
  const sets = [withTitles, development, heldBack];
  const texts = sets.flatMap(({ queries }) => queries.map(({ text }) => text));
  const model = await withModel(papers, texts);
  const entrants = [
    ...searchers.map(({ name, over }) => ({ name, find: over(papers) })),
    ...(model
      ? [
          { name: "model alone", find: model.alone },
          { name: "ours + model", find: model.mixed(MEANING_WEIGHT) },
        ]
      : []),
  ];
  for (const set of sets) {
    printRankings(set, entrants);
    printTopics(set, match);
  }
  if (model) printWeights(development, model);
  else console.log("Set PAPERBOY_EMBEDDINGS_URL and _MODEL to see what your model adds.\n");
}

/** The kinds that a mean is over, as far as a set has them. */
const KINDS = ["title", "typo", "keyword", "paraphrase", "broad"];

interface Entrant {
  name: string;
  find: (text: string) => readonly string[];
}

function printRankings({ name, queries }: JudgedSet, entrants: readonly Entrant[]): void {
  const byKind = [...Map.groupBy(queries, ({ kind }) => kind)].map(([kind, ofKind]) => ({
    kind,
    ofKind,
    rankings: entrants.map(({ find }) => rankingOf(ofKind, find)),
  }));
  for (const measure of ["ndcg", "mrr"] as const) {
    printLine(
      `${TITLES[measure]}, ${name}`,
      entrants.map((one) => one.name),
    );
    for (const { kind, ofKind, rankings } of byKind)
      printLine(
        `  ${labelOf(kind, ofKind)}`,
        rankings.map((one) => figure(one[measure])),
      );
    const counted = byKind.filter(({ kind }) => KINDS.includes(kind));
    const means = entrants.map((_, i) =>
      mean(counted.map((one) => one.rankings[i]?.[measure] ?? 0)),
    );
    printLine(`  mean over ${counted.length} kinds`, means.map(figure));
    console.log();
  }
}

/** Which weight of meaning beside words would be best for this model. */
const WEIGHTS = [0.3, 0.5, 0.7, 1, 1.5];

function printWeights({ name, queries }: JudgedSet, { model, mixed }: WithModel): void {
  printLine(
    `nDCG@10, ${name}, ${model} by weight`,
    WEIGHTS.map((weight) => `${weight}${weight === MEANING_WEIGHT ? " (set)" : ""}`),
  );
  for (const [kind, ofKind] of Map.groupBy(queries, (one) => one.kind))
    printLine(
      `  ${labelOf(kind, ofKind)}`,
      WEIGHTS.map((weight) => figure(rankingOf(ofKind, mixed(weight)).ndcg)),
    );
  console.log();
}

const TITLES = { ndcg: "nDCG@10", mrr: "MRR" };

function labelOf(kind: string, ofKind: readonly JudgedQuery[]): string {
  return `${kind} (${ofKind.length})${KINDS.includes(kind) ? "" : ", not in the mean"}`;
}

function printTopics({ name, topics }: JudgedSet, matches: readonly Match[]): void {
  const accuracies = matches.map((match) => accuracyOf(topics, match));
  printLine(
    `${topics.length} topics, ${name}`,
    matchers.map((one) => one.name),
  );
  for (const measure of ["precision", "recall", "f1"] as const)
    printLine(
      `  ${measure}`,
      accuracies.map((one) => figure(one[measure])),
    );
  console.log();
}

function figure(value: number): string {
  return value.toFixed(3);
}

function printLine(what: string, cells: readonly string[]): void {
  console.log(what.padEnd(40) + cells.map((cell) => cell.padStart(12)).join(""));
}
