import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { z } from "zod";
import { commands } from "../commands/index.ts";
import { startBot } from "../src/discord/bot.ts";
import { openStore } from "../src/store/open.ts";
import { openHouse } from "../src/wiring/house.ts";
import { openLibrary } from "../src/wiring/library.ts";
import { SEEDS } from "./seeds.ts";
import { printTable, twoDigits } from "./table.ts";

const VOTERS = 1000;
/** What the last of them waits for comes within the minute. */
const SPREAD_MS = 55_000;
const MINUTE_MS = 60_000;
const ASKED = 300;
/** Discord's limit for edits in a channel. */
const EDITS = { most: 5, withinMs: 5000 };

const votersThere = z.object({ token: z.string(), apiBase: z.string() });
export type VotersThere = z.infer<typeof votersThere>;

const crowd = z.object({
  /** How long answers took with nobody voting, and meanwhile: in milliseconds. */
  alone: z.array(z.number()),
  meanwhile: z.array(z.number()),
  edits: z.number(),
  turnedAway: z.number(),
  refused: z.number(),
});
export type Crowd = z.infer<typeof crowd>;

/** A thousand people vote on one message within a minute, and others search. */
export async function benchVotes(): Promise<void> {
  const { alone, meanwhile, edits, turnedAway, refused } = await voteAll();
  const allowed = (EDITS.most * MINUTE_MS) / EDITS.withinMs;
  printTable(`A search while ${VOTERS.toLocaleString("en")} people vote`, "nobody votes", [
    {
      what: "half are answered in",
      ours: quantile(meanwhile, 0.5),
      baseline: quantile(alone, 0.5),
    },
    { what: "99 of 100 in", ours: quantile(meanwhile, 0.99), baseline: quantile(alone, 0.99) },
  ]);
  console.log(
    `  ${edits} edits for all votes, ${twoDigits(edits / allowed)}× of the ${allowed} that Discord allows in a minute; ` +
      `requests turned away (429): ${turnedAway}, refused for another reason: ${refused}\n`,
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const now = () => Temporal.Now.instant();

async function voteAll(): Promise<Crowd> {
  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  const args = [VOTERS, SPREAD_MS, ASKED].map(String);
  const people = fork(new URL("voters.ts", import.meta.url), args);
  const store = await openStore(join(folder, "paperboy.db"));
  try {
    const { token, apiBase } = votersThere.parse(await told(people));
    const log = pino({ level: "warn" }, pino.destination({ dest: 2, sync: true }));
    const { paperStore, memory, words } = store;
    const library = await openLibrary({
      folders: [SEEDS],
      paperStore,
      words,
      memory,
      now,
      timeZone: "UTC",
      log: log.child({}, { level: "error" }),
    });
    const house = await openHouse({ commands, store, library, timeZone: "UTC", log, now });
    const bot = await startBot({ token, apiBase, commands, dispatcher: house.dispatcher, log });
    house.open(bot);
    people.send("Vote.");
    const seen = crowd.parse(await told(people));
    await house.close(10_000);
    await bot.stop();
    return seen;
  } finally {
    people.kill();
    await store.close();
    await rm(folder, { recursive: true });
  }
}

/** Rejects where they are gone without a word. */
async function told(people: ChildProcess): Promise<unknown> {
  const gone = once(people, "exit").then(() => {
    throw new Error("Those who vote are gone");
  });
  const [message] = await Promise.race([once(people, "message"), gone]);
  return message;
}
