import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import MiniSearch from "minisearch";
import { createCorpus } from "../src/papers/corpus.ts";
import type { Paper } from "../src/papers/paper.ts";
import { createIndex } from "../src/search/create-index.ts";
import { readFolder } from "../src/sources/seeds.ts";
import { generateListing } from "./generate.ts";
import { pick, seededRandom } from "./random.ts";
import { SEEDS } from "./seeds.ts";
import { startOfNode, startToReady } from "./start.ts";
import { printTable, type Row } from "./table.ts";

const GENERATED = 50_000;

/**
 * Start to ready, time to answer and time to complete, with the seeds and with many papers. The
 * baseline is an empty Node for the start, and MiniSearch with its default options for the rest.
 */
export async function benchAnswer(): Promise<void> {
  const seeds = await papersIn(SEEDS);
  await compare(`${seeds.length} papers, the seeds`, SEEDS);

  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  try {
    await writeFile(join(folder, "generated.txt"), generateListing(seeds, GENERATED));
    await compare(`${GENERATED.toLocaleString("en")} papers, generated`, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function papersIn(folder: string): Promise<readonly Paper[]> {
  const today = Temporal.PlainDate.from("2026-01-31");
  return createCorpus(await readFolder(folder), { today }).papers;
}

async function compare(title: string, folder: string): Promise<void> {
  const start = {
    what: "start to ready",
    ours: await startToReady(folder),
    baseline: await startOfNode(),
  };
  printTable(title, "empty Node", [start]);
  const papers = await papersIn(folder);
  const typed = { queries: someQueries(papers), keystrokes: someKeystrokes(papers) };
  // One after the other, so that only one index is in memory at a time.
  const ours = measure(typed, () => oursOver(papers));
  const plain = measure(typed, () => plainOver(papers));
  const rows = Object.keys(ours).map((what): Row => {
    return { what, ours: ours[what] ?? Number.NaN, baseline: plain[what] ?? Number.NaN };
  });
  printTable(title, "plain MiniSearch", rows);
}

interface Searcher {
  answer(text: string): unknown;
  complete(text: string): unknown;
}

function oursOver(papers: readonly Paper[]): Searcher {
  const index = createIndex(papers);
  return {
    answer: (text) => index.search(text),
    complete: (text) => index.suggest(text),
  };
}

function plainOver(papers: readonly Paper[]): Searcher {
  const index = new MiniSearch<Paper>({ fields: ["title", "abstract", "summary", "organisation"] });
  index.addAll(papers);
  return {
    answer: (text) => index.search(text).slice(0, 10),
    complete: (text) => index.autoSuggest(text).slice(0, 25),
  };
}

function measure(
  typed: { queries: string[]; keystrokes: string[] },
  build: () => Searcher,
): Record<string, number> {
  const began = performance.now();
  const searcher = build();
  const built = performance.now() - began;
  const answers = timesOf(typed.queries, (text) => searcher.answer(text));
  const completions = timesOf(typed.keystrokes, (text) => searcher.complete(text));
  return {
    "index built": built,
    "answer, p50": quantile(answers, 0.5),
    "answer, p99": quantile(answers, 0.99),
    "keystroke, p50": quantile(completions, 0.5),
    "keystroke, p99": quantile(completions, 0.99),
  };
}

/** The last few run twice, before the clock does: the first calls of a program are slow. */
function timesOf(texts: readonly string[], run: (text: string) => unknown): number[] {
  for (const text of texts.slice(-10)) run(text);
  return texts.map((text) => {
    const began = performance.now();
    run(text);
    return performance.now() - began;
  });
}

function quantile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** What people type: some words of a title, every fourth time with a slip. */
function someQueries(papers: readonly Paper[]): string[] {
  const random = seededRandom(2);
  return Array.from({ length: 200 }, (_, i) => {
    const words = pick(papers, random)
      .displayTitle.split(" ")
      .filter((word) => word.length > 3);
    const some = words.filter(() => random() < 0.5).slice(0, 4);
    const query = some.length > 0 ? some.join(" ") : (words[0] ?? "learning");
    return i % 4 === 0 ? withSlip(query, random) : query;
  });
}

function withSlip(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + text.slice(at + 1);
}

/** Titles letter by letter, from the first. */
function someKeystrokes(papers: readonly Paper[]): string[] {
  const random = seededRandom(3);
  const titles = Array.from({ length: 5 }, () => pick(papers, random).displayTitle);
  return titles.flatMap((title) => Array.from({ length: 24 }, (_, i) => title.slice(0, i + 1)));
}
