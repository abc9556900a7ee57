import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { text as textFrom } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { afterAll, expect, test } from "vitest";
import { seededRandom } from "../../bench/random.ts";
import type { Club } from "../../src/community/clubs/club.ts";
import { type StandIn, startStandIn } from "../discord/stand-in.ts";
import { textOf } from "../discord/messages.ts";
import { world } from "../discord/world.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { openAt } from "../store/open-at.ts";
import { forget, newAddress, onPostgres } from "../store/test-store.ts";
import { isThorough, stepsToDieAt } from "../thorough.ts";
import { type ClubLife, liveForClub } from "./mortal-club.ts";

const at = (iso: string) => Temporal.Instant.from(iso);

const STARTED = at("2026-04-20T10:00:00Z");
const BALLOT = at("2026-04-22T18:00:00Z");
const CLOSES = at("2026-04-24T18:00:00Z");
const TYPES = { text: ChannelType.GuildText, forum: ChannelType.GuildForum };

/** On PostgreSQL each takes several times as long. */
const KILLED_STORIES = (isThorough ? 20 : 2) / (onPostgres ? 2 : 1);
const deaths = (steps: number) =>
  onPostgres ? stepsToDieAt(steps, isThorough ? 5 : 25) : stepsToDieAt(steps);

const script = fileURLToPath(new URL("mortal-club-process.ts", import.meta.url));
/** Of what Node compiled. */
const folder = folderInMemory("paperboy-club-");
afterAll(() => rmSync(folder, { recursive: true }));

/** A club with two places and three nominations. */
async function begin(kind: keyof typeof TYPES) {
  let now = STARTED;
  const standIn = await startStandIn({ now: () => now.epochMilliseconds });
  standIn.guild.grant(PermissionFlagsBits.CreateEvents);
  const channelId = standIn.guild.addChannel({ type: TYPES[kind] }).id;
  const database = await newAddress();
  const { clubs, close } = await openAt(database);
  const club: Club = {
    every: "week",
    day: "tuesday",
    time: "18:00",
    timeZone: "UTC",
    first: "2026-04-28",
    readingDays: 4,
    channelId,
    guildId: world.guildId,
    kind,
    places: 2,
    startedAt: STARTED,
    startedBy: "u1",
    endedAt: null,
  };
  await clubs.start(club);
  for (const [i, paperId] of ["p1", "p2", "p3"].entries())
    await clubs.nominate(channelId, { paperId, userId: "u1", at: STARTED.add({ minutes: i }) });
  await close();

  function lifeAt(when: Temporal.Instant): ClubLife {
    now = when;
    const { apiBase, token } = standIn;
    return { database, standIn: { apiBase, token }, now, owner: "first", kind, diesAt: null };
  }

  async function live(when: Temporal.Instant, given: Partial<ClubLife> = {}) {
    return await liveForClub({ ...lifeAt(when), ...given });
  }

  /** What people do when they see the ballot: p3 wins before p1. */
  async function vote(): Promise<void> {
    const store = await openAt(database);
    const [round] = await store.clubs.open();
    await store.clubs.vote(round?.id ?? "", "u1", ["p3", "p1"]);
    await store.clubs.vote(round?.id ?? "", "u2", ["p3"]);
    await store.close();
  }
  async function end(): Promise<void> {
    await standIn.stop();
    await forget(database);
  }
  return { standIn, channelId, live, lifeAt, vote, end };
}

/** All that people see, in order, and what else there is. */
function seen({ channels }: StandIn["guild"], { all }: StandIn["messages"], channelId: string) {
  const posts = channels.filter(({ parentId }) => parentId === channelId);
  const places = new Set([channelId, ...posts.map(({ id }) => id)]);
  const messages = all.filter((one) => places.has(one.channelId)).map(textOf);
  const heads = messages.map((text) => text.split("\n")[0]);
  return { heads, threads: posts.map(({ name }) => name).toSorted() };
}

const CLOSED_BALLOT = "## Journal club · the vote";

const EXPECTED = {
  text: {
    heads: [
      CLOSED_BALLOT,
      expect.stringContaining("Paper p3"),
      expect.stringContaining("Paper p1"),
      "## Journal club · 28 Apr 2026",
    ],
    threads: ["Paper p1", "Paper p3"],
  },
  forum: {
    heads: [
      CLOSED_BALLOT,
      expect.stringContaining("Paper p3"),
      expect.stringContaining("Paper p1"),
      "## Journal club · 28 Apr 2026",
    ],
    threads: ["Journal club · 28 Apr 2026", "Journal club · 28 Apr 2026", "Paper p1", "Paper p3"],
  },
};

test.each(["text", "forum"] as const)(
  "stopped dead at one step of ballot and agenda after the other, a club in a %s channel does everything once",
  async (kind) => {
    const untroubled = await begin(kind);
    const ballotSteps = (await untroubled.live(BALLOT)) ?? 0;
    await untroubled.vote();
    const agendaSteps = (await untroubled.live(CLOSES)) ?? 0;
    const { standIn: calm } = untroubled;
    expect(seen(calm.guild, calm.messages, untroubled.channelId)).toEqual(EXPECTED[kind]);
    expect(calm.events.all).toHaveLength(1);
    await untroubled.end();
    expect(Math.min(ballotSteps, agendaSteps)).toBeGreaterThan(10);

    for (const step of deaths(Math.max(ballotSteps, agendaSteps))) {
      const { standIn, channelId, live, vote, end } = await begin(kind);
      // At once under the same name, or under another once the leases have run out.
      const isSame = step % 2 === 0;
      const owner = isSame ? "first" : "second";
      const later = isSame ? { seconds: 20 } : { minutes: 4 };
      const first = step > ballotSteps ? null : await live(BALLOT, { diesAt: step });
      await live(BALLOT.add(later), { owner });
      await live(BALLOT.add({ minutes: 10 }), { owner });
      await vote();
      const second = step > agendaSteps ? null : await live(CLOSES, { diesAt: step, owner });
      expect({ step, first, second }).toEqual({ step, first: null, second: null });
      const next = isSame ? owner : "third";
      await live(CLOSES.add(later), { owner: next });
      await live(CLOSES.add({ minutes: 20 }), { owner: next });
      const told = { step, ...seen(standIn.guild, standIn.messages, channelId) };
      expect(told).toEqual({ step, ...EXPECTED[kind] });
      expect({ step, events: standIn.events.all.length }).toEqual({ step, events: 1 });
      await end();
    }
  },
  600_000,
);

/** One tick of a process of its own; the steps it took, or null where it was killed. */
async function tickOfProcess(life: object): Promise<number | null> {
  const child = spawn(process.execPath, [script, JSON.stringify(life)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") },
  });
  const [printed, [code, signal]] = await Promise.all([
    textFrom(child.stdout),
    once(child, "close"),
  ]);
  if (signal === "SIGKILL") return null;
  if (code !== 0) throw new Error(`The process ended with ${code}`);
  return Number(printed);
}

test("killed at steps of ballot and agenda, over and over, a club does everything once", async () => {
  const random = seededRandom(7);
  let kills = 0;
  for (let n = 0; n < KILLED_STORIES; n += 1) {
    const { standIn, channelId, lifeAt, vote, end } = await begin("text");
    let owner = 1;
    const tick = async (when: Temporal.Instant, diesAt: number | null) => {
      const steps = await tickOfProcess({ ...lifeAt(when), diesAt, owner: `owner ${owner}` });
      if (steps === null) kills += 1;
      // The one that goes on is another, once the leases of the first have run out.
      owner += 1;
    };
    for (const begun of [BALLOT, CLOSES]) {
      if (begun === CLOSES) await vote();
      for (let death = 0; death < 2; death += 1)
        await tick(begun.add({ minutes: 4 * death }), 1 + Math.floor(random() * 30));
      await tick(begun.add({ minutes: 8 }), null);
      await tick(begun.add({ minutes: 20 }), null);
    }
    const told = { n, ...seen(standIn.guild, standIn.messages, channelId) };
    expect(told).toEqual({ n, ...EXPECTED.text });
    expect({ n, events: standIn.events.all.length }).toEqual({ n, events: 1 });
    await end();
  }
  console.log(`${kills} ticks of ${KILLED_STORIES} clubs were ended by SIGKILL.`);
  expect(kills).toBeGreaterThan(KILLED_STORIES);
}, 600_000);

test("two processes that tick at the same moment do everything once", async () => {
  for (let n = 0; n < 3; n += 1) {
    const { standIn, channelId, live, vote, end } = await begin("text");
    const both = async (when: Temporal.Instant) =>
      await Promise.all(["first", "second"].map((owner) => live(when, { owner })));
    await both(BALLOT);
    await vote();
    await both(CLOSES);
    await both(CLOSES.add({ minutes: 1 }));
    expect(seen(standIn.guild, standIn.messages, channelId)).toEqual(EXPECTED.text);
    expect(standIn.events.all).toHaveLength(1);
    await end();
  }
}, 180_000);
