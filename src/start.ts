import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { commands } from "../commands/index.ts";
import { type Config, readConfig } from "./settings/config.ts";
import { createPresence } from "./digests/subscriptions/presence.ts";
import { startBot } from "./discord/bot.ts";
import { EXIT, fail } from "./exit/exit.ts";
import { OperatorError } from "./exit/operator-error.ts";
import { type House, openHouse } from "./wiring/house.ts";
import { openLibrary } from "./wiring/library.ts";
import { openSources } from "./wiring/live-sources.ts";
import { openLog } from "./process/log.ts";
import { createChannel } from "./playground/channel.ts";
import { createClock } from "./playground/clock.ts";
import { channelCourier } from "./playground/courier.ts";
import { startPlayground } from "./playground/server.ts";
import { createStory } from "./playground/story.ts";
import { createReadings } from "./sources/readings.ts";
import { makePrivateFolder } from "./store/file/files.ts";
import { databaseFile, openStore, type Store } from "./store/open.ts";
import { troubleOf } from "./store/file/sqlite-trouble.ts";
import { startTicker } from "./process/ticker.ts";

/** What is in flight may finish within this; who runs us may kill us 5 s after a SIGTERM. */
const DRAIN_MS = 3000;
const MAX_STOPPING_MS = 4500;

/** How long the end waits for whoever reads the log. */
const FLUSH_MS = 500;

/**
 * When the folders are looked at, beside every tick: a page is read within a minute, however slow the
 * ticks are. Looking is cheap, and misses nothing on mounts that tell of no changes.
 */
const LOOKS = "*/20 * * * * *";

/** When live sources are asked whether it is time to read them, which each knows for itself. */
const READS = "30 * * * * *";

/** One run of the program, from open to stopped. */
interface Run {
  config: Config;
  store: Store;
  log: Logger;
  stopped: AbortSignal;
}

const settings = readConfig();
if (settings.ok) await main(settings.config, settings.warnings);
else fail(settings.problems.join("\n"), EXIT.config);

async function main(config: Config, warnings: readonly string[]): Promise<void> {
  const { log, flush } = openLog(config.logLevel);
  for (const warning of warnings) log.warn(warning);
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
    process.once(signal, () => {
      log.info({ signal }, "Stopping");
      stopping.abort();
      // What hangs in the system, such as a look-up of a name, is waited for by any other end.
      setTimeout(() => process.kill(process.pid, "SIGKILL"), MAX_STOPPING_MS).unref();
    });
  // Node would open its debugger, to everybody on this machine.
  process.on("SIGUSR1", () => log.info("Got SIGUSR1, which does nothing here"));
  // A mistake in one request, ours or a library's, is no reason to leave everybody else alone.
  process.on("unhandledRejection", (error) => log.error({ err: error }, "Nobody caught this"));

  let store: Store | undefined;
  try {
    store = await openStore(databaseFile(config), { log });
    const run: Run = { config, store, log, stopped: stopping.signal };
    await (config.token ? runBot(config.token, run) : runPlayground(run));
  } catch (error) {
    if (stopping.signal.aborted) return;
    const trouble = troubleOf(error)?.reason;
    if (trouble !== undefined)
      return fail(`Cannot use the database ${databaseFile(config)}: ${trouble}`, EXIT.config);
    if (!(error instanceof OperatorError)) throw error;
    const { message, hint } = error;
    fail(hint === null ? message : `${message}. ${hint}`, EXIT.config);
  } finally {
    await store?.close();
    // What a slow reader has not taken yet would keep the process, or be lost with it.
    if (!(await flush(FLUSH_MS))) process.exit();
  }
}

async function runBot(token: string, run: Run): Promise<void> {
  const { config, store, log, stopped } = run;
  const { apiBase, seedsFolder } = config;
  const { house, readings } = await openRooms([seedsFolder], now, run);
  const { dispatcher } = house;
  const bot = await startBot({
    token,
    apiBase,
    commands,
    dispatcher,
    memory: store.memory,
    log,
    signal: stopped,
  });
  house.open(bot);

  const presence = createPresence({ book: store.book, courier: bot.courier, now, log });
  bot.watchServers((change) => void presence.note(change));
  await presence.check();
  const stopTicking = keepTime(
    { tick: house.tick, look: house.look, read: () => readings.read({ signal: stopped }) },
    run,
  );

  const fatal = await Promise.race([bot.ended, once(stopped)]);
  await close(house, stopTicking, log);
  await bot.stop();
  if (fatal) throw fatal;
}

async function runPlayground(run: Run): Promise<void> {
  const { config, store, log, stopped } = run;
  const { seedsFolder, dataFolder, port } = config;
  const incomingFolder = join(dataFolder, "playground");
  makePrivateFolder(incomingFolder);
  const clock = createClock({ from: await newestSlot(store) });
  const folders = [seedsFolder, incomingFolder];
  const { library, house, readings } = await openRooms(folders, clock.now, run);
  const channel = createChannel(clock.now);
  house.open({ courier: channelCourier(channel), inviteUrl: null });

  const { dispatcher } = house;
  const story = createStory({
    clock,
    subscriptions: store.book.subscriptions,
    incomingFolder,
    countPapers: () => library.corpus.size,
    round: house.tick,
  });
  const playground = await startPlayground({
    port,
    commands,
    dispatcher,
    clock,
    channel,
    story,
    log,
  });
  const round = async () => {
    await house.tick();
    await playground.refresh();
  };
  const stopTicking = keepTime(
    { tick: round, look: house.look, read: () => readings.read({ signal: stopped }) },
    run,
  );
  console.log(
    `Paperboy's playground is running: ${library.corpus.size} papers, and no Discord needed.\n` +
      `Open ${playground.url} in a browser and type /paper search.\n` +
      "To have Paperboy in Discord, set DISCORD_TOKEN; the README says how, step by step.",
  );
  await once(stopped);
  await close(house, stopTicking, log);
  await playground.stop();
}

/** What the bot and the playground have in common. Live sources are read by the real clock. */
async function openRooms(
  folders: readonly string[],
  clock: () => Temporal.Instant,
  { config, store, log, stopped }: Run,
) {
  const { timeZone, search: engine, live } = config;
  const { paperStore, memory, words } = store;
  const about = { timeZone, log, now: clock };
  const library = await openLibrary({
    ...about,
    folders,
    paperStore,
    memory,
    words,
    engine,
    stopped,
  });
  const readings = createReadings(openSources({ settings: live, store, log }), { paperStore, log });
  const sources = () => [library.health, ...readings.health];
  const house = await openHouse({ ...about, commands, store, library, sources });
  return { library, readings, house };
}

function now(): Temporal.Instant {
  return Temporal.Now.instant();
}

/** How far an earlier run of the playground has skipped ahead. */
async function newestSlot({ book }: Store): Promise<Temporal.Instant | null> {
  const slots = (await book.subscriptions.channels()).map(({ settledUntil }) => settledUntil);
  return slots.toSorted((a, b) => Temporal.Instant.compare(a, b)).at(-1) ?? null;
}

interface Work {
  tick: () => Promise<void>;
  look: () => Promise<void>;
  /** Of live sources: never waited for by the others. */
  read: () => Promise<unknown>;
}

function keepTime(
  { tick, look, read }: Work,
  { config: { tick: pattern, timeZone }, log, stopped: signal }: Run,
): () => Promise<void> {
  const about = { timeZone, signal, log };
  const stops = [
    startTicker({ ...about, pattern, tick }),
    startTicker({ ...about, pattern: LOOKS, tick: look }),
    startTicker({ ...about, pattern: READS, tick: read }),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function close(house: House, stopTicking: () => Promise<void>, log: Logger): Promise<void> {
  const late = delay(DRAIN_MS, undefined, { ref: false });
  const [finished] = await Promise.all([
    house.close(DRAIN_MS),
    Promise.race([stopTicking(), late]),
  ]);
  if (!finished) log.warn("Stopping although requests are in flight");
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
