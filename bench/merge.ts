import { mkdtemp, rm } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createCorpus } from "../src/papers/corpus/corpus.ts";
import type { Entry, Snapshot } from "../src/papers/paper.ts";
import { readSnapshots } from "../src/papers/pages/read.ts";
import { takeInFiles, takeInListing } from "../src/papers/corpus/take-in.ts";
import { readFolder } from "../src/sources/seeds/seeds.ts";
import { openStore } from "../src/store/open.ts";
import { generateListing } from "./generate.ts";
import { SEEDS } from "./seeds.ts";
import { printTable } from "./table.ts";

const KEPT = 50_000;
const ARRIVING = 5000;
/** A page as large as a day's listings. */
const ENTRIES_PER_PAGE = 500;

/**
 * 5 000 entries of a live source merged into 50 000 papers in the database, half of them papers that
 * are known by their titles: beside merging everything anew in memory.
 */
export async function benchMerge(): Promise<void> {
  const today = Temporal.PlainDate.from("2026-01-31");
  const models = createCorpus(await readFolder(SEEDS), { today }).papers;
  const listing = new TextEncoder().encode(generateListing(models, KEPT + ARRIVING / 2));
  const entries = readSnapshots("generated.txt", listing).flatMap((page) => page.entries);
  const kept = inPages(entries.slice(0, KEPT), (number) => ({ file: `${number}.txt` }));
  const arriving = inPages(entries.slice(-ARRIVING).map(listedWithId), (number) => ({
    file: `Listing ${number}`,
    origin: "huggingface",
  }));

  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  const store = await openStore(join(folder, "bench.db"));
  try {
    const first = await timed(async () => await takeInFiles(kept, store.paperStore));
    const blocked = monitorEventLoopDelay({ resolution: 1 });
    blocked.enable();
    const turns = watchTurns();
    const ours = await timed(async () => {
      for (const page of arriving) await takeInListing(page, store.paperStore);
    });
    blocked.disable();
    const longestTurn = await turns.stop();
    const whole = await timed(() => createCorpus([...kept, ...arriving], { today }));
    const title = `${count(ARRIVING)} entries merged into ${count(KEPT)} papers`;
    printTable(title, "merging all anew in memory", [
      { what: "all", ours, baseline: whole },
      {
        what: "of which nobody is answered at a stretch",
        ours: blocked.max / 1e6,
        baseline: whole,
      },
      { what: "the same, of the processor", ours: longestTurn, baseline: whole },
      { what: `before: the first ${count(KEPT)}`, ours: first, baseline: whole },
    ]);
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

/** How much of the processor a turn takes at most, in ms: on a busy machine the clock tells more of others. */
function watchTurns(): { stop: () => Promise<number> } {
  let longest = 0;
  const ended = new AbortController();
  async function watch(): Promise<number> {
    while (!ended.signal.aborted) {
      const began = process.threadCpuUsage();
      await nextTurn();
      const { user, system } = process.threadCpuUsage(began);
      longest = Math.max(longest, (user + system) / 1000);
    }
    return longest;
  }
  const watching = watch();
  return {
    async stop() {
      ended.abort();
      return await watching;
    },
  };
}

function inPages(
  entries: readonly Entry[],
  head: (number: number) => Pick<Snapshot, "file" | "origin">,
): Snapshot[] {
  const pages: Snapshot[] = [];
  for (let start = 0; start < entries.length; start += ENTRIES_PER_PAGE)
    pages.push({
      ...head(pages.length),
      savedOn: null,
      textKind: "abstract",
      entries: entries.slice(start, start + ENTRIES_PER_PAGE),
      problems: [],
    });
  return pages;
}

function listedWithId(entry: Entry, index: number): Entry {
  return { ...entry, arxivId: `2601.${String(index).padStart(5, "0")}` };
}

async function timed(run: () => unknown): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

function count(number: number): string {
  return number.toLocaleString("en");
}
