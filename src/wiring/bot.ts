import { commands } from "../../commands/index.ts";
import { createPresence } from "../digests/subscriptions/presence.ts";
import { type Bot, startBot } from "../discord/bot.ts";
import { holdShards, holdWork, type ShardDuty, type WorkDuties } from "./duties.ts";
import { openWeb } from "./web.ts";
import {
  closeProgram,
  keepLooking,
  keepTime,
  openProgram,
  type Program,
  type ProgramRun,
  untilStopped,
} from "./program.ts";

/**
 * Paperboy in Discord, until it is stopped; gives "again" where it has to start once more: since Discord wants the bot
 * to have more shards, or to stand by, since another process may have its shards. Fails where Discord turns the bot
 * away for good.
 */
export async function runBot(token: string, outer: ProgramRun): Promise<"again" | "stopped"> {
  const over = new AbortController();
  const run = { ...outer, stopped: AbortSignal.any([outer.stopped, over.signal]) };
  let bot: Bot | null = null;
  let duty: ShardDuty | null = null;
  let work: WorkDuties | null = null;
  const program = await openProgram(
    {
      commands,
      folders: [run.config.seedsFolder],
      now: Temporal.Now.instant,
      isConnected: () => bot?.isConnected() ?? false,
      isOurWork: (which) => work?.isOurs(which) ?? false,
      isStandingBy: () => duty?.isStandingBy() ?? false,
      shardStates: () => bot?.shards().map(({ state }) => state) ?? [],
    },
    run,
  );
  // Whoever watches Paperboy, or reads its pages, need not wait for Discord.
  const web = await openWeb(program, run);
  try {
    // Whoever waits for its turn can answer at once when it comes.
    const held = (duty = await holdShards(run));
    held.over.addEventListener("abort", () => over.abort(), { once: true });
    await standBy(held, program, run);
    bot = await connectBot(token, held, program, run);
    work = holdWork(run);
    const { tick } = program.house;
    const stopTicking = keepTime(program, run, async () => {
      if (held.isOn()) await tick();
    });

    const fatal = await Promise.race([bot.ended, untilStopped(run)]);
    const isAgain = fatal !== undefined && (await bot.mayHaveMoreShards(fatal));
    over.abort();
    await web.stop();
    await closeProgram(program, stopTicking, run);
    await bot.stop();
    if (isAgain || held.over.aborted) return "again";
    if (fatal) throw fatal;
    return "stopped";
  } catch (error) {
    if (duty?.over.aborted && !outer.stopped.aborted) return "again";
    throw error;
  } finally {
    await web.stop();
    await Promise.all([work?.stop(), duty?.stop()]);
  }
}

/** Waits until no other process has the shards, and sees what is new meanwhile. */
async function standBy(duty: ShardDuty, program: Program, run: ProgramRun): Promise<void> {
  if (!duty.isStandingBy()) return;
  const stopLooking = keepLooking(program, run);
  await Promise.race([duty.taken, untilStopped(run)]);
  // A look at a slow disk may go on.
  void stopLooking();
  run.stopped.throwIfAborted();
}

/** The bot, ready for what people do, and aware of what happened while it was away. */
async function connectBot(
  token: string,
  tenure: ShardDuty,
  { house, watch: { metrics } }: Program,
  { config: { apiBase, shards: span, database }, store, log, stopped: signal }: ProgramRun,
): Promise<Bot> {
  const { dispatcher } = house;
  const { memory, book, publicChannels, requestTurns } = store;
  const onAnswer = metrics ? (status: number | null) => metrics.discordAnswered(status) : undefined;
  const bot = await startBot({
    token,
    apiBase,
    span,
    tenure,
    // Where everything is in a file, no other process sends anything.
    turns: database === null ? null : requestTurns,
    commands,
    dispatcher,
    memory,
    onAnswer,
    log,
    signal,
  });
  house.open(bot);
  // It starts once more when the database is back.
  if (!tenure.isOn()) return bot;
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
