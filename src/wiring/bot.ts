import { commands } from "../../commands/index.ts";
import { createPresence } from "../digests/subscriptions/presence.ts";
import { startBot } from "../discord/bot.ts";
import { openWeb } from "./web.ts";
import { closeProgram, keepTime, openProgram, type ProgramRun, untilStopped } from "./program.ts";

/** Paperboy in Discord, until it is stopped. Fails where Discord turns the bot away for good. */
export async function runBot(token: string, run: ProgramRun): Promise<void> {
  const { config, store, log, stopped: signal } = run;
  const { apiBase, seedsFolder } = config;
  const now = Temporal.Now.instant;
  const program = await openProgram({ commands, folders: [seedsFolder], now }, run);
  const { house } = program;
  const { dispatcher } = house;
  const { memory, book, publicChannels } = store;
  const bot = await startBot({ token, apiBase, commands, dispatcher, memory, log, signal });
  house.open(bot);

  const presence = createPresence({
    book,
    courier: bot.courier,
    publicChannels,
    names: bot.serverNames,
    now,
    log,
  });
  bot.watchServers((change) => void presence.note(change));
  await presence.check();
  const stopTicking = keepTime(program, run);
  const web = await openWeb(program, run);

  const fatal = await Promise.race([bot.ended, untilStopped(run)]);
  await web?.stop();
  await closeProgram(program, stopTicking, run);
  await bot.stop();
  if (fatal) throw fatal;
}
