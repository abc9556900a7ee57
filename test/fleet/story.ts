import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ChannelType } from "discord-api-types/v10";
import type { ChannelKind } from "../../src/digests/digest.ts";
import { defaultSettings } from "../../src/digests/settings.ts";
import { pick, seededRandom } from "../../bench/random.ts";
import { allComponents } from "../discord/check-message.ts";
import { isOfDigest } from "../digests/on-messages.ts";
import { shardOf } from "../discord/gateway.ts";
import { type StandIn, startStandIn } from "../discord/stand-in.ts";
import { world } from "../discord/world.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { aPage, FURNITURE, METADATA } from "../papers/a-page.ts";
import { openAt } from "../store/open-at.ts";
import { type ClockFile, createClockFile } from "./clock-file.ts";
import { type Berth, createFleet, type Fleet, type LogLine } from "./fleet.ts";

const SHARDS = 4;
const S = 1000;
const MIN = 60 * S;
const DAY = 24 * 60 * MIN;

/** Two for each half of the shards, with clocks that are up to a minute apart. */
const BERTHS: readonly Berth[] = [
  { name: "one", shards: "0-1/4", skewMs: 30 * S },
  { name: "two", shards: "2-3/4", skewMs: -30 * S },
  { name: "three", shards: "0-1/4", skewMs: -12 * S },
  { name: "four", shards: "2-3/4", skewMs: 10 * S },
];

const TOPICS = ["crabs", "lanterns", "glaciers"] as const;
type Topic = (typeof TOPICS)[number];

/** Three minutes before the first digests are due. */
const BEGINS = Temporal.Instant.from("2026-11-20T08:57:00Z");
/** How long papers come in on the last day, so that they are due everywhere. */
const BEFORE_ALL = 2 * MIN;
/** How long something may befall the fleet each day, and until when all is seen. */
const TROUBLED = 10 * MIN;
const HOUR_OF_DIGESTS = 13 * MIN;
/** How long what was due may still come, once nothing befalls anybody any more. */
const PATIENCE = 20 * MIN;

export interface StoryOptions {
  seed: number;
  days: number;
  /** Whether the fleet runs through the nights; else all of it ends each evening, and starts again in the morning. */
  hasNights?: boolean;
  /** How often something befalls it around the hour of the digests, each day. */
  troubles: number;
  /** The address of an empty database. */
  database: string;
  /** Lets the database go by a clock in a file. */
  setDatabaseClock: (path: string) => Promise<unknown>;
}

interface TrackedChannel {
  id: string;
  guildId: string;
  kind: ChannelKind;
  shard: number;
  topics: readonly Topic[];
  time: string;
}

interface KnownPaper {
  /** A word that no other paper has. */
  code: string;
  topic: Topic;
}

export interface StoryOutcome {
  /** Of each channel, what it shows of papers that were due there, and what was due. */
  channels: { told: string; shown: string[]; due: string[] }[];
  refusals: StandIn["refusals"];
  /** What no process should have said. */
  outcries: string[];
  /** What befell whom, and how often. */
  counts: Record<string, number>;
  /** All that the processes have logged, for whoever looks for the reason. */
  logs: string[];
}

/**
 * Four processes of one bot on one database, for some days: papers come in, digests go out, and processes are killed,
 * stopped, woken and started again at moments drawn from a seed.
 */
export async function tellStory(options: StoryOptions): Promise<StoryOutcome> {
  const clock = createClockFile(BEGINS);
  const standIn = await startStandIn({ now: clock.now });
  const folder = folderInMemory("paperboy-fleet-");
  const pages = join(folder, "pages");
  mkdirSync(pages);
  await options.setDatabaseClock(clock.path);
  const fleet = createFleet({
    clock,
    folder,
    env: {
      DISCORD_TOKEN: standIn.token,
      DISCORD_API_BASE: standIn.apiBase,
      PAPERBOY_DATABASE: options.database,
      PAPERBOY_SEEDS: pages,
      PAPERBOY_HF: "off",
    },
  });
  try {
    const channels = openChannels(standIn);
    await subscribeAll(channels, options.database);
    const story = new Story(options, { clock, standIn, fleet, pages, channels });
    return await story.tell();
  } finally {
    await fleet.end();
    await standIn.stop();
    clock.remove();
    rmSync(folder, { recursive: true });
  }
}

/** Three in a server of each shard, and those of other kinds in the server that the stand-in has anyway. */
function openChannels(standIn: StandIn): TrackedChannel[] {
  standIn.gateway.limits.recommended = SHARDS;
  const places = Array.from({ length: SHARDS }, (_, shard) => {
    const { guildId, channelIds } = standIn.addServer(shard, SHARDS, 3);
    for (const id of channelIds) standIn.guild.openElsewhere(id);
    standIn.application.servers.push({ id: guildId, name: "Another Reading Group" });
    return channelIds.map((id) => ({ id, guildId, kind: "text" as const }));
  }).flat();
  const { guildId } = world;
  const { id: news } = standIn.guild.addChannel({ type: ChannelType.GuildAnnouncement });
  const { id: forum } = standIn.guild.addChannel({ type: ChannelType.GuildForum });
  const others = [
    { id: world.channelId, guildId, kind: "text" as const },
    { id: news, guildId, kind: "announcement" as const },
    { id: forum, guildId, kind: "forum" as const },
  ];
  return [...places, ...others].map((place, i) => ({
    ...place,
    shard: shardOf(place.guildId, SHARDS),
    topics: i % 2 === 0 ? [TOPICS[i % 3]!] : [TOPICS[i % 3]!, TOPICS[(i + 1) % 3]!],
    time: `09:0${Math.floor(i / 3)}`,
  }));
}

async function subscribeAll(channels: readonly TrackedChannel[], database: string): Promise<void> {
  const { book, close } = await openAt(database);
  for (const { id, guildId, kind, topics, time } of channels) {
    const settings = {
      ...defaultSettings("UTC"),
      time,
      most: 25,
      keep: 30,
      quietDay: "nothing" as const,
    };
    const common = { settledUntil: BEGINS, pause: null, endedAt: null, setUpBy: "1" };
    await book.subscriptions.saveChannel({ id, guildId, kind, settings, ...common });
    for (const topic of topics)
      await book.subscriptions.add({
        channelId: id,
        topic,
        name: topic,
        createdBy: "1",
        createdAt: BEGINS,
      });
  }
  await close();
}

interface Stage {
  clock: ClockFile;
  standIn: StandIn;
  fleet: Fleet;
  pages: string;
  channels: readonly TrackedChannel[];
}

class Story {
  readonly #options: StoryOptions;
  readonly #stage: Stage;
  readonly #random: () => number;
  readonly #papers: KnownPaper[] = [];
  readonly #counts: Record<string, number> = {};
  readonly #agenda: { at: number; what: () => unknown }[] = [];
  /** Ends what waits for a moment that may not come that day. */
  #dayOver = Promise.withResolvers<void>();

  constructor(options: StoryOptions, stage: Stage) {
    this.#options = options;
    this.#stage = stage;
    this.#random = seededRandom(options.seed);
  }

  async tell(): Promise<StoryOutcome> {
    const { days, hasNights = false } = this.#options;
    const { clock, fleet } = this.#stage;
    this.#startAll();
    for (let day = 0; day < days; day += 1) {
      const from = BEGINS.epochMilliseconds + day * DAY;
      const isLast = day === days - 1;
      this.#planDay(from, isLast);
      await this.#liveUntil(from + HOUR_OF_DIGESTS);
      if (isLast) break;
      if (hasNights) await this.#liveUntil(from + DAY);
      else {
        for (const { name } of BERTHS) await this.#befall(name, "SIGKILL");
        clock.advance(from + DAY - clock.now());
        this.#startAll();
      }
    }
    this.#agenda.length = 0;
    this.#dayIsOver();
    for (const berth of BERTHS) await this.#bringBack(berth);
    await fleet.until(() => this.#isAllThere(), PATIENCE);
    // Whatever comes twice may come late.
    await fleet.pass(2 * MIN);
    return this.#outcome();
  }

  #startAll(): void {
    for (const berth of BERTHS) this.#stage.fleet.start(berth);
  }

  /** Papers, before and while digests are due, and what befalls the fleet. */
  #planDay(from: number, isLast: boolean): void {
    const drawTime = (spanMs: number) => from + Math.floor(this.#random() * spanMs);
    const count = 3 + Math.floor(this.#random() * 3);
    for (let n = 0; n < count; n += 1) {
      // What comes after the last digest of the story is due nowhere.
      const at = drawTime(isLast ? BEFORE_ALL : TROUBLED);
      this.#agenda.push({ at, what: () => this.#bringPapers() });
    }
    for (let n = 0; n < this.#options.troubles; n += 1) {
      const at = drawTime(TROUBLED);
      const isAtRequest = this.#random() < 0.6;
      this.#agenda.push({ at, what: () => (isAtRequest ? this.#waitForPost() : this.#trouble()) });
    }
  }

  async #liveUntil(end: number): Promise<void> {
    const { clock, fleet } = this.#stage;
    while (clock.now() < end) {
      const due = this.#agenda.filter(({ at }) => at <= clock.now());
      for (const one of due) {
        this.#agenda.splice(this.#agenda.indexOf(one), 1);
        await one.what();
      }
      await fleet.pass(1 * S);
    }
    this.#dayIsOver();
  }

  #dayIsOver(): void {
    this.#dayOver.resolve();
    this.#dayOver = Promise.withResolvers();
    this.#stage.standIn.mend();
  }

  #bringPapers(): void {
    const blocks = Array.from({ length: 1 + Math.floor(this.#random() * 3) }, () => {
      const topic = pick(TOPICS, this.#random);
      const code = codeOf(this.#papers.length);
      this.#papers.push({ code, topic });
      return [`About ${topic} and ${code}`, `We look at ${topic} at night.`, METADATA];
    }).flat();
    const name = `${String(this.#papers.length).padStart(4, "0")}.txt`;
    writeFileSync(join(this.#stage.pages, name), aPage(...FURNITURE, ...blocks));
  }

  /** The process that holds a shard, as far as it has said so. */
  #holderOf(shard: number): string | null {
    const { fleet } = this.#stage;
    const half = shard < SHARDS / 2 ? "0-1/4" : "2-3/4";
    const holder = BERTHS.find(({ name, shards }) => {
      if (shards !== half || fleet.stateOf(name) !== "there") return false;
      const told = fleet
        .logOf(name)
        .findLast(({ msg }) => /These shards|Lost its|standing by/.test(msg));
      return told?.msg.startsWith("These shards") ?? false;
    });
    return holder?.name ?? null;
  }

  /** Something happens to whoever is sending. */
  async #trouble(): Promise<void> {
    const holder = this.#holderOf(Math.floor(this.#random() * SHARDS));
    const name = this.#random() < 0.8 && holder ? holder : pick(BERTHS, this.#random).name;
    const way = this.#random();
    if (way < 0.5) await this.#befall(name, "SIGKILL");
    else if (way < 0.9) await this.#befall(name, "SIGSTOP");
    else await this.#befall(name, "SIGTERM");
  }

  async #befall(name: string, signal: "SIGKILL" | "SIGSTOP" | "SIGTERM"): Promise<void> {
    const { clock, fleet } = this.#stage;
    const berth = BERTHS.find((one) => one.name === name);
    if (!berth || fleet.stateOf(name) !== "there") return;
    this.#counts[signal] = (this.#counts[signal] ?? 0) + 1;
    await fleet.signal(name, signal);
    const longest = signal === "SIGSTOP" ? 5 * MIN : MIN;
    const at = clock.now() + 5 * S + Math.floor(this.#random() * longest);
    this.#agenda.push({ at, what: () => this.#bringBack(berth) });
  }

  async #bringBack(berth: Berth): Promise<void> {
    const { fleet } = this.#stage;
    const state = fleet.stateOf(berth.name);
    if (state === "stopped") await fleet.signal(berth.name, "SIGCONT");
    if (state === "gone") fleet.start(berth);
  }

  /** Something happens to whoever posts next in the channels of a shard, or after a few more. */
  #waitForPost(): void {
    const { standIn, channels } = this.#stage;
    const shard = Math.floor(this.#random() * SHARDS);
    const ids = channels.filter((one) => one.shard === shard).map(({ id }) => id);
    const posts = new RegExp(`^POST /channels/(${ids.join("|")})/(messages|threads)$`);
    const passing = Math.floor(this.#random() * 3);
    const signal = this.#random() < 0.6 ? "SIGKILL" : "SIGSTOP";
    const isDone = Promise.withResolvers<void>();
    void this.#dayOver.promise.then(isDone.resolve);
    const stored = this.#random();
    if (signal === "SIGKILL")
      // Stored, and the answer never arrives; stored after its death; or not at all.
      standIn.fail({
        on: posts,
        after: passing,
        with: stored < 0.8 ? { heldUntil: isDone.promise } : { reset: true },
        takesEffect: stored < 0.4,
      });
    const strike = async () => {
      if (!(await this.#arrivals(posts, passing + 1))) return;
      const holder = this.#holderOf(shard);
      this.#counts[`${signal} at a request`] = (this.#counts[`${signal} at a request`] ?? 0) + 1;
      if (holder) await this.#befall(holder, signal);
      isDone.resolve();
    };
    void strike();
  }

  /** False where the day ends before. */
  async #arrivals(posts: RegExp, most: number): Promise<boolean> {
    const over = this.#dayOver.promise.then(() => false);
    for (let n = 0; n < most; n += 1) {
      const arrival = async (): Promise<boolean> => {
        for (;;)
          try {
            await this.#stage.standIn.arrival(posts);
            return true;
          } catch {
            // The stand-in waits for so long by the real clock.
          }
      };
      if (!(await Promise.race([arrival(), over]))) return false;
    }
    return true;
  }

  #dueIn({ topics }: TrackedChannel): string[] {
    return this.#papers.filter(({ topic }) => topics.includes(topic)).map(({ code }) => code);
  }

  #shownIn({ id }: TrackedChannel): string[] {
    const { guild, messages } = this.#stage.standIn;
    const posts = guild.channels.filter(({ parentId }) => parentId === id);
    const places = new Set([id, ...posts.map((post) => post.id)]);
    return messages.all
      .filter((message) => places.has(message.channelId) && isOfDigest(message))
      .flatMap(({ body }) => allComponents(body.components ?? []))
      .flatMap(({ options = [] }) => options.map(({ label }) => label.match(CODE)?.[0] ?? label));
  }

  #isAllThere(): boolean {
    return this.#stage.channels.every((channel) => {
      const shown = new Set(this.#shownIn(channel));
      return this.#dueIn(channel).every((code) => shown.has(code));
    });
  }

  #outcome(): StoryOutcome {
    const { channels, standIn, fleet } = this.#stage;
    const lines = BERTHS.flatMap(({ name }) =>
      fleet.logOf(name).map((line): LogLine => ({ name, ...line })),
    );
    return {
      channels: channels.map((channel) => ({
        told: `${channel.kind} ${channel.id} at ${channel.time}`,
        shown: this.#shownIn(channel).toSorted(),
        due: this.#dueIn(channel).toSorted(),
      })),
      refusals: standIn.refusals,
      outcries: lines.filter(({ level }) => level >= 60).map(({ msg }) => msg),
      counts: this.#counts,
      logs: lines
        .toSorted((a, b) => Number(a["time"] ?? 0) - Number(b["time"] ?? 0))
        .map((line) => JSON.stringify(line)),
    };
  }
}

const CODE = /\bq[a-z]{4}q\b/;

/** A word of its own for each number. */
function codeOf(number: number): string {
  const letters = number.toString(26).padStart(4, "0").split("");
  return `q${letters.map((letter) => "abcdefghijklmnopqrstuvwxyz"[Number.parseInt(letter, 26)]).join("")}q`;
}
