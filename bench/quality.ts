import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import MiniSearch from "minisearch";
import { z } from "zod";
import { createCorpus } from "../src/papers/corpus.ts";
import type { Paper } from "../src/papers/paper.ts";
import { createIndex } from "../src/search/create-index.ts";
import { readFolder } from "../src/sources/seeds.ts";
import { pick, seededRandom } from "./random.ts";

const SNAPSHOTS = fileURLToPath(new URL("../../shared/snapshots/", import.meta.url));
const JUDGED = fileURLToPath(new URL("../../shared/search/dev-queries.json", import.meta.url));

/** A query, and how well papers answer it: 2 is squarely on topic. */
interface Judged {
  kind: string;
  text: string;
  relevant: Record<string, number>;
}

const judgedFile = z.object({
  queries: z.array(
    z.object({ kind: z.string(), text: z.string(), relevant: z.record(z.string(), z.number()) }),
  ),
});

/** nDCG@10 by kind of query over the papers with their full abstracts, beside plain MiniSearch. */
export async function benchQuality(): Promise<void> {
  if (!existsSync(SNAPSHOTS) || !existsSync(JUDGED)) {
    console.log("Skipped quality: it needs ../shared with the snapshots and the judged queries.\n");
    return;
  }
  const today = Temporal.PlainDate.from("2026-01-31");
  const { papers } = createCorpus(await readFolder(SNAPSHOTS), { today });
  const { queries } = judgedFile.parse(JSON.parse(await readFile(JUDGED, "utf8")));
  const byKind = Map.groupBy([...queries, ...queriesFrom(papers)], ({ kind }) => kind);

  const ours = oursOver(papers);
  const plain = plainOver(papers);
  console.log("nDCG@10                ours   plain MiniSearch");
  const scores = [...byKind].map(([kind, ofKind]) => {
    const score = { ours: meanScore(ofKind, ours), plain: meanScore(ofKind, plain) };
    printScores(`${kind} (${ofKind.length})`, score.ours, score.plain);
    return score;
  });
  printScores("mean", mean(scores.map((s) => s.ours)), mean(scores.map((s) => s.plain)));
  console.log();
  judgeTopics(byKind.get("broad") ?? [], papers);
}

/** The broad queries as subscriptions, beside papers that merely have all the words. */
function judgeTopics(broad: readonly Judged[], papers: readonly Paper[]): void {
  const index = createIndex(papers);
  const titles = new Map(papers.map(({ id, title }) => [id, title]));
  const matched = (topic: string) =>
    (index.matchTopics([topic], papers).get(topic) ?? []).map(({ paperId }) => titles.get(paperId));
  const words = new MiniSearch<Paper>({ fields: ["title", "abstract"], storeFields: ["title"] });
  words.addAll(papers);
  const mentioned = (topic: string) =>
    words.search(topic, { combineWith: "AND" }).map((hit) => String(hit["title"]));
  const [ours, plain] = [matched, mentioned].map((find) =>
    broad.map(({ text, relevant }) => accuracy(find(text), relevant)),
  );
  console.log("topics                 ours   all words");
  for (const measure of ["precision", "recall", "f1"] as const)
    printScores(
      `${measure} (${broad.length})`,
      mean((ours ?? []).map((one) => one[measure])),
      mean((plain ?? []).map((one) => one[measure])),
    );
  console.log();
}

function accuracy(found: readonly unknown[], relevant: Record<string, number>) {
  const wanted = new Set<unknown>(Object.keys(relevant));
  const right = found.filter((title) => wanted.has(title)).length;
  const precision = found.length === 0 ? 0 : right / found.length;
  const recall = right / wanted.size;
  return { precision, recall, f1: (2 * right) / (found.length + wanted.size) };
}

function printScores(what: string, ours: number, plain: number): void {
  console.log(`  ${what.padEnd(20)} ${ours.toFixed(3)}  ${plain.toFixed(3)}`);
}

/** Titles of the first ten hits. */
type Search = (text: string) => string[];

function oursOver(papers: readonly Paper[]): Search {
  const index = createIndex(papers);
  return (text) => index.search(text, { limit: 10 }).hits.map(({ paper }) => paper.title);
}

function plainOver(papers: readonly Paper[]): Search {
  const index = new MiniSearch<Paper>({
    fields: ["title", "abstract", "organisation"],
    storeFields: ["title"],
  });
  index.addAll(papers);
  return (text) =>
    index
      .search(text)
      .slice(0, 10)
      .map((hit) => String(hit["title"]));
}

function meanScore(queries: readonly Judged[], search: Search): number {
  return mean(queries.map((query) => ndcg(search(query.text), query.relevant)));
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function ndcg(found: readonly string[], relevant: Record<string, number>): number {
  const best = Object.values(relevant)
    .toSorted((a, b) => b - a)
    .slice(0, 10);
  return gain(found.map((title) => relevant[title] ?? 0)) / gain(best);
}

/** The further down a paper stands, the less it counts. */
function gain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);
}

/** What people type who look for one paper they know: its title, parts of it, slips in it. */
function queriesFrom(papers: readonly Paper[]): Judged[] {
  const random = seededRandom(4);
  return papers.flatMap(({ title, displayTitle }) => {
    const words = displayTitle
      .toLowerCase()
      .split(/[^\p{L}\p{N}-]+/u)
      .filter((word) => word.length > 3);
    const some = [...new Set(Array.from({ length: 6 }, () => pick(words, random)))].slice(0, 3);
    const slip = some.map((word, i) => (i === 0 ? withSlip(word, random) : word));
    const relevant = { [title]: 2 };
    return [
      { kind: "title", text: displayTitle.toLowerCase(), relevant },
      { kind: "title begun", text: displayTitle.slice(0, 20), relevant },
      { kind: "gist of a title", text: some.join(" "), relevant },
      { kind: "typo", text: slip.join(" "), relevant },
    ];
  });
}

/** Two letters in the wrong order. */
function withSlip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}
