import { deliverAll } from "./deliver-all.ts";
import { type Load, matchAll } from "./match-all.ts";
import { printTable } from "./table.ts";

const LOAD: Load = { subscriptions: 100_000, topics: 2000, papers: 100 };
const CHANNELS = 2000;
/** Discord's limit for a bot. */
const REQUESTS_PER_SECOND = 50;

/** From new papers to messages in channels: matching, planning, and delivery at Discord's limits. */
export async function benchFanOut(): Promise<void> {
  await benchMatching();
  await benchDelivery();
}

async function benchMatching(): Promise<void> {
  const { matching, storing, planning, oneByOne, digests } = await matchAll(LOAD);
  const [subscriptions, topics, found] = [LOAD.subscriptions, LOAD.topics, digests].map(grouped);
  printTable(
    `${LOAD.papers} new papers, ${subscriptions} subscriptions to ${topics} topics`,
    "one by one",
    [
      { what: "topics matched", ours: matching, baseline: oneByOne },
      { what: "and matches stored", ours: storing, baseline: oneByOne },
      { what: `${found} digests planned and stored`, ours: planning, baseline: oneByOne },
    ],
  );
}

async function benchDelivery(): Promise<void> {
  const { beganAt, postedAt, turnedAway, refused } = await deliverAll(CHANNELS);
  const [first, last] = [Math.min(...postedAt), Math.max(...postedAt)];
  const baseline = (CHANNELS / REQUESTS_PER_SECOND) * 1000;
  printTable(`${grouped(CHANNELS)} channels due in one minute`, "50 requests/s", [
    { what: "from due to the last message", ours: last - beganAt, baseline },
    { what: "from the first message to the last", ours: last - first, baseline },
  ]);
  console.log(
    `  ${grouped(postedAt.length)} messages; ` +
      `requests turned away (429): ${turnedAway}, refused for another reason: ${refused}\n`,
  );
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
