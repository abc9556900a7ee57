import { parseArgs } from "node:util";
import { type Config, readConfig } from "./settings/config.ts";
import { EXIT, fail, failUsage } from "./exit/exit.ts";
import { OperatorError } from "./exit/operator-error.ts";
import { openLibrary } from "./wiring/library.ts";
import { openSources } from "./wiring/live-sources.ts";
import { openLog } from "./process/log.ts";
import { forTerminal } from "./papers/corpus/report.ts";
import type { SourceHealth } from "./papers/source-health.ts";
import { createReadings, type SourceReading } from "./sources/readings.ts";
import type { ReadingWish } from "./sources/source.ts";
import { databaseFile, openStore } from "./store/open.ts";

/** `npm run fetch [-- --since DATE]`: reads all sources once, and says what came. */
async function main(): Promise<void> {
  const since = readSince();
  if (since === "wrong") return;
  const settings = readConfig();
  if (!settings.ok) return fail(settings.problems.join("\n"), EXIT.config);
  try {
    await fetchAll(settings.config, since ? { since } : {});
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    fail(error.message, EXIT.noInput);
  }
}

async function fetchAll(config: Config, wish: Pick<ReadingWish, "since">): Promise<void> {
  const { log } = openLog(config.logLevel);
  const stopping = new AbortController();
  process.once("SIGINT", () => stopping.abort());
  const store = await openStore(databaseFile(config), { log });
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
    const { sources } = openSources({ settings: config.live, store, log });
    const readings = createReadings(sources, { paperStore, log });
    if (readings.health.length === 0) say(NO_LIVE_SOURCE);
    const { signal } = stopping;
    const came = await readings.read({ ...wish, signal, now: true }, showProgress);
    clearProgress();
    for (const [i, reading] of came.entries()) say(resultLine(reading, readings.health[i]));
    const isComplete = readings.health.every(({ state }) => state === "fresh" || state === "quiet");
    if (!isComplete) process.exitCode = EXIT.temporary;
  } finally {
    await store.close();
  }
}

const NO_LIVE_SOURCE =
  "No live source is on: PAPERBOY_HF=on reads Hugging Face, PAPERBOY_ARXIV=cs.LG these categories of arXiv.";

function readSince(): Temporal.PlainDate | null | "wrong" {
  try {
    const { values } = parseArgs({ options: { since: { type: "string" } } });
    return values.since === undefined ? null : Temporal.PlainDate.from(values.since);
  } catch (error) {
    failUsage(error, "npm run fetch [-- --since 2026-11-17]");
    return "wrong";
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
