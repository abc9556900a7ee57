import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Client, Events, GatewayIntentBits } from "discord.js";
import { pino } from "pino";
import { createPresence } from "../src/digests/subscriptions/presence.ts";
import { startBot } from "../src/discord/bot.ts";
import { smallCaches } from "../src/discord/connection/client.ts";
import { openStore } from "../src/store/open.ts";
import type { Held } from "./shards.ts";

// Connects to the stand-in, as Paperboy or as discord.js alone, in a process of its own.
const [who, token = "", apiBase = "", path = ""] = process.argv.slice(2);

/** How long everything is left to settle before memory is measured. */
const SETTLE_MS = 3000;

async function holdBare(): Promise<void> {
  const client: Client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: "auto",
    rest: { api: apiBase },
    makeCache: smallCaches(() => client),
  });
  const ready = once(client, Events.ClientReady);
  await client.login(token);
  await ready;
}

const nothing = () => Promise.resolve();

async function holdAsPaperboy(): Promise<void> {
  const log = pino({ level: "warn" }, pino.destination({ dest: 2, sync: true }));
  const { book, memory, publicChannels } = await openStore(path);
  const dispatcher = { handle: nothing, resume: nothing, drain: () => Promise.resolve(true) };
  const bot = await startBot({ token, apiBase, commands: [], dispatcher, memory, log });
  const now = Temporal.Now.instant;
  const { courier, serverNames: names } = bot;
  const presence = createPresence({ book, courier, publicChannels, names, now, log });
  const noted: Promise<void>[] = [];
  bot.watchServers((change) => void noted.push(presence.note(change)));
  await presence.check(bot.known);
  while (!bot.shards().every(({ state }) => state === "connected")) await delay(20);
  await Promise.all(noted);
}

await (who === "bare" ? holdBare() : holdAsPaperboy());
const ms = performance.now();
const { user, system } = process.cpuUsage();
const workMs = (user + system) / 1000;
await delay(SETTLE_MS);
globalThis.gc?.();
const { heapUsed, external, rss } = process.memoryUsage();
const inMb = (bytes: number) => bytes / 2 ** 20;
const memory = { heap: inMb(heapUsed + external), rss: inMb(rss) };
process.send?.({ ms, workMs, ...memory } satisfies Held);
