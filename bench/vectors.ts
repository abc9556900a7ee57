import { setImmediate as nextTurn } from "node:timers/promises";
import { createCorpus } from "../src/papers/corpus/corpus.ts";
import { readSnapshots } from "../src/papers/pages/read.ts";
import type { Paper } from "../src/papers/paper.ts";
import { likenessOf, MEANING_WEIGHT } from "../src/search/vectors/likeness.ts";
import { quantise } from "../src/search/vectors/quantise.ts";
import { createSpace, type VectorSpace } from "../src/search/vectors/space.ts";
import { readFolder } from "../src/sources/seeds/seeds.ts";
import { generateListing } from "./generate.ts";
import { pick, seededRandom } from "./random.ts";
import { SEEDS } from "./seeds.ts";
import { storedIndex } from "./stored-index.ts";
import { printTable, type Row } from "./table.ts";

const PAPERS = 50_000;
const TODAY = Temporal.PlainDate.from("2026-01-31");
const LENGTHS = [384, 1536];
const ROUNDS = 15;
const WORDS_ASKED = 6;

/** What comparing a question with the vectors of all papers takes, beside looking its words up among them. */
export async function benchVectors(): Promise<void> {
  const models = createCorpus(await readFolder(SEEDS), { today: TODAY }).papers;
  const listing = Buffer.from(generateListing(models, PAPERS));
  const { papers } = createCorpus(readSnapshots("generated.txt", listing), { today: TODAY });
  const index = storedIndex(papers);
  const random = seededRandom(3);
  const questions = Array.from({ length: ROUNDS }, () => aQuestion(papers, random));
  const searches = questions.map((question) => msOf(() => index.search(question)));

  const rows: Row[] = [];
  for (const length of LENGTHS) {
    const space = aSpace(papers, length, random);
    const compared = [];
    for (let round = 0; round < ROUNDS; round += 1) compared.push(await compare(space, random));
    for (const [what, times] of [
      ["in all", compared.map(({ totalMs }) => totalMs)],
      ["longest stretch", compared.map(({ longestMs }) => longestMs)],
    ] as const)
      rows.push({
        what: `${length} numbers, ${what}`,
        ours: median(times),
        baseline: median(searches),
      });
  }
  printTable(`${PAPERS.toLocaleString("en")} vectors compared`, "search by words", rows);
}

function aQuestion(papers: readonly Paper[], random: () => number): string {
  const words = pick(papers, random).displayTitle.split(" ");
  return words.slice(0, WORDS_ASKED).join(" ");
}

function aSpace(papers: readonly Paper[], length: number, random: () => number): VectorSpace {
  const space = createSpace();
  for (const { id } of papers) space.set(id, aVector(length, random));
  return space;
}

function aVector(length: number, random: () => number): Int8Array {
  const vector = quantise(Float32Array.from({ length }, () => random() - 0.5));
  if (!vector) throw new Error("A vector of zeros");
  return vector;
}

/** All that a question waits for, and how long anybody else waits meanwhile. */
async function compare(
  space: VectorSpace,
  random: () => number,
): Promise<{ totalMs: number; longestMs: number }> {
  const vector = aVector(space.length ?? 0, random);
  const over = new AbortController();
  const watching = longestStretchUntil(over.signal);
  const began = computedMs();
  const nearness = await space.compare(vector);
  if (nearness) likenessOf(nearness, MEANING_WEIGHT);
  const totalMs = computedMs() - began;
  over.abort();
  return { totalMs, longestMs: await watching };
}

async function longestStretchUntil(over: AbortSignal): Promise<number> {
  let longestMs = 0;
  for (let last = computedMs(); !over.aborted; last = computedMs()) {
    await nextTurn();
    longestMs = Math.max(longestMs, computedMs() - last);
  }
  return longestMs;
}

function msOf(work: () => unknown): number {
  const began = computedMs();
  work();
  return computedMs() - began;
}

/** Of the processor alone: who else wants it takes time of their own. */
function computedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
