import { type Match, matchers, searchers } from "./contestants.ts";
import { type JudgedQuery, type JudgedSet, readJudged } from "./judged.ts";
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
  const search = searchers.map(({ over }) => over(papers));
  const match = matchers.map(({ over }) => over(papers));
  const withTitles = { ...shared, queries: [...shared.queries, ...titleQueries(papers)] };
  for (const set of [withTitles, development, heldBack]) {
    printRankings(set, search);
    printTopics(set, match);
  }
}

/** The kinds that a mean is over, as far as a set has them. */
const KINDS = ["title", "typo", "keyword", "paraphrase", "broad"];

type Find = (text: string) => readonly string[];

function printRankings({ name, queries }: JudgedSet, search: readonly Find[]): void {
  const byKind = [...Map.groupBy(queries, ({ kind }) => kind)].map(([kind, ofKind]) => ({
    kind,
    ofKind,
    rankings: search.map((one) => rankingOf(ofKind, one)),
  }));
  for (const measure of ["ndcg", "mrr"] as const) {
    printLine(
      `${TITLES[measure]}, ${name}`,
      searchers.map((one) => one.name),
    );
    for (const { kind, ofKind, rankings } of byKind)
      printLine(
        `  ${labelOf(kind, ofKind)}`,
        rankings.map((one) => figure(one[measure])),
      );
    const counted = byKind.filter(({ kind }) => KINDS.includes(kind));
    const means = search.map((_, i) => mean(counted.map((one) => one.rankings[i]?.[measure] ?? 0)));
    printLine(`  mean over ${counted.length} kinds`, means.map(figure));
    console.log();
  }
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
