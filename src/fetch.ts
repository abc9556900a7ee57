import { parseArgs } from "node:util";
import type { Logger } from "pino";
import { EXIT, fail, failUsage } from "./exit/exit.ts";
import { OperatorError } from "./exit/operator-error.ts";
import type { PaperStore } from "./papers/corpus/paper-store.ts";
import { forTerminal } from "./papers/corpus/report.ts";
import type { Paper } from "./papers/paper.ts";
import { isFine, type SourceHealth } from "./papers/source-health.ts";
import { openLog } from "./process/log.ts";
import { type Config, readConfig } from "./settings/config.ts";
import { createReadings, type SourceReading } from "./sources/readings.ts";
import type { ReadingWish, Source } from "./sources/source.ts";
import { openConfigured } from "./store/open.ts";
import { openDryStore } from "./wiring/dry-store.ts";
import { openLibrary } from "./wiring/library.ts";
import { openSources } from "./wiring/live-sources.ts";

/**
 * `npm run fetch [-- --since DATE] [--dry]`: reads all sources once, and says what came. `--dry` asks for
 * real, says what would be new, and keeps nothing.
 */
async function main(): Promise<void> {
  const wish = readArguments();
  if (wish === null) return;
  const settings = readConfig();
  if (!settings.ok) return fail(settings.problems.join("\n"), EXIT.config);
  const { log } = openLog(settings.config.logLevel);
  for (const warning of settings.warnings) log.warn(warning);
  const { dry, ...rest } = wish;
  try {
    await (dry ? fetchDry : fetchAll)({ config: settings.config, log, wish: rest });
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    fail(error.message, EXIT.noInput);
  }
}

interface Run {
  config: Config;
  log: Logger;
  wish: Pick<ReadingWish, "since">;
}

async function fetchAll({ config, log, wish }: Run): Promise<void> {
  const store = await openConfigured(config, log);
  try {
    const { paperStore, memory, words } = store;
    const known = paperStore.corpus().size;
    const { seedsFolder, timeZone } = config;
    const { corpus } = await openLibrary({
      folders: [seedsFolder],
      paperStore,
      words,
      memory,
      now,
      timeZone,
      log,
    });
    const fresh = Math.max(0, corpus.size - known);
    say(`Saved pages: ${counted(fresh, "new paper")} from ${counted(corpus.pages, "page")}`);
    const { sources } = await openSources({ settings: config.live, store, log });
    await readOnce(sources, { paperStore, log, wish, onListing: showProgress });
  } finally {
    await store.close();
  }
}

async function fetchDry({ config, log, wish }: Run): Promise<void> {
  const dry = await openDryStore(config, log);
  try {
    const { store, turns } = dry;
    const { paperStore } = store;
    const known = new Set(paperStore.corpus().ids());
    say("Dry run: nothing of this is kept");
    const { sources } = await openSources({ settings: config.live, store, turns, log });
    await readOnce(sources, { paperStore, log, wish, onListing: sayListing() });
    const corpus = paperStore.corpus();
    const unlisted = corpus.unlisted();
    for (const id of corpus.ids()) {
      const paper = known.has(id) ? undefined : corpus.byId(id);
      if (paper) say(paperLine(unlisted.has(id) ? "Archive" : "New", paper));
    }
  } finally {
    await dry.close();
  }
}

/** Says what each source came to; the exit code says whether one had better be read again. */
async function readOnce(
  sources: Iterable<Source>,
  options: Pick<Run, "log" | "wish"> & { paperStore: PaperStore; onListing: OnListing },
): Promise<void> {
  const { paperStore, log, wish, onListing } = options;
  const stopping = new AbortController();
  process.once("SIGINT", () => stopping.abort());
  const readings = createReadings(sources, { paperStore, log });
  if (readings.health.length === 0) say(NO_LIVE_SOURCE);
  const { signal } = stopping;
  const came = await readings.read({ ...wish, signal, now: true }, onListing);
  clearProgress();
  for (const [i, reading] of came.entries()) say(resultLine(reading, readings.health[i]));
  if (!readings.health.every(({ state }) => isFine(state))) process.exitCode = EXIT.temporary;
}

type OnListing = (listing: string, reading: SourceReading) => void;

const NO_LIVE_SOURCE =
  "No live source is on: PAPERBOY_HF=on reads Hugging Face, PAPERBOY_ARXIV=cs.LG these categories of arXiv, PAPERBOY_BIORXIV=neuroscience these of bioRxiv, PAPERBOY_FEEDS any feed.";

function readArguments(): (Run["wish"] & { dry: boolean }) | null {
  try {
    const { values } = parseArgs({
      options: { since: { type: "string" }, dry: { type: "boolean", default: false } },
    });
    const since = values.since === undefined ? null : Temporal.PlainDate.from(values.since);
    return { dry: values.dry, ...(since && { since }) };
  } catch (error) {
    failUsage(error, "npm run fetch [-- [--since 2026-11-17] [--dry]]");
    return null;
  }
}

function resultLine(
  { source, fresh, entries, problems }: SourceReading,
  health: SourceHealth | undefined,
): string {
  const known = entries - fresh;
  const came = [counted(fresh, "new paper"), `${known} known`, counted(problems, "problem")];
  const why = health?.trouble ? `: ${health.trouble}` : "";
  return `${source}: ${came.join(", ")}; ${health?.state ?? "unread"}${why}`;
}

function showProgress(listing: string, { entries, fresh }: SourceReading): void {
  const line = `${listing}: ${entries} read, ${fresh} new so far`;
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${forTerminal(line)}`);
}

/** Says of each listing how many papers it has; a reading counts those of all its listings so far. */
function sayListing(): OnListing {
  const before = new Map<string, Pick<SourceReading, "entries" | "fresh">>();
  return (listing, { source, entries, fresh }) => {
    const last = before.get(source) ?? { entries: 0, fresh: 0 };
    before.set(source, { entries, fresh });
    say(`${listing}: ${counted(entries - last.entries, "paper")}, ${fresh - last.fresh} new`);
  };
}

/** `New: On papers (arXiv 2611.00001)` */
function paperLine(as: "New" | "Archive", { displayTitle, arxivId }: Paper): string {
  return `${as}: ${displayTitle}${arxivId === undefined ? "" : ` (arXiv ${arxivId})`}`;
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}

function say(line: string): void {
  process.stdout.write(`${forTerminal(line)}\n`);
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function now(): Temporal.Instant {
  return Temporal.Now.instant();
}

await main();
