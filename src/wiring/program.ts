import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Command } from "../../commands/command/command.ts";
import type { ShardState } from "../metrics/metrics.ts";
import { startTicker } from "../process/ticker.ts";
import type { Config } from "../settings/config.ts";
import { pagesUrl } from "../settings/web-settings.ts";
import { createReadings, type Readings } from "../sources/readings.ts";
import type { Store } from "../store/open.ts";
import { isInLog } from "../store/trouble.ts";
import { type House, openHouse, type Work } from "./house.ts";
import { type Library, openLibrary } from "./library.ts";
import { openSources } from "./live-sources.ts";
import { openMail } from "./mail.ts";
import { openWatch, type Watch } from "./watch.ts";
import { openMeaning, type OpenMeaning } from "./meaning.ts";
import { openMeanings } from "./meanings.ts";

/** One run of the program, from its store opened to `stopped`. */
export interface ProgramRun {
  config: Config;
  store: Store;
  log: Logger;
  stopped: AbortSignal;
}

/** What the bot and the playground have in common. */
export interface Program {
  library: Library;
  readings: Readings;
  house: House;
  /** Null where no embedding model is set. */
  meaning: OpenMeaning | null;
  watch: Watch;
  /** Whether this process does what is for one alone to do. */
  isOurWork: (work: Work) => boolean;
}

export interface ProgramOptions {
  commands: readonly Command[];
  folders: readonly string[];
  /** Live sources are read by the real clock. */
  now: () => Temporal.Instant;
  random?: (() => number) | undefined;
  /** Whether Discord's gateway is there. Default: there is none. */
  isConnected?: () => boolean | null;
  /** Whether this process does what is for one alone to do. Default: it does. */
  isOurWork?: (work: Work) => boolean;
  /** Whether another process has its shards. Default: never. */
  isStandingBy?: () => boolean;
  /** How each shard of its connection is. Default: there is none. */
  shardStates?: () => readonly ShardState[] | null;
}

export async function openProgram(
  {
    commands,
    folders,
    now,
    random,
    isConnected = () => null,
    isStandingBy = () => false,
    isOurWork = () => true,
    shardStates = () => null,
  }: ProgramOptions,
  run: ProgramRun,
): Promise<Program> {
  const { config, store, log, stopped } = run;
  const { timeZone, search: engine, live } = config;
  const { paperStore, memory, words } = store;
  let isOpening = true;
  const forgiving = { ...store, memory: unlessAway(memory, () => isOpening) };
  const common = { timeZone, log, now };
  const kept = { paperStore, memory, words };
  const meanings = await openMeanings(config.meaningsFile, log);
  const library = await openLibrary({
    ...common,
    ...kept,
    folders,
    engine,
    meanings,
    // Folders of two machines are never quite the same: each would read its own again after the other did.
    mayRead: () => isOurWork("sources"),
    stopped,
  });
  const {
    sources: liveSources,
    lookUps,
    feeds,
  } = await openSources({
    settings: live,
    store: forgiving,
    log,
    stopped,
  });
  const readings = createReadings(liveSources, { paperStore, log });
  const meaning = await openMeaning({ ...run, store: forgiving });
  isOpening = false;
  const sources = () => [library.health, ...readings.health];
  const watch = openWatch({
    config,
    store,
    library,
    sources,
    isConnected,
    isStandingBy,
    shardStates,
  });
  const house = await openHouse({
    ...common,
    commands,
    store,
    library,
    isOurWork,
    sources,
    lookUps,
    feeds,
    operators: config.operators,
    pagesUrl: pagesUrl(config.web),
    webhookGround: {
      origins: config.web.webhookOrigins.map((origin) => new URL(origin)),
      proxy: live.proxy,
    },
    meaning: meaning?.meaning ?? null,
    mail: openMail(config),
    meter: watch.meter,
    ...(random && { random }),
  });
  return { library, readings, house, meaning, watch, isOurWork };
}

/** Paperboy starts without its database too: nothing counts as remembered then, until it starts once more. */
function unlessAway(memory: Store["memory"], isOpening: () => boolean): Store["memory"] {
  return {
    ...memory,
    async load(key) {
      try {
        return await memory.load(key);
      } catch (error) {
        if (isOpening() && isInLog(error)) return null;
        throw error;
      }
    },
  };
}

/**
 * When the folders are looked at, beside every tick: a page is read within a minute, however slow the
 * ticks are. Looking is cheap, and misses nothing on mounts that tell of no changes.
 */
const LOOKS = "*/20 * * * * *";

/**
 * When live sources are asked whether it is time to read them, which each knows for itself: so often that another process
 * goes on within a minute.
 */
const READS = "10,30,50 * * * * *";

/** When papers that came get their embeddings. */
const FILLS = "15,45 * * * * *";

/** Looks at the folders, and at what other processes took in, and no more; returns what ends that. */
export function keepLooking(
  { house, watch: { watched } }: Program,
  { config: { timeZone }, log, stopped: signal }: ProgramRun,
): () => Promise<void> {
  const tick = watched("looks", house.refresh);
  return startTicker({ timeZone, signal, log, pattern: LOOKS, tick });
}

/** Calls `tick`, looks at the folders and reads live sources, each in its time; returns what ends that. */
export function keepTime(
  { house, readings, meaning, watch: { watched }, isOurWork }: Program,
  { config: { tick: pattern, timeZone }, store, log, stopped: signal }: ProgramRun,
  tick: () => Promise<void> = house.tick,
): () => Promise<void> {
  const common = { timeZone, signal, log: house.log };
  const stops = [
    // Papers that another process took in are found at once.
    store.onPapers(async () => {
      await house
        .look()
        .catch((error: unknown) => log.error({ err: error }, "Could not look for papers"));
    }),
    startTicker({ ...common, pattern, tick: watched("rounds", tick) }),
    startTicker({ ...common, pattern: LOOKS, tick: watched("looks", house.look) }),
    // Never waited for by the others.
    startTicker({
      ...common,
      pattern: READS,
      tick: watched("readings", async () => {
        await (isOurWork("sources") ? readings.read({ signal }) : readings.recall());
      }),
    }),
    ...(meaning
      ? [
          startTicker({
            ...common,
            pattern: FILLS,
            tick: watched("vectors", () => meaning.fill(signal)),
          }),
        ]
      : []),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** What is in flight may finish within this; who runs us may kill us 5 s after a SIGTERM. */
const DRAIN_MS = 3000;

export async function closeProgram(
  { house }: Program,
  stopTicking: () => Promise<void>,
  { log }: ProgramRun,
): Promise<void> {
  const late = delay(DRAIN_MS, undefined, { ref: false });
  const [finished] = await Promise.all([
    house.close(DRAIN_MS),
    Promise.race([stopTicking(), late]),
  ]);
  if (!finished) log.warn("Stopping with requests still running");
}

/** Resolves when the run is to stop. */
export function untilStopped({ stopped }: ProgramRun): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) resolve();
    stopped.addEventListener("abort", () => resolve(), { once: true });
  });
}
