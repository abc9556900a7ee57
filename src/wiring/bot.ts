import { commands } from "../../commands/index.ts";
import { createPresence } from "../digests/subscriptions/presence.ts";
import { type Bot, startBot } from "../discord/bot.ts";
import { openWeb } from "./web.ts";
import {
  closeProgram,
  keepTime,
  openProgram,
  type Program,
  type ProgramRun,
  untilStopped,
} from "./program.ts";

/**
 * Paperboy in Discord, until it is stopped; gives "again" where it has to start once more, since Discord wants the bot
 * to have more shards. Fails where Discord turns the bot away for good.
 */
export async function runBot(token: string, outer: ProgramRun): Promise<"again" | "stopped"> {
  const over = new AbortController();
  const run = { ...outer, stopped: AbortSignal.any([outer.stopped, over.signal]) };
  let bot: Bot | null = null;
  const program = await openProgram(
    {
      commands,
      folders: [run.config.seedsFolder],
      now: Temporal.Now.instant,
      isConnected: () => bot?.isConnected() ?? false,
      shardStates: () => bot?.shards().map(({ state }) => state) ?? [],
    },
    run,
  );
  // Whoever watches Paperboy, or reads its pages, need not wait for Discord.
  const web = await openWeb(program, run);
  try {
    bot = await connectBot(token, program, run);
    const stopTicking = keepTime(program, run);

    const fatal = await Promise.race([bot.ended, untilStopped(run)]);
    const isAgain = fatal !== undefined && (await bot.mayHaveMoreShards(fatal));
    over.abort();
    await web.stop();
    await closeProgram(program, stopTicking, run);
    await bot.stop();
    if (isAgain) return "again";
    if (fatal) throw fatal;
    return "stopped";
  } finally {
    await web.stop();
  }
}

/** The bot, ready for what people do, and aware of what happened while it was away. */
async function connectBot(
  token: string,
  { house, watch: { metrics } }: Program,
  { config: { apiBase, shards: span }, store, log, stopped: signal }: ProgramRun,
): Promise<Bot> {
  const { dispatcher } = house;
  const { memory, book, publicChannels } = store;
  const onAnswer = metrics ? (status: number | null) => metrics.discordAnswered(status) : undefined;
  const bot = await startBot({
    token,
    apiBase,
    span,
    commands,
    dispatcher,
    memory,
    onAnswer,
    log,
    signal,
  });
  house.open(bot);
  void dispatcher.resume(bot.responderAt);

  const presence = createPresence({
    book,
    courier: bot.courier,
    publicChannels,
    names: bot.serverNames,
    forget: async (gone) => await store.openings.forget(gone),
    now: Temporal.Now.instant,
    log,
  });
  bot.watchServers((change) => void presence.note(change));
  await presence.check(bot.known);
  return bot;
}
