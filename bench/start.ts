import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createCorpus } from "../src/papers/corpus/corpus.ts";
import { readSnapshots } from "../src/papers/pages/read.ts";
import type { Paper } from "../src/papers/paper.ts";
import { readFolder } from "../src/sources/seeds/seeds.ts";
import { databaseFile } from "../src/store/open.ts";
import { contestants } from "./engines.ts";
import { generateListing } from "./generate.ts";
import { SEEDS } from "./seeds.ts";
import { printTable } from "./table.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const GENERATED = 50_000;

/**
 * From starting the program until its playground listens, and the first time until every page is taken in too;
 * then again, once the papers are kept. The baseline is an empty Node, which no program can beat; of taking in it is
 * what FTS5 takes to index the same papers.
 */
export async function benchStart(): Promise<void> {
  const today = Temporal.PlainDate.from("2026-01-31");
  const { papers } = createCorpus(await readFolder(SEEDS), { today });
  await compare(`${papers.length} papers, the seeds`, SEEDS, papers);

  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  try {
    const listing = generateListing(papers, GENERATED);
    await writeFile(join(folder, "generated.txt"), listing);
    const snapshots = readSnapshots("generated.txt", Buffer.from(listing));
    const generated = createCorpus(snapshots, { today }).papers;
    await compare(`${GENERATED.toLocaleString("en")} papers, generated`, folder, generated);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compare(
  title: string,
  seedsFolder: string,
  papers: readonly Paper[],
): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  try {
    const first = await start(seedsFolder, data);
    const again = await start(seedsFolder, data);
    const baseline = await startOfNode();
    printTable(title, "empty Node", [
      { what: "first start to ready", ours: first.ready, baseline },
      { what: "start to ready", ours: again.ready, baseline },
    ]);
    printTable(title, "FTS5's build", [
      {
        what: "first start to all taken in",
        ours: first.all,
        baseline: await buildOfRival(papers),
      },
    ]);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** In milliseconds, until it listens and until all pages are taken in. */
async function start(seedsFolder: string, data: string): Promise<{ ready: number; all: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      DISCORD_TOKEN: "",
      PAPERBOY_SEEDS: seedsFolder,
      PAPERBOY_DATA: data,
      PAPERBOY_PORT: "0",
      LOG_LEVEL: "error",
    },
  });
  const ended = once(child, "exit");
  try {
    // It says where to look as soon as it listens, and nothing before.
    const told = await Promise.race([once(child.stdout, "data"), ended.then(() => null)]);
    if (!told) throw new Error(`The program ended (${child.exitCode}) before it was ready`);
    const ready = performance.now() - began;
    while (child.exitCode === null && !isAllTakenIn(data)) await delay(LOOKED_AT_EVERY_MS);
    return { ready, all: performance.now() - began };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

const LOOKED_AT_EVERY_MS = 100;

/** What the folders were like is noted once all of them is kept. */
function isAllTakenIn(data: string): boolean {
  const database = new DatabaseSync(
    databaseFile({ token: null, dataFolder: data, database: null }),
    {
      readOnly: true,
    },
  );
  const noted = database.prepare("select 1 from source_memory where key = 'folders'").get();
  database.close();
  return noted !== undefined;
}

async function buildOfRival(papers: readonly Paper[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  try {
    const began = performance.now();
    await contestants.find(({ name }) => name === "FTS5")?.build(papers, folder);
    return performance.now() - began;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function startOfNode(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ["--eval", ""], { stdio: "ignore" }), "exit");
  return performance.now() - began;
}
