import { commands } from "../../commands/index.ts";
import { type House, type HouseOptions, openHouse } from "../../src/wiring/house.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { type BotInTest, startBotAt } from "./bot-in-test.ts";
import { recordLog } from "./log.ts";
import type { StandIn } from "./stand-in.ts";

export interface WiredBotOptions extends Pick<HouseOptions, "library" | "now"> {
  /** Of the database. Default: one in memory. */
  path?: string;
  inviteUrl?: string | null;
  house?: Partial<HouseOptions>;
}

export interface WiredBot {
  store: Store;
  house: House;
  bot: BotInTest;
  stop(): Promise<void>;
}

/** The bot with all its commands, a store and a house, wired as the program does it, at the stand-in. */
export async function startWiredBot(
  standIn: StandIn,
  { path = ":memory:", inviteUrl = null, library, now, house: changes = {} }: WiredBotOptions,
): Promise<WiredBot> {
  const store = await openStore(path);
  const recorded = recordLog();
  const { log } = recorded;
  const house = await openHouse({
    commands,
    store,
    library,
    timeZone: "UTC",
    log,
    now,
    ...changes,
  });
  const bot = await startBotAt(standIn, {
    commands,
    services: house.services,
    recorded,
    dispatching: { promised: store.promisedAnswers },
    attachments: { isAllowed: ({ origin }) => origin === new URL(standIn.apiBase).origin },
  });
  house.open({ ...bot, inviteUrl });
  await bot.dispatcher.resume(bot.responderAt);
  return {
    store,
    house,
    bot,
    async stop() {
      await bot.dispatcher.drain(1000);
      await bot.stop();
      await store.close();
    },
  };
}
