import { join } from "node:path";
import type { Command } from "../../commands/command/command.ts";
import { commands as allCommands } from "../../commands/index.ts";
import { createChannel } from "../playground/channel.ts";
import { createClock } from "../playground/clock.ts";
import { channelCourier } from "../playground/courier.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { createStory } from "../playground/story.ts";
import { makePrivateFolder } from "../store/file/files.ts";
import type { Store } from "../store/open.ts";
import {
  closeProgram,
  keepTime,
  openProgram,
  type Program,
  type ProgramRun,
  untilStopped,
} from "./program.ts";

/** Paperboy on a local page, until it is stopped. */
export async function runPlayground(run: ProgramRun): Promise<void> {
  const { program, playground } = await openPlayground(run);
  const stopTicking = keepTime(program, run, async () => {
    await program.house.tick();
    await playground.refresh();
  });
  console.log(
    `Paperboy's playground is running: ${program.library.corpus.size} papers, and no Discord needed.\n` +
      `Open ${playground.url} in a browser and type /paper search.\n` +
      "To have Paperboy in Discord, set DISCORD_TOKEN; the README says how, step by step.",
  );
  await untilStopped(run);
  await closeProgram(program, stopTicking, run);
  await playground.stop();
}

/** What tests choose; by default all is as people have it. */
interface Circumstances {
  commands?: readonly Command[];
  /** The real time, from which the playground's clock goes on. */
  real?: () => Temporal.Instant;
  random?: () => number;
}

/** The page, open for visitors, and all that is behind it; time does not go on by itself yet. */
export async function openPlayground(
  run: ProgramRun,
  { commands = allCommands, real, random }: Circumstances = {},
): Promise<{ program: Program; playground: Playground }> {
  const { config, store, log } = run;
  const { seedsFolder, dataFolder, port } = config;
  const incomingFolder = join(dataFolder, "playground");
  makePrivateFolder(incomingFolder);
  const clock = createClock({ from: await newestSlot(store), ...(real && { real }) });
  const { now } = clock;
  const folders = [seedsFolder, incomingFolder];
  const program = await openProgram({ commands, folders, now, random }, run);
  const { library, house } = program;
  const channel = createChannel(now);
  house.open({ courier: channelCourier(channel), inviteUrl: null });

  const story = createStory({
    clock,
    subscriptions: store.book.subscriptions,
    incomingFolder,
    countPapers: () => library.corpus.size,
    round: house.tick,
  });
  const { dispatcher } = house;
  const playground = await startPlayground({
    port,
    commands,
    dispatcher,
    clock,
    channel,
    story,
    log,
  });
  return { program, playground };
}

/** How far an earlier run of the playground has skipped ahead. */
async function newestSlot({ book }: Store): Promise<Temporal.Instant | null> {
  const slots = (await book.subscriptions.channels()).map(({ settledUntil }) => settledUntil);
  return slots.toSorted((a, b) => Temporal.Instant.compare(a, b)).at(-1) ?? null;
}
