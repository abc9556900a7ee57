import { loadavg } from "node:os";
import { Client } from "pg";
import { setDatabaseClock } from "../../test/fleet/clock-file.ts";
import { tellStory } from "../../test/fleet/story.ts";
import { findPostgres, newDatabaseAt, startPostgres } from "../../test/throwaway-postgres.ts";
import { printTable } from "../table.ts";
import { deliverAtOnce } from "./all-at-once.ts";
import { takeOvers } from "./take-over.ts";

const CHANNELS_EACH = 2500;
/** Discord's limit for a bot. */
const REQUESTS_PER_SECOND = 50;
/** What is promised, from the last renewal until another process begins. */
const TAKE_OVER_WITHIN_MS = 30_000;

/**
 * Several processes of one bot, by the real clock: how long it takes until one takes over from another, and how quickly
 * four deliver to all their channels. `--week` is another bench: they live a week by a simulated clock; `--days=2` makes that
 * two days, `--seed=7` another week.
 */
export async function benchFleet(options: readonly string[]): Promise<void> {
  if (findPostgres() === null) return console.log("The fleet needs PostgreSQL, which isn't here\n");
  const number = (name: string) => {
    const given = options.find((option) => option.startsWith(`--${name}=`));
    return given === undefined ? null : Number(given.slice(name.length + 3));
  };
  const days = number("days") ?? (options.includes("--week") ? 7 : null);
  if (days !== null) return await benchWeek(days, number("seed") ?? 1);
  await benchTakeOver();
  await benchAtOnce(number("channels") ?? CHANNELS_EACH);
}

async function benchTakeOver(): Promise<void> {
  const rows = (await takeOvers()).flatMap(({ way, takenMs, connectedMs }) => [
    { what: `shards taken, after ${way}`, ours: takenMs, baseline: TAKE_OVER_WITHIN_MS },
    { what: `and connected`, ours: connectedMs, baseline: TAKE_OVER_WITHIN_MS },
  ]);
  printTable("From the last renewal of a process until another", "30 s", rows);
  printLoad();
}

async function benchAtOnce(channelsEach: number): Promise<void> {
  const { dueAt, channels, postedAt, turnedAway, refused } = await deliverAtOnce(channelsEach);
  const [first, last] = [postedAt[0] ?? Number.NaN, postedAt.at(-1) ?? Number.NaN];
  const baseline = (channels / REQUESTS_PER_SECOND) * 1000;
  printTable(
    `4 processes, ${channels.toLocaleString("en")} channels due in one minute`,
    "50 requests/s",
    [
      { what: "from due to the last message", ours: last - dueAt, baseline },
      { what: "from the first message to the last", ours: last - first, baseline },
    ],
  );
  console.log(
    `  ${postedAt.length.toLocaleString("en")} messages; ` +
      `requests turned away (429): ${turnedAway}, refused for another reason: ${refused}`,
  );
  printLoad();
}

async function benchWeek(days: number, seed: number): Promise<void> {
  const postgres = await startPostgres();
  try {
    const database = await newDatabaseAt(postgres.address);
    const from = performance.now();
    const { channels, refusals, outcries, counts } = await tellStory({
      seed,
      days,
      hasNights: true,
      troubles: 6,
      database,
      setDatabaseClock: async (path) => {
        const client = new Client(database);
        await client.connect();
        await client.query(setDatabaseClock(path));
        await client.end();
      },
    });
    const wrong = channels.filter(({ shown, due }) => shown.join() !== due.join());
    const due = channels.reduce((sum, one) => sum + one.due.length, 0);
    console.log(`4 processes, ${days} days by a simulated clock, seed ${seed}`);
    console.log(`  what befell them: ${JSON.stringify(counts)}`);
    console.log(
      `  papers due in ${channels.length} channels: ${due}; channels with papers missing or twice: ${wrong.length}`,
    );
    for (const one of wrong) console.log(`  ${JSON.stringify(one)}`);
    console.log(
      `  requests refused: ${refusals.length}, processes that ended by themselves: ${outcries.length}`,
    );
    console.log(`  took ${Math.round((performance.now() - from) / 60_000)} minutes`);
    printLoad();
  } finally {
    await postgres.stop();
  }
}

/** Of the machine, since other work on it makes all of this slower. */
function printLoad(): void {
  const [minute, , quarter] = loadavg().map((load) => load.toFixed(1));
  console.log(`  load of the machine: ${minute} in the last minute, ${quarter} in the last 15\n`);
}
