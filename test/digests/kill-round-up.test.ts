import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { ChannelType } from "discord-api-types/v10";
import { afterAll, expect, test } from "vitest";
import { seededRandom } from "../../bench/random.ts";
import type { VoteBook } from "../../src/community/votes.ts";
import { openStore } from "../../src/store/open.ts";
import { type StandIn, startStandIn } from "../discord/stand-in.ts";
import { textOf } from "../discord/messages.ts";
import { world } from "../discord/world.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { isThorough, stepsToDieAt } from "../thorough.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "./a-channel.ts";
import { type Life, live } from "./mortal.ts";
import { isOfDigest, papersOn } from "./on-messages.ts";

/** Long papers: those of a round-up take more than one message. */
const SENT = ["p1", "p2", "p3", "p4", "p5"];
const FRESH = ["p6", "p7"];
/** Two people voted for the first, one for the second; of the others nobody thought anything. */
const VOTES = { p1: ["ada", "ben"], p2: ["ada"] };
const ROUND_UP = ["p1", "p2", "p3", "p4", "p5"];
const KINDS = { text: ChannelType.GuildText, forum: ChannelType.GuildForum };
/** The round-up and a digest are due in the same minute. */
const SATURDAY = FRIDAY.add({ hours: 24 });
const KILLED_STORIES = isThorough ? 20 : 2;

const script = fileURLToPath(new URL("mortal-process.ts", import.meta.url));
const folder = folderInMemory("paperboy-kill-round-up-");

afterAll(() => rmSync(folder, { recursive: true }));

async function voted(
  votes: VoteBook,
  paperId: string,
  people: string[],
  at: Temporal.Instant,
  channel: { id: string } | undefined,
): Promise<void> {
  const channelId = channel?.id ?? "";
  const place = { guildId: world.guildId, channelId, audienceId: channelId };
  for (const userId of people) await votes.cast({ ...place, paperId, userId, at });
}

async function begin(name: string) {
  let now = SATURDAY;
  const standIn = await startStandIn({ now: () => now.epochMilliseconds });
  const database = join(folder, `${name}.db`);
  const { book, votes, close } = await openStore(database);
  const channels: { id: string; kind: keyof typeof KINDS }[] = [];
  for (const kind of ["text", "forum"] as const) {
    const { id } = standIn.guild.addChannel({ type: KINDS[kind] });
    const roundUp = { day: "saturday", time: "09:00" } as const;
    const settings = { quietDay: "nothing", roundUp } as const;
    const { guildId } = world;
    await subscribed(book, aChannel({ id, kind, guildId, settings }), "vision");
    const went = aDigest({ id: `went ${kind}`, channelId: id, occasion: { kind: "by hand" } });
    await book.deliveries.plan({ ...went, dueAt: FRIDAY }, [aMessage(...SENT)]);
    await book.deliveries.delivered(went.id, 1, "m1", FRIDAY);
    await book.deliveries.finish(went.id, "sent", null, FRIDAY);
    channels.push({ id, kind });
  }
  for (const [paperId, people] of Object.entries(VOTES))
    await voted(votes, paperId, people, FRIDAY, channels[0]);
  await book.arrivals.note([...SENT, ...FRESH], FRIDAY);
  const match = { strength: 1, words: ["vision"], fields: ["title" as const] };
  const matches = FRESH.map((paperId) => ({ paperId, ...match }));
  const until = await book.arrivals.newest();
  await book.arrivals.matched(0, until, new Map([["vision", matches]]));
  await close();

  return {
    standIn,
    channels,
    lifeAt(when: Temporal.Instant, owner: string, diesAt: number | null = null): Life {
      now = when;
      const { apiBase, token } = standIn;
      const [userId, guildId] = [world.botId, world.guildId];
      const papers = SENT.length + FRESH.length;
      return {
        database,
        apiBase,
        token,
        userId,
        guildId,
        now: when.toString(),
        owner,
        papers,
        diesAt,
      };
    },
    async vote(paperId: string, people: string[], at: Temporal.Instant) {
      const store = await openStore(database);
      await voted(store.votes, paperId, people, at, channels[0]);
      await store.close();
    },
    async end() {
      await standIn.stop();
      for (const suffix of ["", "-wal", "-shm"]) rmSync(`${database}${suffix}`, { force: true });
    },
  };
}

/** In this process; the steps it took, null where it stopped dead. */
async function liveHere(life: Life): Promise<number | null> {
  const { promise: dead, resolve: stopDead } = Promise.withResolvers<null>();
  const living = live(life, () => {
    stopDead(null);
    return new Promise<never>(() => undefined);
  });
  return await Promise.race([living, dead]);
}

/** In a process of its own, which is killed. */
async function liveApart(life: Life): Promise<number | null> {
  const child = spawn(process.execPath, [script, JSON.stringify(life)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") },
  });
  const [printed, [code, signal]] = await Promise.all([text(child.stdout), once(child, "close")]);
  if (signal === "SIGKILL") return null;
  if (code !== 0) throw new Error(`The process ended with ${code}`);
  return Number(printed);
}

/** The papers that people see in a channel: in round-ups, and in digests. */
function seen({ guild, messages }: StandIn, channelId: string) {
  const posts = guild.channels.filter(({ parentId }) => parentId === channelId);
  const places = new Set([channelId, ...posts.map(({ id }) => id)]);
  const shown = messages.all.filter(
    (message) => places.has(message.channelId) && !message.deleted && isOfDigest(message),
  );
  const isRoundUp = (message: (typeof shown)[number]) =>
    textOf(message).includes("Round-up of the week");
  return {
    roundUps: shown.filter((one) => textOf(one).startsWith("## Round-up")).length,
    roundUp: shown.filter(isRoundUp).flatMap(papersOn).toSorted(),
    digest: shown
      .filter((one) => !isRoundUp(one))
      .flatMap(papersOn)
      .toSorted(),
  };
}

const ONCE = { roundUps: 1, roundUp: ROUND_UP, digest: FRESH };

function expectOnce({ standIn, channels }: Awaited<ReturnType<typeof begin>>, told: string): void {
  for (const { id, kind } of channels)
    expect({ told, kind, ...seen(standIn, id) }).toEqual({ told, kind, ...ONCE });
  expect({ told, refusals: standIn.refusals }).toEqual({ told, refusals: [] });
}

async function countSteps(name: string): Promise<number> {
  const story = await begin(name);
  const steps = await liveHere(story.lifeAt(SATURDAY, "only"));
  expectOnce(story, "untroubled");
  await story.end();
  return steps ?? 0;
}

test("stopped dead at one step after the other, it posts each round-up once, and the digest beside it", async () => {
  const steps = await countSteps("untroubled");
  expect(steps).toBeGreaterThan(40);
  for (const step of stepsToDieAt(steps)) {
    const story = await begin(`step-${step}`);
    expect(await liveHere(story.lifeAt(SATURDAY, "first", step))).toBeNull();
    // At once under the same name, or under another once the leases have run out.
    const [owner, later] = step % 2 === 0 ? ["first", { seconds: 20 }] : ["second", { minutes: 4 }];
    await liveHere(story.lifeAt(SATURDAY.add(later), owner));
    await liveHere(story.lifeAt(SATURDAY.add({ hours: 3 }), owner));
    expectOnce(story, `step ${step}`);
    await story.end();
  }
}, 600_000);

test("killed at steps, over and over, it posts each round-up once", async () => {
  const random = seededRandom(11);
  const steps = await countSteps("before kills");
  let kills = 0;
  for (let n = 1; n <= KILLED_STORIES; n += 1) {
    const story = await begin(`killed-${n}`);
    for (let death = 0; death < 3; death += 1) {
      const diesAt = 1 + Math.floor(random() * steps);
      const when = SATURDAY.add({ minutes: 10 * death });
      if ((await liveApart(story.lifeAt(when, `owner ${death}`, diesAt))) === null) kills += 1;
    }
    await liveApart(story.lifeAt(SATURDAY.add({ hours: 2 }), "last"));
    expectOnce(story, `story ${n}`);
    await story.end();
  }
  console.log(`${kills} lives of ${KILLED_STORIES} stories were ended by SIGKILL.`);
  expect(kills).toBeGreaterThan(KILLED_STORIES);
}, 600_000);

test("killed and gone for more than a week, it posts one round-up for all that it missed", async () => {
  const story = await begin("weeks");
  await liveApart(story.lifeAt(SATURDAY, "first", 3));
  const later = SATURDAY.add({ hours: 24 * 15 });
  await story.vote("p3", ["ada"], later.subtract({ hours: 48 }));
  await liveHere(story.lifeAt(later, "second"));
  for (const { id } of story.channels)
    expect(seen(story.standIn, id)).toMatchObject({ roundUps: 1, roundUp: ["p3"] });
  await story.end();
}, 120_000);
