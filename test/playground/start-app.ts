import { rmSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import type { Command } from "../../commands/command/command.ts";
import { parseConfig } from "../../src/settings/config.ts";
import { openStore } from "../../src/store/open.ts";
import { openLibrary } from "../../src/wiring/library.ts";
import { forgetPlayground, openPlayground } from "../../src/wiring/playground.ts";

const SEEDS = fileURLToPath(new URL("../../seeds/", import.meta.url));

/** Deals the first paper that was not dealt yet. */
const random = () => 0;

const now = () => Temporal.Instant.from("2026-01-15T12:00:00Z");
const log = pino({ level: "silent" });

interface AppOptions {
  /** The text of the only listing page there is; by default those that ship are there. */
  page?: string;
  commands?: readonly Command[];
  port?: number;
}

/** The playground as the program opens it, on Thursday 15 January 2026 at noon, over a store of its own. */
export async function startApp({ page, commands, port = 0 }: AppOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "paperboy-playground-"));
  const seedsFolder = page === undefined ? SEEDS : join(folder, "seeds");
  if (page !== undefined) {
    await mkdir(seedsFolder);
    await writeFile(join(seedsFolder, "page.txt"), page);
  }
  const settings = parseConfig({
    PAPERBOY_SEEDS: seedsFolder,
    PAPERBOY_DATA: folder,
    PAPERBOY_PORT: String(port),
  });
  if (!settings.ok) throw new Error(settings.problems.join("\n"));

  const { config } = settings;

  async function open(at: number) {
    const database = join(folder, "playground.db");
    if (page === undefined) await copyFile(await storeWithSeeds(), database);
    const store = await openStore(database);
    const stopping = new AbortController();
    const { program, playground } = await openPlayground(
      {
        config: { ...config, port: at },
        store,
        log,
        stopped: stopping.signal,
      },
      {
        real: now,
        random,
        startOver: () => {
          current = current.then(again);
        },
        ...(commands && { commands }),
      },
    );
    return {
      url: playground.url,
      async close() {
        await playground.stop();
        await program.house.close(1000);
        stopping.abort();
        await store.close();
      },
    };
  }

  async function again(before: Awaited<ReturnType<typeof open>>) {
    await before.close();
    await forgetPlayground(config);
    return await open(Number(new URL(before.url).port));
  }

  let current = open(port);
  const { url } = await current;
  let stopped: Promise<void> | null = null;
  async function stop(): Promise<void> {
    await (await current).close();
    await rm(folder, { recursive: true });
  }
  return {
    url,
    /** May be called again. */
    stop: () => (stopped ??= stop()),
  };
}

let prepared: Promise<string> | null = null;

/** A store that has taken in the pages that ship, which takes seconds: made once for the tests of a worker. */
function storeWithSeeds(): Promise<string> {
  return (prepared ??= prepareStore());
}

async function prepareStore(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "paperboy-playground-seeds-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "seeds.db");
  const store = await openStore(path);
  const { paperStore, memory, words } = store;
  await openLibrary({ folders: [SEEDS], paperStore, memory, words, now, timeZone: "UTC", log });
  await store.close();
  return path;
}
