import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { createCorpus } from "../src/papers/corpus/corpus.ts";
import type { Paper } from "../src/papers/paper.ts";
import { readSnapshots } from "../src/papers/pages/read.ts";
import { readFolder } from "../src/sources/seeds/seeds.ts";
import { type Contestant, contestants, type Searcher } from "./engines.ts";
import { generateListing } from "./generate.ts";
import { pick, seededRandom } from "./random.ts";
import { SEEDS } from "./seeds.ts";
import { twoDigits } from "./table.ts";

const COLD_OPEN = fileURLToPath(new URL("cold-open.ts", import.meta.url));
const TODAY = Temporal.PlainDate.from("2026-01-31");
const ADDED = 100;

/** By what is measured: milliseconds, or megabytes where it says so. */
type Figures = Map<string, number>;

/**
 * Ours beside MiniSearch with its default options and bare FTS5, each at several sizes: all in one
 * run, since only ratios travel from machine to machine.
 */
export async function benchSearch(options: readonly string[]): Promise<void> {
  const seeds = createCorpus(await readFolder(SEEDS), { today: TODAY }).papers;
  await compare(seeds, generate(seeds, ADDED));
  for (const size of [5000, 50_000, ...(options.includes("--large") ? [500_000] : [])]) {
    const papers = generate(seeds, size + ADDED);
    await compare(papers.slice(0, size), papers.slice(size));
  }
}

function generate(models: readonly Paper[], count: number): readonly Paper[] {
  const listing = Buffer.from(generateListing(models, count));
  return createCorpus(readSnapshots("generated.txt", listing), { today: TODAY }).papers;
}

async function compare(papers: readonly Paper[], added: readonly Paper[]): Promise<void> {
  const columns = new Map<string, Figures>();
  for (const contestant of contestants) {
    if (papers.length > contestant.mostPapers) continue;
    const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
    try {
      columns.set(contestant.name, await measure(contestant, { papers, added, folder }));
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  print(`${papers.length.toLocaleString("en")} papers`, columns);
}

interface Measured {
  papers: readonly Paper[];
  added: readonly Paper[];
  folder: string;
}

async function measure(
  contestant: Contestant,
  { papers, added, folder }: Measured,
): Promise<Figures> {
  const figures: Figures = new Map();
  const building = performance.now();
  await contestant.build(papers, folder);
  figures.set("build", performance.now() - building);
  for (const [what, figure] of await coldOpen(contestant.name, folder)) figures.set(what, figure);

  const searcher = await contestant.open(folder);
  for (const [kind, { texts, ask }] of Object.entries(questions(papers, searcher))) {
    const times = timesOf(texts, ask);
    for (const part of [50, 95, 99]) figures.set(`${kind}, p${part}`, quantile(times, part / 100));
  }
  const adding = performance.now();
  searcher.add(added);
  figures.set(`adding ${ADDED}`, performance.now() - adding);
  await searcher.close();
  return figures;
}

const coldOpened = z.object({ ms: z.number(), mb: z.number() });

async function coldOpen(name: string, folder: string): Promise<Figures> {
  const asked = [COLD_OPEN, name, folder];
  const { stdout } = await promisify(execFile)(process.execPath, asked);
  const { ms, mb } = coldOpened.parse(JSON.parse(stdout));
  return new Map([
    ["cold open", ms],
    [MEMORY, mb],
  ]);
}

const MEMORY = "memory for that, MB";

/** The same for every contestant. */
function questions(papers: readonly Paper[], { answer, complete }: Searcher) {
  const random = seededRandom(2);
  const titles = Array.from({ length: 200 }, () => pick(papers, random).displayTitle);
  const several = titles.map((title) => someWords(title, random));
  return {
    "several words": { texts: several, ask: answer },
    "common words": {
      texts: titles.map((_, i) =>
        Array.from({ length: 1 + (i % 3) }, () => pick(COMMON, random)).join(" "),
      ),
      ask: answer,
    },
    typos: { texts: several.slice(0, 100).map((text) => withSlip(text, random)), ask: answer },
    operators: {
      texts: several.slice(0, 100).map((text, i) => withSigns(text, i)),
      ask: answer,
    },
    keystroke: {
      texts: titles
        .slice(0, 10)
        .flatMap((title) => Array.from({ length: 24 }, (_, i) => title.slice(0, i + 1))),
      ask: complete,
    },
  };
}

const COMMON = "learning model models data neural network training deep method image".split(" ");

function someWords(title: string, random: () => number): string {
  const words = title.split(" ").filter((word) => word.length > 3);
  const some = words.filter(() => random() < 0.5).slice(0, 4);
  return some.length > 0 ? some.join(" ") : (words[0] ?? "learning");
}

function withSlip(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + text.slice(at + 1);
}

/** Who knows no signs takes them for blanks. */
function withSigns(text: string, i: number): string {
  const [first = "", second = ""] = text.split(" ");
  return (
    [`"${first} ${second}"`, `${text} -learning`, `title:${first}`, `${text} has:code`][i % 4] ??
    text
  );
}

/** The first few run before the clock does: the first calls of a program are slow. */
function timesOf(texts: readonly string[], ask: (text: string) => unknown): number[] {
  for (const text of texts.slice(-10)) ask(text);
  return texts.map((text) => {
    const began = performance.now();
    ask(text);
    return performance.now() - began;
  });
}

function quantile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** A column for each contestant, ms unless said otherwise. */
function print(title: string, columns: ReadonlyMap<string, Figures>): void {
  const names = [...columns.keys()];
  const rows = [...new Set([...columns.values()].flatMap((figures) => [...figures.keys()]))];
  const widest = Math.max(title.length, ...rows.map((row) => row.length + 2));
  console.log(title.padEnd(widest) + names.map((name) => `  ${name}`).join(""));
  for (const row of rows) {
    const cells = names.map((name) => {
      const figure = columns.get(name)?.get(row);
      return (figure === undefined ? "" : twoDigits(figure)).padStart(name.length + 2);
    });
    console.log(`  ${row}`.padEnd(widest) + cells.join(""));
  }
  console.log();
}
