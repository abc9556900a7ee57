import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCorpus } from "../src/papers/corpus/corpus.ts";
import { readFolder } from "../src/sources/seeds/seeds.ts";
import { generateListing } from "./generate.ts";
import { SEEDS } from "./seeds.ts";
import { printTable } from "./table.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const GENERATED = 50_000;

/**
 * From starting the program until its playground listens: the first time, when every page is taken in,
 * and once the papers are kept. The baseline is an empty Node, which no program can beat.
 */
export async function benchStart(): Promise<void> {
  const today = Temporal.PlainDate.from("2026-01-31");
  const { papers } = createCorpus(await readFolder(SEEDS), { today });
  await compare(`${papers.length} papers, the seeds`, SEEDS);

  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  try {
    await writeFile(join(folder, "generated.txt"), generateListing(papers, GENERATED));
    await compare(`${GENERATED.toLocaleString("en")} papers, generated`, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compare(title: string, seedsFolder: string): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  try {
    const first = await startToReady(seedsFolder, data);
    const again = await startToReady(seedsFolder, data);
    const baseline = await startOfNode();
    printTable(title, "empty Node", [
      { what: "first start to ready", ours: first, baseline },
      { what: "start to ready", ours: again, baseline },
    ]);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** In milliseconds. */
async function startToReady(seedsFolder: string, data: string): Promise<number> {
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
    return performance.now() - began;
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

async function startOfNode(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ["--eval", ""], { stdio: "ignore" }), "exit");
  return performance.now() - began;
}
