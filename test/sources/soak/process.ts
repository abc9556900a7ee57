import { aFront } from "../../a-front.ts";
import { commands } from "../../../commands/index.ts";
import type { Courier } from "../../../src/digests/courier.ts";
import type { Config } from "../../../src/settings/config.ts";
import { type House, openHouse } from "../../../src/wiring/house.ts";
import { type Library, openLibrary } from "../../../src/wiring/library.ts";
import { openSources } from "../../../src/wiring/live-sources.ts";
import { createReadings, type Readings } from "../../../src/sources/readings.ts";
import type { SourceMemory } from "../../../src/sources/source.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { recordLog } from "../../discord/log.ts";
import type { aClock } from "../a-client.ts";
import { CATEGORIES } from "./world.ts";

export interface ProcessOptions {
  /** Of the database. */
  path: string;
  /** Of saved pages. */
  folder: string;
  huggingFace: string;
  arxiv: string;
  preprints: string;
  feed: string;
  /** Where turns with far ends are taken; null for the database, as in life, which is slower. */
  turns: SourceMemory | null;
  clock: ReturnType<typeof aClock>;
  courier: Courier;
}

/** One life of the bot: all that `start.ts` wires, but for Discord. */
export interface Process {
  readonly store: Store;
  readonly library: Library;
  readonly house: House;
  readonly readings: Readings;
  /** What it held for mistakes of its own. */
  readonly mistakes: () => unknown[];
  /** Reads and delivers side by side, as its tickers do. */
  turn(): Promise<void>;
  /** The same, but it is killed after so many calls of the store: nothing is written any more. */
  dieIn(calls: number): Promise<void>;
  stop(): Promise<void>;
}

type FarEnds = Pick<ProcessOptions, "huggingFace" | "arxiv" | "preprints" | "feed">;

/** What `npm run fetch` does beside the bot: reads all sources at once, in a process of its own. */
export async function fetchBeside(
  options: FarEnds & Pick<ProcessOptions, "path" | "clock" | "turns">,
): Promise<void> {
  const { log } = recordLog();
  const store = await openStore(options.path);
  const { sources } = await openSources({ ...sourcesOf(options), store, log });
  const readings = createReadings(sources, { paperStore: store.paperStore, log });
  await readings.read({ signal: new AbortController().signal, now: true });
  await store.close();
}

function sourcesOf({
  clock,
  turns,
  ...farEnds
}: FarEnds & Pick<ProcessOptions, "clock" | "turns">) {
  const { now, wait } = clock;
  return { settings: settingsOf(farEnds), now, wait, ...(turns && { turns }) };
}

function settingsOf({ huggingFace, arxiv, preprints, feed }: FarEnds): Config["live"] {
  return {
    huggingFace: { base: huggingFace, token: null },
    arxiv: {
      categories: [...CATEGORIES],
      kinds: ["new", "cross", "replace", "replace-cross"],
    },
    preprints: { biorxiv: ["cell_biology"], medrxiv: [], base: preprints },
    feeds: [feed],
    lookUp: true,
    doiBase: null,
    arxivBases: { feeds: arxiv, api: arxiv, pages: arxiv },
    contact: null,
    proxy: { http: null, https: null, except: [] },
  };
}

export async function startProcess(options: ProcessOptions): Promise<Process> {
  const { path, folder, courier, clock } = options;
  const { now } = clock;
  const { log, lines } = recordLog();
  const kept = await openStore(path);
  const stopping = new AbortController();
  let callsLeft = Infinity;

  function mortal<T extends object>(whole: T): T {
    return new Proxy(whole, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...given: unknown[]): unknown => {
          callsLeft -= 1;
          if (callsLeft < 0) throw new Error("Killed");
          return Reflect.apply(value, target, given);
        };
      },
    });
  }

  const store = { ...kept, paperStore: mortal(kept.paperStore), memory: mortal(kept.memory) };
  const { paperStore, memory, words } = store;
  const folders = [folder];
  const library = await openLibrary({
    folders,
    paperStore,
    words,
    memory,
    now,
    timeZone: "UTC",
    log,
  });
  const { sources } = await openSources({ ...sourcesOf(options), store, log });
  const readings = createReadings(sources, { paperStore, log });
  const house = await openHouse({ commands, store, library, timeZone: "UTC", log, now });
  house.open(aFront(courier));

  return {
    store,
    library,
    house,
    readings,
    mistakes: () => lines.filter(({ level }) => level >= 50),
    async turn() {
      await Promise.all([readings.read({ signal: stopping.signal }), house.tick()]);
      await house.tick();
    },
    async dieIn(calls) {
      callsLeft = calls;
      await Promise.allSettled([readings.read({ signal: stopping.signal }), house.tick()]);
      callsLeft = 0;
      await kept.close();
    },
    async stop() {
      stopping.abort();
      await house.close(1000);
      await kept.close();
    },
  };
}
