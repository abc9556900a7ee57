import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
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
/** The fastest of a few counts: the slowest of 200 answers is one that another program held up. */
const ROUNDS_OF_ASKING = 3;
/** Of the times that so many papers take to add, the one in the middle counts. */
const ROUNDS_OF_ADDING = 5;

/** By what is measured: milliseconds, or megabytes where it says so. */
type Figures = Map<string, number>;

/**
 * Ours beside MiniSearch with its default options and FTS5 as people build it, each at several sizes: all
 * in one run, question by question, since only ratios travel from machine to machine.
 */
export async function benchSearch(options: readonly string[]): Promise<void> {
  const seeds = createCorpus(await readFolder(SEEDS), { today: TODAY }).papers;
  const added = ADDED * ROUNDS_OF_ADDING;
  await compare(seeds, generate(seeds, added));
  const sizes = [
    10_000,
    ...(options.includes("--small") ? [] : [50_000]),
    ...(options.includes("--large") ? [500_000] : []),
  ];
  for (const size of sizes) {
    const papers = generate(seeds, size + added);
    await compare(papers.slice(0, size), papers.slice(size));
  }
}

function generate(models: readonly Paper[], count: number): readonly Paper[] {
  const listing = Buffer.from(generateListing(models, count));
  return createCorpus(readSnapshots("generated.txt", listing), { today: TODAY }).papers;
}

interface Entrant {
  name: string;
  folder: string;
  searcher: Searcher;
  figures: Figures;
}

async function compare(papers: readonly Paper[], added: readonly Paper[]): Promise<void> {
  const entrants: Entrant[] = [];
  try {
    for (const contestant of contestants)
      if (papers.length <= contestant.mostPapers) entrants.push(await enter(contestant, papers));
    for (const [kind, { texts, ask }] of Object.entries(questionsAbout(papers))) {
      const askers = entrants.map(({ searcher }) => ask(searcher));
      // The first calls of a program are slow.
      timesOf(texts.slice(-10), askers);
      for (const [i, times] of timesOf(texts, askers, ROUNDS_OF_ASKING).entries())
        for (const part of [50, 95, 99])
          entrants[i]?.figures.set(`${kind}, p${part}`, quantile(times, part / 100));
    }
    const rounds = Array.from({ length: ROUNDS_OF_ADDING }, (_, i) =>
      added.slice(i * ADDED, (i + 1) * ADDED),
    );
    for (const [i, times] of timesOf(
      rounds,
      entrants.map(
        ({ searcher }) =>
          (some: readonly Paper[]) =>
            searcher.add(some),
      ),
    ).entries())
      entrants[i]?.figures.set(`adding ${ADDED}`, quantile(times, 0.5));
    print(`${papers.length.toLocaleString("en")} papers`, entrants);
  } finally {
    for (const { searcher, folder } of entrants) {
      await searcher.close();
      await rm(folder, { recursive: true });
    }
  }
}

/** Builds an index of the papers in a folder of its own, and opens it. */
async function enter(contestant: Contestant, papers: readonly Paper[]): Promise<Entrant> {
  const { name } = contestant;
  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  const began = process.cpuUsage();
  await contestant.build(papers, folder);
  const { user, system } = process.cpuUsage(began);
  const figures: Figures = new Map([
    // Of the processor: who else wants it, and the disk, take time of their own.
    ["build", (user + system) / 1000],
    ["disk, MB", await megabytesIn(folder)],
    ...(await coldOpen(name, folder)),
  ]);
  return { name, folder, searcher: await contestant.open(folder), figures };
}

async function megabytesIn(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20;
}

const coldOpened = z.object({ ms: z.number(), mb: z.number() });
const COLD_OPENS = 3;

/** The fastest of a few: the file is in the system's memory for all of them. */
async function coldOpen(name: string, folder: string): Promise<Figures> {
  const opened: z.infer<typeof coldOpened>[] = [];
  const warm: typeof opened = [];
  for (let i = 0; i < COLD_OPENS; i++) {
    opened.push(await openOnce(name, folder));
    warm.push(await openOnce(name, folder, "warm"));
  }
  const least = (of: "ms" | "mb", all = opened) => Math.min(...all.map((one) => one[of]));
  return new Map([
    ["cold open", least("ms")],
    ["memory for that, MB", least("mb")],
    ["first answer, warm", least("ms", warm)],
  ]);
}

async function openOnce(...args: string[]): Promise<z.infer<typeof coldOpened>> {
  const { stdout } = await promisify(execFile)(process.execPath, [COLD_OPEN, ...args]);
  return coldOpened.parse(JSON.parse(stdout));
}

const answer = (one: Searcher) => one.answer;
const complete = (one: Searcher) => one.complete;

/** The same for every contestant. */
function questionsAbout(papers: readonly Paper[]) {
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

/** In ms, for each of some who are asked in turn: so all suffer alike from what else the machine does. */
function timesOf<Question>(
  questions: readonly Question[],
  askers: readonly ((question: Question) => unknown)[],
  rounds = 1,
): number[][] {
  const times = askers.map(() => questions.map(() => Infinity));
  for (let round = 0; round < rounds; round++)
    for (const [at, question] of questions.entries())
      for (const [i, ask] of askers.entries()) {
        const began = performance.now();
        ask(question);
        const took = performance.now() - began;
        const of = times[i];
        if (of) of[at] = Math.min(of[at] ?? Infinity, took);
      }
  return times;
}

function quantile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** A column for each contestant, ms unless said otherwise; last how the first, ours, compares with FTS5. */
function print(title: string, entrants: readonly Entrant[]): void {
  const rows = [...new Set(entrants.flatMap(({ figures }) => [...figures.keys()]))];
  const widest = Math.max(title.length, ...rows.map((row) => row.length + 2));
  const line = (what: string, cells: readonly string[]) => {
    const padded = [...entrants.map(({ name }) => name), "ratio"].map(
      (name, i) => "  " + (cells[i] ?? "").padStart(Math.max(name.length, 6)),
    );
    console.log(what.padEnd(widest) + padded.join(""));
  };
  line(title, [...entrants.map(({ name }) => name), "ratio"]);
  const ours = entrants[0]?.figures;
  const baseline = entrants.find(({ name }) => name === "FTS5")?.figures;
  for (const row of rows) {
    const ratio = (ours?.get(row) ?? Number.NaN) / (baseline?.get(row) ?? Number.NaN);
    line(`  ${row}`, [
      ...entrants.map(({ figures }) => twoDigits(figures.get(row) ?? Number.NaN)),
      `${twoDigits(ratio)}×`,
    ]);
  }
  console.log();
}
