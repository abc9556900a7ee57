import type { Logger } from "pino";
import { commands } from "../../commands/index.ts";
import type { Corpus } from "../../src/papers/corpus/corpus.ts";
import type { PaperIndex } from "../../src/search/paper-index.ts";
import type { Probe } from "../../src/digests/courier.ts";
import { openStore } from "../../src/store/open.ts";
import { openHouse } from "../../src/wiring/house.ts";
import { aFront } from "../../test/a-front.ts";
import { createCourier } from "../../test/commands/courier.ts";
import { createRecorder } from "../../test/recorder.ts";
import { CHANNELS_THERE, type BotChannel } from "./bot.ts";

/** The papers, which are the same on the first day and after the year: what grows is what the bot keeps. */
export interface Shelf {
  corpus: Corpus;
  index: PaperIndex;
}

/** What is timed, by its name for people. */
export const TIMED = [
  "/digest status",
  "/digest preview",
  "/digest why",
  "/paper search",
  "a tick",
] as const;
export type Timed = (typeof TIMED)[number];

export interface MeasuredBot {
  /** Does one of them, the `turn`th time; resolves with the milliseconds that it took. */
  time(what: Timed, turn: number): Promise<number>;
  close(): Promise<void>;
}

/** A bot as it runs, but for Discord, over a file as it was at an instant. */
export async function openBot(
  path: string,
  shelf: Shelf,
  { at, log }: { at: Temporal.Instant; log: Logger },
): Promise<MeasuredBot> {
  const store = await openStore(path);
  const readAt = at;
  const { newest } = shelf.corpus;
  const health = {
    name: "Saved pages",
    state: "fresh",
    since: null,
    readAt,
    newest,
    trouble: null,
  } as const;
  const library = {
    ...shelf,
    health,
    isIncomplete: false,
    isHalfTaken: false,
    refresh: () => Promise.resolve(false),
    catchUp: () => Promise.resolve({ hasChanged: false, hasAll: true }),
  };
  const probes = CHANNELS_THERE.map(({ id, guildId }): [string, Probe] => [
    id,
    { kind: "here", guildId: guildId ?? "", channel: "text", missing: [] },
  ]);
  const house = await openHouse({ commands, store, library, timeZone: "UTC", log, now: () => at });
  house.open(aFront(createCourier(Object.fromEntries(probes))));
  // What is done once after a start is nobody's daily business.
  await house.tick();

  async function ask(command: string, subcommand: string, options: object, turn: number) {
    const { id, guildId } = channelAt(turn);
    const asker = {
      userId: "u1",
      channelId: id,
      guildId,
      mayManage: true,
      hasDigests: true,
      mayView: () => true,
    };
    const recorder = createRecorder();
    const request = {
      kind: "command",
      command,
      subcommand,
      options: { ...options },
      asker,
    } as const;
    await house.dispatcher.handle(request, recorder);
    if (recorder.calls.at(-1)?.did !== "reply") throw new Error("There was no answer");
  }

  const [paper = ""] = shelf.corpus.ids();
  const works: Record<Timed, (turn: number) => Promise<unknown>> = {
    "/digest status": async (turn) => await ask("digest", "status", {}, turn),
    "/digest preview": async (turn) => await ask("digest", "preview", {}, turn),
    "/digest why": async (turn) => await ask("digest", "why", { paper }, turn),
    "/paper search": async (turn) =>
      await ask("paper", "search", { query: `attention ${turn}` }, turn),
    "a tick": async () => await house.tick(),
  };
  return {
    async time(what, turn) {
      const from = performance.now();
      await works[what](turn);
      return performance.now() - from;
    },
    async close() {
      await house.close(1000);
      await store.close();
    },
  };
}

function channelAt(turn: number): BotChannel {
  const channel = CHANNELS_THERE[turn % CHANNELS_THERE.length];
  if (!channel) throw new RangeError("There is no channel");
  return channel;
}
