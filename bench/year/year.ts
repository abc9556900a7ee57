import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { createCorpus } from "../../src/papers/corpus/corpus.ts";
import { readSnapshots } from "../../src/papers/pages/read.ts";
import { createIndex } from "../../src/search/create-index.ts";
import { readFolder } from "../../src/sources/seeds/seeds.ts";
import { openStore } from "../../src/store/open.ts";
import { generateListing } from "../generate.ts";
import { seededRandom } from "../random.ts";
import { SEEDS } from "../seeds.ts";
import { printTable, twoDigits } from "../table.ts";
import { BEGINS, days, foundBot, hours } from "./bot.ts";
import { liveADay } from "./day.ts";
import { type MeasuredBot, openBot, type Shelf, TIMED, type Timed } from "./measured-bot.ts";
import { type Sizes, sizesOf } from "./sizes.ts";

const YEAR = 365;
/** As many digests of each channel as its status shows: with fewer it has less to say. */
const FIRST_DAYS = 5;
const PAPERS_A_DAY = 24;
const ARCHIVE = 500;
const TURNS = 60;

/**
 * A bot with 24 channels lives a year, written through the stores by a clock of its own: on its first days, after the
 * year, and after a year in which nothing was deleted. `--days=30` makes it a month.
 */
export async function benchYear(options: readonly string[]): Promise<void> {
  const given = options.find((option) => option.startsWith("--days="));
  const length = given === undefined ? YEAR : Number(given.slice("--days=".length));
  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  const file = (name: string) => join(folder, `${name}.db`);
  try {
    const shelf = await shelfFor(length);
    await live(file("first"), shelf, FIRST_DAYS, true);
    await live(file("year"), shelf, length, true);
    await live(file("kept"), shelf, length, false);
    printSizes(sizesOf(file("first")), sizesOf(file("year")), sizesOf(file("kept")));
    const first = await openAt(file("first"), FIRST_DAYS, shelf);
    const year = await openAt(file("year"), length, shelf);
    const kept = await openAt(file("kept"), length, shelf);
    try {
      const times = await timesOf([first, year, kept]);
      const rows = (which: number) =>
        TIMED.map((what) => ({
          what,
          ours: middle(times[which]?.get(what) ?? []),
          baseline: middle(times[0]?.get(what) ?? []),
        }));
      printTable(`After ${length} days, half take`, "first days", rows(1));
      printTable(`The same, with nothing deleted`, "first days", rows(2));
    } finally {
      for (const bot of [first, year, kept]) await bot.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function shelfFor(length: number): Promise<Shelf> {
  const today = Temporal.PlainDate.from("2026-12-31");
  const { papers: models } = createCorpus(await readFolder(SEEDS), { today });
  const listing = generateListing(models, ARCHIVE + length * PAPERS_A_DAY);
  const pages = readSnapshots("generated.txt", Buffer.from(listing));
  const corpus = createCorpus(pages, { today });
  return { corpus, index: createIndex(corpus.papers) };
}

/** The last papers of the library come within the days; all others were there before. */
async function live(
  path: string,
  { corpus }: Shelf,
  length: number,
  isPruned: boolean,
): Promise<void> {
  const ids = [...corpus.ids()];
  const began = ids.length - length * PAPERS_A_DAY;
  const random = seededRandom(20_261_128);
  const backlogs = new Map();
  const store = await openStore(path);
  try {
    await foundBot(store, ids.slice(0, began));
    for (let number = 0; number < length; number += 1) {
      const at = BEGINS.add(days(number));
      const from = began + number * PAPERS_A_DAY;
      const fresh = ids.slice(from, from + PAPERS_A_DAY);
      await liveADay(store, { number, at, fresh, backlogs, random });
      if (isPruned) while ((await store.pruning.step(at.add(hours(12)))).size > 0) continue;
    }
  } finally {
    await store.close();
  }
}

const log = pino({ level: "error" }, pino.destination({ dest: 2, sync: true }));

async function openAt(path: string, length: number, shelf: Shelf): Promise<MeasuredBot> {
  return await openBot(path, shelf, { at: BEGINS.add(days(length - 1)).add(hours(13)), log });
}

/** How long each took, in milliseconds. */
type Times = Map<Timed, number[]>;

/** In turns, so that what else the machine does is the same to all. */
async function timesOf(bots: readonly MeasuredBot[]): Promise<Times[]> {
  const all = bots.map((): Times => new Map(TIMED.map((what) => [what, []])));
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const what of TIMED)
      for (const [i, bot] of bots.entries()) {
        const took = await bot.time(what, turn);
        // The first of anything is slow.
        if (turn >= TURNS / 10) all[i]?.get(what)?.push(took);
      }
  return all;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const MB = 1024 * 1024;

function row(what: string, ...cells: string[]): void {
  console.log(what.padEnd(22) + cells.map((cell) => cell.padStart(20)).join(""));
}

function printSizes(first: Sizes, year: Sizes, kept: Sizes): void {
  row("Rows, MB", "first days", "after the year", "nothing deleted");
  const names = [...kept.tables.keys()].filter((name) => (kept.tables.get(name)?.rows ?? 0) > 50);
  const bytesOf = (name: string) => kept.tables.get(name)?.bytes ?? 0;
  for (const name of names.toSorted((a, b) => bytesOf(b) - bytesOf(a)))
    row(
      `  ${name}`,
      ...[first, year, kept].map(({ tables }) => {
        const { rows = 0, bytes = 0 } = tables.get(name) ?? {};
        return `${rows.toLocaleString("en")} · ${twoDigits(bytes / MB)}`;
      }),
    );
  row("  the file", ...[first, year, kept].map(({ file }) => twoDigits(file / MB)));
  row("  of it free", ...[first, year, kept].map(({ free }) => twoDigits(free / MB)));
  console.log();
}
