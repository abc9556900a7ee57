import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { type LogLine, readLog } from "../../test/fleet/log-lines.ts";
import { PROGRAM_ENV } from "../../test/program-env.ts";
import { newDatabaseAt, startPostgres } from "../../test/throwaway-postgres.ts";

const farEnd = z.object({
  token: z.string(),
  apiBase: z.string(),
  /** Server by server. */
  places: z.array(z.object({ guildId: z.string(), channelIds: z.array(z.string()) })),
});
export type FleetFarEnd = z.infer<typeof farEnd>;

export interface Scale {
  shards: number;
  /** On each shard, with so many channels each. */
  servers: number;
  channels: number;
}

/** A process of the bot, by the real clock. */
export interface BotProcess {
  name: string;
  child: ChildProcess;
  /** The first line like this since a moment; fails where none comes in ten minutes. */
  line: (like: RegExp, since?: number) => Promise<LogLine>;
}

/** What real processes of one bot need: the stand-in for Discord and a PostgreSQL. */
export interface Harbour {
  database: string;
  /** Where pages are saved, for all processes. */
  pages: string;
  discord: FleetFarEnd;
  /** What the stand-in saw. */
  seen(): Promise<unknown>;
  start(name: string, shards: string): BotProcess;
  close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, "../..");
const PATIENCE_MS = 600_000;

export async function openHarbour({ shards, servers, channels }: Scale): Promise<Harbour> {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-bench-"));
  const pages = join(folder, "pages");
  mkdirSync(pages);
  const scale = [shards, servers, channels].map(String);
  const standIn = fork(new URL("far-end.ts", import.meta.url), scale);
  const postgres = await startPostgres();
  const database = await newDatabaseAt(postgres.address);
  const [told] = await once(standIn, "message");
  const discord = farEnd.parse(told);
  const all: BotProcess[] = [];

  function start(name: string, span: string): BotProcess {
    const child = spawn(process.execPath, ["src/main.ts"], {
      cwd: ROOT,
      env: {
        ...PROGRAM_ENV,
        DISCORD_TOKEN: discord.token,
        DISCORD_API_BASE: discord.apiBase,
        PAPERBOY_DATABASE: database,
        PAPERBOY_DATA: join(folder, name),
        PAPERBOY_SEEDS: pages,
        PAPERBOY_SHARDS: span,
        PAPERBOY_HF: "off",
      },
      stdio: ["ignore", "inherit", "pipe"],
    });
    const log: LogLine[] = [];
    readLog(child, log);
    const bot: BotProcess = {
      name,
      child,
      async line(like, since = 0) {
        const end = performance.now() + PATIENCE_MS;
        while (performance.now() < end) {
          const found = log.find(({ msg, time = 0 }) => time >= since && like.test(msg));
          if (found) return found;
          await delay(20);
        }
        throw new Error(`${name} never said ${String(like)}: ${JSON.stringify(log.slice(-5))}`);
      },
    };
    all.push(bot);
    return bot;
  }

  return {
    database,
    pages,
    discord,
    async seen() {
      const answer = once(standIn, "message");
      standIn.send("What did you see?");
      const [seen] = await answer;
      return seen;
    },
    start,
    async close() {
      for (const { child } of all) child.kill("SIGKILL");
      standIn.kill();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
