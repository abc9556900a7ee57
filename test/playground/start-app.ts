import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import type { Command } from "../../commands/command/command.ts";
import { commands as allCommands } from "../../commands/index.ts";
import { openHouse } from "../../src/wiring/house.ts";
import { openLibrary } from "../../src/wiring/library.ts";
import { createChannel } from "../../src/playground/channel.ts";
import { createClock } from "../../src/playground/clock.ts";
import { channelCourier } from "../../src/playground/courier.ts";
import { startPlayground } from "../../src/playground/server.ts";
import { createStory } from "../../src/playground/story.ts";
import { openStore } from "../../src/store/open.ts";

const SEEDS = fileURLToPath(new URL("../../seeds/", import.meta.url));

/** Deals the first paper that was not dealt yet. */
const random = () => 0;

interface AppOptions {
  /** The text of the only listing page there is; by default those that ship are there. */
  page?: string;
  commands?: readonly Command[];
  port?: number;
}

/** The playground with all that is behind it, put together as `main` does, on Thursday 15 January 2026 at noon. */
export async function startApp({ page, commands = allCommands, port = 0 }: AppOptions = {}) {
  const log = pino({ level: "silent" });
  const folder = await mkdtemp(join(tmpdir(), "paperboy-playground-"));
  const incomingFolder = join(folder, "incoming");
  await mkdir(incomingFolder);
  const seedsFolder = page === undefined ? SEEDS : join(folder, "seeds");
  if (page !== undefined) {
    await mkdir(seedsFolder);
    await writeFile(join(seedsFolder, "page.txt"), page);
  }

  const store = await openStore(":memory:");
  const clock = createClock({ real: () => Temporal.Instant.from("2026-01-15T12:00:00Z") });
  const { now } = clock;
  const timeZone = "UTC";
  const { paperStore, memory, words } = store;
  const folders = [seedsFolder, incomingFolder];
  const library = await openLibrary({ folders, paperStore, memory, words, now, timeZone, log });
  const house = await openHouse({ commands, store, library, timeZone, log, now, random });
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

  let stopped: Promise<void> | null = null;
  async function stop(): Promise<void> {
    await playground.stop();
    await house.close(1000);
    await store.close();
    await rm(folder, { recursive: true });
  }
  return {
    url: playground.url,
    /** May be called again. */
    stop: () => (stopped ??= stop()),
  };
}
