import { rmSync } from "node:fs";
import { join } from "node:path";
import { ChannelType } from "discord-api-types/v10";
import type { Book } from "../../src/digests/book.ts";
import { createDelivery, type Delivery } from "../../src/digests/delivery/deliver.ts";
import type { Channel, PlaceKind, Digest } from "../../src/digests/digest.ts";
import { planDue } from "../../src/digests/planning/due.ts";
import type { PublicChannels } from "../../src/digests/public-channels.ts";
import type { OpeningBook } from "../../src/community/openings.ts";
import { createPresence, type Presence } from "../../src/digests/subscriptions/presence.ts";
import type { Corpus } from "../../src/papers/corpus/corpus.ts";
import type { Paper } from "../../src/papers/paper.ts";
import type { BotOptions } from "../../src/discord/bot.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { type BotInTest, startBotAt } from "../discord/bot-in-test.ts";
import type { GuildChannel } from "../discord/guild.ts";
import type { Message } from "../discord/messages.ts";
import { probeCommand } from "../discord/probe-commands.ts";
import { type StandIn, type StandInOptions, startStandIn } from "../discord/stand-in.ts";
import { personId, world } from "../discord/world.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { aChannel, FRIDAY, subscribed } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";
import { isOfDigest, papersOn } from "./on-messages.ts";

/** The slot after Friday's, in the channels of these tests. */
export const SATURDAY = FRIDAY.add({ hours: 24 });

export const POST_MESSAGE = /^POST \/channels\/\d+\/messages$/;

/** Everything that delivers digests, against the stand-in Discord, on a clock that stands. */
export interface PostOffice {
  readonly standIn: StandIn;
  readonly bot: BotInTest;
  readonly book: Book;
  readonly publicChannels: PublicChannels;
  readonly openings: OpeningBook;
  /** All papers that have come. */
  readonly corpus: () => Corpus;
  readonly presence: Presence;
  now: Temporal.Instant;
  /** A channel of its kind that is subscribed to "vision", before any paper has come. */
  channel(
    kind?: PlaceKind,
    options?: Partial<GuildChannel> & Parameters<typeof aChannel>[0],
  ): Promise<string>;
  /** Papers that all channels want. Three of the long ones make two messages. */
  papersCome(papers: Paper[]): Promise<void>;
  /** Plans what is due. */
  plan(): Promise<void>;
  /** As if a minute's tick came at this time: plans what is due, and delivers. */
  tick(at?: Temporal.Instant): Promise<void>;
  /** Resolves once the bot has heard of all that happened until now. */
  hasHeard(): Promise<void>;
  /** The newest digest of a channel. */
  run(channelId: string): Promise<Digest>;
  subscription(channelId: string): Promise<Channel>;
  /** Messages of digests in a channel, or in the posts of a forum. */
  messagesIn(channelId: string): Message[];
  /** The papers that people see in a channel, in order, each as often as it stands there. */
  papersIn(channelId: string): string[];
  /** Another process that delivers from the same store. */
  rival(): Promise<{ delivery: Delivery; close: () => Promise<void> }>;
  /** The same process, killed and started again. */
  restart(): void;
  stop(): Promise<void>;
}

export interface PostOfficeOptions extends StandInOptions {
  /** By how many minutes our clock is ahead of Discord's. */
  ourClock?: number;
  /** What is there before the bot comes. */
  before?: (standIn: StandIn) => void;
  /** The shards of the bot's process. Default: all. */
  span?: BotOptions["span"];
}

export async function openPostOffice({
  ourClock = 0,
  before = () => undefined,
  span = null,
  ...options
}: PostOfficeOptions = {}): Promise<PostOffice> {
  const folder = folderInMemory("paperboy-post-");
  const path = join(folder, "paperboy.db");
  const store: Store = await openStore(path);
  const { book, publicChannels } = store;
  let now = SATURDAY;
  const theirs = () => now.subtract({ minutes: ourClock }).epochMilliseconds;
  const standIn = await startStandIn({ now: theirs, ...options });
  const probe = probeCommand({ work: () => "Done" });
  standIn.application.commands = [probe.data];
  before(standIn);
  const bot = await startBotAt(standIn, { commands: [probe], now: () => now, span });
  const { log } = bot.recorded;
  await bot.recorded.line(/Commands are already registered/);
  const clock = () => now;
  const presence = createPresence({
    book,
    courier: bot.courier,
    publicChannels,
    names: bot.serverNames,
    forget: async (gone) => await store.openings.forget(gone),
    now: clock,
    log,
  });
  const changes: Promise<void>[] = [];
  bot.watchServers((change) => changes.push(presence.note(change)));
  const papers: Paper[] = [];
  const deliveryOf = (owner: string, ownBook: Book) =>
    createDelivery({
      book: ownBook,
      corpus: () => aCorpus(papers),
      courier: bot.courier,
      now: clock,
      owner,
      log,
    });

  let delivery = deliveryOf("first", book);
  let starts = 1;
  let digests = 0;

  const office: PostOffice = {
    standIn,
    bot,
    book,
    publicChannels,
    openings: store.openings,
    corpus: () => aCorpus(papers),
    presence,
    get now() {
      return now;
    },
    set now(at) {
      now = at;
    },

    async channel(kind = "text", { settings, setUpBy = personId("ada"), ...given } = {}) {
      const id =
        kind === "dm"
          ? world.dmChannelId
          : standIn.guild.addChannel({ type: TYPES[kind], ...placeFor(kind), ...given }).id;
      const guildId = kind === "dm" ? null : world.guildId;
      // No quiet lines, unless a test is about them.
      const quiet = { quietDay: "nothing", ...settings } as const;
      await subscribed(book, aChannel({ id, kind, guildId, setUpBy, settings: quiet }), "vision");
      await office.hasHeard();
      return id;
    },

    async papersCome(fresh) {
      papers.push(...fresh);
      const from = await book.arrivals.newest();
      await book.arrivals.note(
        fresh.map(({ id }) => id),
        office.now,
      );
      const matches = fresh.map(({ id }) => ({
        paperId: id,
        strength: 1,
        words: ["vision"],
        fields: ["title" as const],
      }));
      const until = await book.arrivals.newest();
      await book.arrivals.matched(from, until, new Map([["vision", matches]]));
    },

    async plan() {
      for (const channel of await book.subscriptions.due(now)) {
        const newId = () => `digest${(digests += 1)}`;
        await planDue(channel, { book, corpus: aCorpus(papers), now, newId });
      }
    },

    async tick(at = now) {
      now = at;
      await office.plan();
      await delivery.deliver();
    },

    async hasHeard() {
      // The gateway tells everything in order, so an answer means that all before it was heard.
      await standIn.command("/probe", { hide: true }, { in: "dm" });
      await Promise.all(changes);
    },

    async run(channelId) {
      const [run] = await book.history.runs(channelId, 1);
      if (!run) throw new Error("This channel has had no digest");
      return run;
    },

    async subscription(channelId) {
      const channel = await book.subscriptions.channel(channelId);
      if (!channel) throw new Error("This channel is not known");
      return channel;
    },

    messagesIn(channelId) {
      const posts = standIn.guild.channels.filter(({ parentId }) => parentId === channelId);
      const places = new Set([channelId, ...posts.map(({ id }) => id)]);
      return standIn.messages.all.filter(
        (message) => places.has(message.channelId) && !message.deleted && isOfDigest(message),
      );
    },

    papersIn: (channelId) => office.messagesIn(channelId).flatMap(papersOn),

    async rival() {
      const another = await openStore(path);
      return { delivery: deliveryOf("rival", another.book), close: () => another.close() };
    },

    restart() {
      starts += 1;
      delivery = deliveryOf(`start ${starts}`, book);
      // Whoever was there before is dead, and its lease runs out.
      office.now = office.now.add({ minutes: 3 });
    },

    async stop() {
      await bot.dispatcher.drain(1000);
      await bot.stop();
      await standIn.stop();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
  return office;
}

const TYPES = {
  text: ChannelType.GuildText,
  announcement: ChannelType.GuildAnnouncement,
  thread: ChannelType.PublicThread,
  forum: ChannelType.GuildForum,
} as const;

function placeFor(kind: PlaceKind): Partial<GuildChannel> {
  return kind === "thread" ? { parentId: world.channelId, ownerId: world.botId } : {};
}
