import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "../../commands/command/command.ts";
import { commands as allCommands } from "../../commands/index.ts";
import { createChannel } from "../playground/channel.ts";
import { CHANNEL_FILE, openChannelFile } from "../playground/channel-file.ts";
import { createClock } from "../playground/clock.ts";
import { channelCourier } from "../playground/courier.ts";
import { CHANNEL, ROLES, SERVER_NAME } from "../playground/guild.ts";
import { channelThreads, NO_EVENTS } from "../playground/threads.ts";
import { answeredResponder } from "../playground/responder.ts";
import { removeSamplePages } from "../playground/sample-pages.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { createStory } from "../playground/story.ts";
import { createUploads } from "../playground/uploads.ts";
import type { Config } from "../settings/config.ts";
import { logIndexOf, logOf, makePrivateFolder } from "../store/file/files.ts";
import { databaseFile, type Store } from "../store/open.ts";
import type { Library } from "./library.ts";
import {
  closeProgram,
  keepTime,
  openProgram,
  type Program,
  type ProgramRun,
  untilStopped,
} from "./program.ts";
import { openWeb } from "./web.ts";

/**
 * Paperboy on a local page, until it is stopped. Where somebody there wants to start over, it stops too, and gives
 * the port at which pages wait for the next one; else null.
 */
export async function runPlayground(outer: ProgramRun): Promise<number | null> {
  const over = new AbortController();
  const run = { ...outer, stopped: AbortSignal.any([outer.stopped, over.signal]) };
  const { program, playground } = await openPlayground(run, { startOver: () => over.abort() });
  const web = await openWeb(program, run).catch(async (error: unknown) => {
    await playground.stop();
    throw error;
  });
  const stopTicking = keepTime(program, run, async () => {
    await program.house.tick();
    await playground.refresh();
  });
  console.log(
    `The Paperboy playground is running with ${papersIn(program.library)}, no Discord needed.\n` +
      `Open ${playground.url} in a browser and type /paper search.\n` +
      "To use Paperboy in Discord, set DISCORD_TOKEN. The README explains how, step by step.",
  );
  await untilStopped(run);
  await web.stop();
  await closeProgram(program, stopTicking, run);
  await playground.stop();
  return outer.stopped.aborted ? null : Number(new URL(playground.url).port);
}

function papersIn({ corpus, isIncomplete }: Library): string {
  return `${corpus.size} papers${isIncomplete ? " so far (it's still reading the rest)" : ""}`;
}

/** Removes what a playground that is closed has kept, but not the pages that people put there. */
export async function forgetPlayground(config: Config): Promise<void> {
  const path = databaseFile(config);
  for (const file of [path, logOf(path), logIndexOf(path)]) await rm(file, { force: true });
  const folder = incomingFolderOf(config);
  await rm(join(folder, CHANNEL_FILE), { force: true });
  await removeSamplePages(folder);
}

/** What tests choose; by default all is as people have it. */
interface Circumstances {
  commands?: readonly Command[];
  /** The real time, from which the playground's clock goes on. */
  real?: () => Temporal.Instant;
  random?: () => number;
  startOver?: () => void;
}

/** The page, open for visitors, and all that is behind it; time does not go on by itself yet. */
export async function openPlayground(
  run: ProgramRun,
  { commands = allCommands, real, random, startOver }: Circumstances = {},
): Promise<{ program: Program; playground: Playground }> {
  const { config, store, log } = run;
  const { seedsFolder, port } = config;
  const incomingFolder = incomingFolderOf(config);
  makePrivateFolder(incomingFolder);
  const clock = createClock({ from: await newestSlot(store), ...(real && { real }) });
  const { now } = clock;
  const folders = [seedsFolder, incomingFolder];
  const program = await openProgram({ commands, folders, now, random }, run);
  const { library, house } = program;
  const channel = createChannel(now, openChannelFile(incomingFolder, log));
  const uploads = createUploads();
  house.open({
    courier: channelCourier(channel),
    threads: channelThreads(channel),
    events: NO_EVENTS,
    readAttachment: uploads.read,
    isOpenToAll: () => true,
    maySee: () => Promise.resolve(true),
    serverNames: () => ({ name: SERVER_NAME, channels: [CHANNEL], roles: ROLES }),
    inviteUrl: null,
  });

  const story = createStory({
    clock,
    subscriptions: store.book.subscriptions,
    incomingFolder,
    countPapers: () => library.corpus.size,
    round: house.tick,
  });
  const { dispatcher } = house;
  void dispatcher.resume((address) => answeredResponder(channel, address));
  const playground = await startPlayground({
    port,
    commands,
    dispatcher,
    clock,
    channel,
    story,
    uploads,
    ...(startOver && { startOver }),
    log,
  });
  return { program, playground };
}

/** Where pages are read from beside the seeds. */
function incomingFolderOf({ dataFolder }: Config): string {
  return join(dataFolder, "playground");
}

/** How far an earlier run of the playground has skipped ahead. */
async function newestSlot({ book }: Store): Promise<Temporal.Instant | null> {
  const slots = (await book.subscriptions.channels()).map(({ settledUntil }) => settledUntil);
  return slots.toSorted((a, b) => Temporal.Instant.compare(a, b)).at(-1) ?? null;
}
