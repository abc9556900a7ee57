import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { ChannelType } from "discord-api-types/v10";
import { afterAll, expect, test } from "vitest";
import { type StandIn, startStandIn } from "../discord/stand-in.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import type { GuildChannel } from "../discord/guild.ts";
import { snowflake, world } from "../discord/world.ts";
import type { Book } from "../../src/digests/book.ts";
import type { ChannelKind, OpenedPost } from "../../src/digests/digest.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "./a-channel.ts";
import { longPapers } from "./long-papers.ts";
import { type Life, live } from "./mortal.ts";
import { isOfDigest, papersOn } from "./on-messages.ts";
import { openAt } from "../store/open-at.ts";
import { forget as forgetStore, newAddress, onPostgres } from "../store/test-store.ts";
import { isThorough, stepsToDieAt } from "../thorough.ts";

/** Each starts three processes or so, which take seconds on a slow machine. */
const STORIES = isThorough ? 60 : onPostgres ? 2 : 8;
const SIDE_BY_SIDE = 4;
const MAX_DEATHS = 4;
const PAPERS = 7;
const CHANNELS: { kind: ChannelKind; type: ChannelType; hasClosedPost?: true }[] = [
  { kind: "text", type: ChannelType.GuildText },
  { kind: "announcement", type: ChannelType.GuildAnnouncement },
  { kind: "forum", type: ChannelType.GuildForum },
  // Its running post of yesterday is closed by now.
  { kind: "forum", type: ChannelType.GuildForum, hasClosedPost: true },
];

const script = fileURLToPath(new URL("mortal-process.ts", import.meta.url));
const folder = folderInMemory("paperboy-kill-");
const count = { runs: 0, kills: 0 };

afterAll(() => rmSync(folder, { recursive: true }));

/** Frees the memory of a story that is over; nothing of it is left but its database. */
async function forget({ story: { database } }: Story): Promise<void> {
  await forgetStore(database);
}

/** What a life may meet, and how it may end. */
interface Fate {
  diesAt: number | null;
  /** Does the killing from outside. */
  befall: (child: ChildProcess) => void;
}

const spared: Fate = { diesAt: null, befall: () => undefined };

/** Papers that are due in some channels, and the Discord and the database of one story. */
async function begin() {
  const story = { now: FRIDAY.add({ hours: 24 }), owner: 1, database: await newAddress() };
  const standIn = await startStandIn({ now: () => story.now.epochMilliseconds });
  const { book, close } = await openAt(story.database);
  const ids = CHANNELS.map(({ type }) => standIn.guild.addChannel({ type }).id);
  for (const [i, { kind, hasClosedPost }] of CHANNELS.entries()) {
    const post = hasClosedPost ? "one running post" : "new post each day";
    const channel = aChannel({ id: ids[i]!, kind, settings: { quietDay: "nothing", post } });
    await subscribed(book, channel, "vision");
    if (!hasClosedPost) continue;
    const { id } = standIn.guild.addChannel(aClosedPost(channel.id));
    await digestWent(book, channel.id, { id, isRunning: true });
  }
  const due = longPapers(PAPERS).map(({ id }) => id);
  await book.arrivals.note(due, FRIDAY);
  const match = { strength: 1, words: ["vision"], fields: ["title" as const] };
  const matches = due.map((paperId) => ({ paperId, ...match }));
  await book.arrivals.matched(0, PAPERS, new Map([["vision", matches]]));
  await close();
  return { story, standIn, ids, due };
}

function aClosedPost(parentId: string): Partial<GuildChannel> {
  const id = snowflake(FRIDAY.epochMilliseconds);
  const ownerId = world.botId;
  return { id, type: ChannelType.PublicThread, parentId, ownerId, isArchived: true };
}

/** The day before. */
async function digestWent(book: Book, channelId: string, post: OpenedPost): Promise<void> {
  const occasion = { kind: "slot", date: "2026-11-20" } as const;
  const went = aDigest({ id: `old${channelId}`.slice(-16), channelId, occasion, dueAt: FRIDAY });
  await book.deliveries.plan(went, [aMessage(`old${channelId}`)]);
  await book.deliveries.delivered(went.id, 1, post.id, FRIDAY, post);
  await book.deliveries.finish(went.id, "sent", null, FRIDAY);
}

type Story = Awaited<ReturnType<typeof begin>>;

function lifeOf({ story, standIn }: Story, diesAt: number | null): Life {
  return {
    database: story.database,
    apiBase: standIn.apiBase,
    token: standIn.token,
    userId: world.botId,
    guildId: world.guildId,
    now: story.now.toString(),
    owner: `owner ${story.owner}`,
    papers: PAPERS,
    diesAt,
  };
}

/** A life in this process, which stops dead instead of being killed; the steps it took, or null. */
async function runHere(story: Story, diesAt: number | null): Promise<number | null> {
  const { promise: dead, resolve: stopDead } = Promise.withResolvers<null>();
  const never = new Promise<never>(() => undefined);
  const living = live(lifeOf(story, diesAt), () => {
    stopDead(null);
    return never;
  });
  return await Promise.race([living, dead]);
}

/** One run of the process; the steps it took, or null when it was killed. */
async function run(story: Story, { diesAt, befall }: Fate): Promise<number | null> {
  const child = spawn(process.execPath, [script, JSON.stringify(lifeOf(story, diesAt))], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") },
  });
  count.runs += 1;
  befall(child);
  const [printed, [code, signal]] = await Promise.all([text(child.stdout), once(child, "close")]);
  if (signal === "SIGKILL") {
    count.kills += 1;
    return null;
  }
  if (code !== 0) throw new Error(`The process ended with ${code}`);
  return Number(printed);
}

/** At a step of its own, around one of its requests, or at any moment. */
function drawFate(random: () => number, { standIn, ids }: Story, steps: number): Fate {
  const way = random();
  if (way < 0.6) return { ...spared, diesAt: 1 + Math.floor(random() * steps) };
  if (way < 0.9) {
    const posts = new RegExp(`^POST /channels/(${ids.join("|")})/(messages|threads)$`);
    const after = Math.floor(random() * ids.length);
    const storing = random();
    return {
      diesAt: null,
      befall(child) {
        const isDead = once(child, "close");
        standIn.fail({
          on: posts,
          after,
          // Stored, and the answer never leaves; stored after the death; or not at all.
          with: storing < 0.7 ? { heldUntil: isDead } : { reset: true },
          takesEffect: storing < 0.4,
        });
        void arrivals(standIn, posts, after + 1).then(
          () => child.kill("SIGKILL"),
          // It ended without so many: what it delivered is what counts.
          () => undefined,
        );
      },
    };
  }
  const afterMs = 150 + random() * 450;
  return { diesAt: null, befall: (child) => void setTimeout(() => child.kill("SIGKILL"), afterMs) };
}

async function arrivals(standIn: StandIn, requests: RegExp, most: number): Promise<void> {
  for (let n = 0; n < most; n += 1) await standIn.arrival(requests);
}

/** At once under the same name, or later under another; then Discord may have forgotten nonces. */
function passTime({ story }: Story, random: () => number): void {
  const pause = Math.floor(random() * 5);
  const minutes = [0, 0, 4, 180, 1800][pause] ?? 0;
  if (minutes > 0) story.owner += 1;
  story.now = story.now.add({ minutes, seconds: 20 });
}

async function tell(seed: number, steps: number): Promise<void> {
  const random = randomFrom(seed);
  const story = await begin();
  try {
    const deaths = 1 + Math.floor(random() * MAX_DEATHS);
    for (let n = 0; n < deaths; n += 1) {
      const isOver = await run(story, drawFate(random, story, steps));
      if (isOver !== null) break;
      passTime(story, random);
    }
    await run(story, spared);
    expectOnce(story, `seed ${seed}`);
  } finally {
    await story.standIn.stop();
    await forget(story);
  }
}

/** `told` says which story it was, so that it can be told again. */
function expectOnce({ standIn, ids, due }: Story, told: string): void {
  for (const [i, id] of ids.entries()) {
    const posts = standIn.guild.channels.filter(({ parentId }) => parentId === id);
    const places = new Set([id, ...posts.map((post) => post.id)]);
    const shown = standIn.messages.all
      .filter((message) => places.has(message.channelId) && isOfDigest(message))
      .flatMap(papersOn);
    const { kind, hasClosedPost } = CHANNELS[i]!;
    expect({ told, kind, shown }).toEqual({ told, kind, shown: due });
    const opened = posts.filter(({ isArchived }) => !isArchived).length;
    expect({ told, kind, hasClosedPost, opened }).toMatchObject({
      opened: kind === "forum" ? 1 : 0,
    });
  }
  expect({ told, refusals: standIn.refusals }).toEqual({ told, refusals: [] });
}

/** What a life takes that nothing happens to. */
async function countSteps(): Promise<number> {
  const untroubled = await begin();
  const steps = await runHere(untroubled, null);
  await untroubled.standIn.stop();
  expectOnce(untroubled, "untroubled");
  await forget(untroubled);
  return steps ?? 0;
}

test("stopped dead at one step after the other, it delivers each paper exactly once", async () => {
  const steps = await countSteps();
  let stopped = 0;
  const toDieAt = onPostgres ? stepsToDieAt(steps, 25) : stepsToDieAt(steps);
  for (const step of toDieAt) {
    const random = randomFrom(step);
    const story = await begin();
    if ((await runHere(story, step)) === null) stopped += 1;
    passTime(story, random);
    await runHere(story, null);
    expectOnce(story, `step ${step}`);
    await story.standIn.stop();
    await forget(story);
  }
  console.log(`Stopped dead at ${stopped} steps of planning and sending, and started again.`);
  expect(stopped).toBe(toDieAt.length);
}, 300_000);

test("killed at any moment, over and over, it delivers each paper exactly once", async () => {
  const steps = await countSteps();
  let seed = 0;
  const teller = async () => {
    while (seed < STORIES) await tell((seed += 1), steps);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, teller));
  console.log(
    `${count.runs} runs of ${STORIES} seeded stories, ${count.kills} of them ended by SIGKILL: ` +
      "each paper arrived exactly once in each channel.",
  );
  expect(count.kills).toBeGreaterThan(onPostgres ? 0 : STORIES);
}, 600_000);

/** Random numbers in [0, 1) from a seed (mulberry32), so that a story can be told again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
