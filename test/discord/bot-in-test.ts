import type { Command, Services } from "../../commands/command/command.ts";
import { type Bot, type BotOptions, startBot } from "../../src/discord/bot.ts";
import {
  createDispatcher,
  type Dispatcher,
  type DispatcherOptions,
} from "../../src/dispatch/dispatch.ts";
import { type RecordedLog, recordLog } from "./log.ts";
import type { StandIn } from "./stand-in.ts";
import { trusted } from "./trusted.ts";

export interface BotInTest extends Bot {
  recorded: RecordedLog;
  dispatcher: Dispatcher;
}

/** The bot with a dispatcher of its own, in this process, at the stand-in. */
export async function startBotAt(
  standIn: Pick<StandIn, "token" | "apiBase">,
  {
    commands,
    services,
    recorded = recordLog(),
    dispatching = {},
    ...options
  }: {
    commands: readonly Command[];
    services?: Services;
    recorded?: RecordedLog;
    dispatching?: Partial<DispatcherOptions>;
  } & Partial<BotOptions>,
): Promise<BotInTest> {
  const { log } = recorded;
  const dispatcher = createDispatcher({
    commands,
    // The probe uses none; real commands come with all of them.
    services: trusted<Services>(services ?? { log }),
    log,
    ...dispatching,
  });
  const { token, apiBase } = standIn;
  const own = { token, apiBase, commands, dispatcher, log, startPauseMs: 0 };
  const bot = await startBot({ ...own, ...options });
  return { ...bot, recorded, dispatcher };
}
