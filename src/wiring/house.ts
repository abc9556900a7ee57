import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { ReadAttachment } from "../../commands/command/attachment.ts";
import type { Command, Services } from "../../commands/command/command.ts";
import { createOpenings } from "../community/openings.ts";
import { createOpinions, type MessagesAbout } from "../community/opinions.ts";
import { createVoting, type IsOpenToAll } from "../community/votes.ts";
import type { Book } from "../digests/book.ts";
import type { MatchTopics, PapersAbout } from "../digests/planning/arrive.ts";
import { createClubRounds } from "../community/clubs/run-rounds.ts";
import type { Events } from "../community/clubs/events.ts";
import { createDiscuss } from "../community/discussions/discuss.ts";
import { freeLeases } from "../community/posting/leases.ts";
import type { Threads } from "../community/posting/threads.ts";
import type { Courier } from "../digests/courier.ts";
import { createDelivery } from "../digests/delivery/deliver.ts";
import { followDefaultZone } from "../digests/subscriptions/follow-default-zone.ts";
import { type NamedServer, NO_NAMES } from "../digests/server-names.ts";
import { promptly, within } from "../digests/delivery/promptly.ts";
import { createRounds } from "../digests/delivery/rounds.ts";
import type { OutletCourier } from "../digests/outlets/outlet-courier.ts";
import { createOutletRounds } from "../digests/outlets/rounds.ts";
import { createMailCourier, type MailOptions, type MaySee } from "../mail/courier.ts";
import { createMailDesk } from "../mail/desk.ts";
import { tellMailEnded, tellMailLost } from "./mail.ts";
import { createDispatcher, type Dispatcher } from "../dispatch/dispatch.ts";
import type { Library } from "./library.ts";
import { openWebhooks, PUBLIC_GROUND } from "./webhooks.ts";
import type { Ground } from "../webhooks/post.ts";
import { createDealer } from "../papers/dealer.ts";
import { type FeedList, NO_FEEDS } from "../papers/feed-list.ts";
import { type LookUpOutcome, NO_LOOK_UPS, type PaperLookUps } from "../papers/paper-look-up.ts";
import type { Draws } from "../papers/draws.ts";
import type { SourceHealth } from "../papers/source-health.ts";
import { hasEnded, processName } from "../process/process-name.ts";
import type { Meaning } from "../search/vectors/meaning.ts";
import type { ConnectionState } from "../messages/help.ts";
import { type Meter, meteredBook, meteredIndex } from "./metered.ts";
import { createPrune } from "./prune.ts";
import { soon } from "./soon.ts";
import { createStoreWatch } from "./store-watch.ts";
import { createUnlessAway } from "./unless-away.ts";
import type { Store } from "../store/open.ts";
import { isInLog, mayBeOver, troubleOf } from "../store/trouble.ts";

export interface HouseOptions {
  commands: readonly Command[];
  store: Store;
  library: Library;
  /** Whether this process does what is for one alone to do. Default: it does. */
  isOurWork?: (work: Work) => boolean;
  /** How the sources are. Default: the library's folders alone. */
  sources?: () => readonly SourceHealth[];
  /** Asks arXiv for papers that people name. Default: it may not be asked. */
  lookUps?: PaperLookUps;
  /** The feeds that are read. Default: none. */
  feeds?: FeedList;
  /** Ids of those who may change them. Default: nobody. */
  operators?: readonly string[];
  /** What an embedding model knows. Default: none is set. */
  meaning?: Meaning | null;
  /** Through whom mails leave, and where one can be stopped; see `MailCourierOptions`. Default: none do. */
  mail?: MailOptions | null;
  /** Told what happens, by whoever counts it. Default: nobody does. */
  meter?: Meter | null;
  /** Where people reach public pages. Default: nobody said. */
  pagesUrl?: string | null;
  /** Through whom copies of digests go out beside webhooks and mail. Default: none do. */
  outletCouriers?: readonly OutletCourier[];
  /** Default: webhooks go to the public internet alone. */
  webhookGround?: Ground;
  /** IANA name: the zone of days and hours wherever nobody chose another. */
  timeZone: string;
  log: Logger;
  now: () => Temporal.Instant;
  random?: () => number;
  /** How long people wait for Discord before they are answered all the same. Default: seconds. */
  patienceMs?: { probe: number; delivery: number; answer: number };
}

/** What one of several processes does for all. */
export type Work = "matching" | "pruning" | "sources";

/** Together under the 10 s in which everybody is answered. */
const PATIENCE_MS = { probe: 3000, delivery: 4500, answer: 8500 };

/** A card does not wait longer to say how many messages a thread has. */
const COUNT_WITHIN_MS = 700;

/** Discord, or the playground. */
export interface Front {
  /** Through whom digests are delivered. */
  courier: Courier;
  threads: Threads;
  events: Events;
  readAttachment: ReadAttachment;
  serverNames: (guildId: string) => NamedServer;
  /** Whether a channel of a server is shown to all its members, whatever roles they have. */
  isOpenToAll: (guildId: string, channelId: string) => boolean;
  /** Whether somebody is shown a channel who does not ask just now. */
  maySee: MaySee;
  /** Whether a server, or direct messages, are for this process to serve. Default: all are. */
  isOurs?: (guildId: string | null) => boolean;
  /** What link invites the bot, if any. */
  inviteUrl: string | null;
  /** How it tells of a server, or of direct messages. Default: not at all. */
  connection?: (guildId: string | null) => ConnectionState;
}

/** All rooms, wired together; what is missing is a front: Discord, or the playground. */
export interface House {
  services: Services;
  dispatcher: Dispatcher;
  /** As it logs itself: see `StoreWatch`. */
  log: Logger;
  /** Requests may come in before; what they ask of the front waits. */
  open(front: Front): void;
  /** Sees what is new, for whoever asks. */
  refresh: () => Promise<void>;
  /** Sees what is new, and no more than that. */
  look: () => Promise<void>;
  /** Sees what is new and does all that is due. Waits for `open`. */
  tick: () => Promise<void>;
  /** Lets what is in flight finish, for so long; true when all of it did. */
  close(timeoutMs: number): Promise<boolean>;
}

export async function openHouse({
  commands,
  store,
  library,
  isOurWork = () => true,
  sources = () => [library.health],
  lookUps = NO_LOOK_UPS,
  feeds = NO_FEEDS,
  operators = [],
  meaning = null,
  mail = null,
  meter = null,
  pagesUrl = null,
  outletCouriers = [],
  webhookGround = PUBLIC_GROUND,
  timeZone,
  log: wholeLog,
  now,
  random = Math.random,
  patienceMs = PATIENCE_MS,
}: HouseOptions): Promise<House> {
  const storeWatch = createStoreWatch({ memory: store.memory, log: wholeLog, now });
  const { log } = storeWatch;
  const unlessAway = createUnlessAway(log);
  const { views, draws, drafts, imports, setups, shelves, citationKeys } = store;

  try {
    await followDefaultZone({ book: store.book, timeZone, now: now(), log });
    if (library.isIncomplete) await store.book.arrivals.openArchive();
  } catch (error) {
    // Whoever starts without the database starts once more when it is back.
    if (!isInLog(error)) throw error;
  }

  const front = Promise.withResolvers<Front>();
  const isOpenToAll: IsOpenToAll = async (...asked) => (await front.promise).isOpenToAll(...asked);
  const voting = createVoting(store.votes, isOpenToAll);
  const openings = createOpenings(store.openings, { isOpenToAll, now });
  /** In discussions that all readers of a channel see. */
  const messagesAbout: MessagesAbout = async (paperId, { guildId, channelId }) => {
    const { isOpenToAll: isOpen } = await front.promise;
    const sees = (id: string) => id === channelId || isOpen(guildId, id);
    const known = await within(discuss.known(paperId, { guildId, sees }), COUNT_WITHIN_MS);
    return known === "late" ? null : (known?.messages ?? null);
  };
  const book: Book = {
    ...store.book,
    ...(meter && meteredBook(store.book, meter)),
    opinions: createOpinions(voting, messagesAbout, {
      sent: (...asked) => store.book.history.sent(...asked),
      paper: (id) => library.corpus.byId(id),
      openedOf: (...asked) => openings.openedOf(...asked),
    }),
  };
  let opened: Front | null = null;
  const courier: Courier = {
    ...onceThere(front.promise.then((its) => its.courier)),
    get time() {
      return opened?.courier.time ?? null;
    },
  };

  const isOurs = (guildId: string | null) => opened?.isOurs?.(guildId) ?? true;
  const mayPrune = () => isOurWork("pruning");
  const delivery = createDelivery({
    book,
    corpus: () => library.corpus,
    courier,
    now,
    owner: processName,
    hasEnded,
    isOfStore: mayBeOver,
    isOurs,
    log,
  });
  const mailCourier =
    mail &&
    createMailCourier({
      ...mail,
      keep: store.mails,
      maySee: async (...asked) => await (await front.promise).maySee(...asked),
      channelName: async (guildId, channelId) =>
        (await front.promise).serverNames(guildId).channels.find(({ id }) => id === channelId)
          ?.name ?? null,
    });
  const webhooks = openWebhooks(webhookGround, { store, pagesUrl, courier, now, newId, log });
  const outletRounds = createOutletRounds({
    outlets: store.outlets,
    book,
    corpus: () => library.corpus,
    couriers: [...outletCouriers, webhooks.courier, ...(mailCourier ? [mailCourier] : [])],
    now,
    owner: processName,
    hasEnded,
    isOurs,
    onEnd: async (outlet, why) => {
      if (outlet.kind === "mail") await tellMailEnded(outlet, why, { store, courier });
      else await webhooks.tellEnd(outlet, why);
    },
    ...(meter && { onFinish: (...ended) => meter.copiesEnded(...ended) }),
    onGiveUp: async (outlet) => {
      if (outlet.kind === "mail") await tellMailLost(outlet, { store, courier });
      else await webhooks.tellLost(outlet);
    },
    log,
  });
  /** Side by side: a mail server that hangs holds up no channel, and no channel a mail. */
  const sending = {
    async deliver() {
      await Promise.all([delivery.deliver(), outletRounds.run()]);
    },
  };
  const worker = { leases: store.workLeases, owner: processName, isOurs, now };
  const discuss = createDiscuss({
    ...worker,
    discussions: store.discussions,
    postings: store.postings,
    poster: courier,
    threads: threadsOnceThere(front.promise.then((its) => its.threads)),
    probe: promptly(courier, patienceMs.probe).probe,
    tagOf: async (channelId) =>
      (await book.subscriptions.channel(channelId))?.settings.tag?.id ?? null,
    newId,
    log,
  });
  const clubRounds = createClubRounds({
    ...worker,
    clubs: store.clubs,
    postings: store.postings,
    poster: courier,
    discuss: async (...asked) => await discuss.discuss(...asked),
    probe: promptly(courier, patienceMs.probe).probe,
    events: eventsOnceThere(front.promise.then((its) => its.events)),
    mostVoted: async ({ guildId, channelId }, since, most) => {
      const place = { guildId, channelId, audienceId: channelId };
      const counts = [...(await voting.countsSince(place, since))];
      return counts
        .map(([paperId, votes]) => ({ paperId, votes }))
        .toSorted((one, other) => other.votes - one.votes)
        .slice(0, most);
    },
    paper: (id) => library.corpus.byId(id) ?? null,
    tell: async (...asked) => await courier.tell(...asked),
    newId,
    log,
  });
  const today = () => now().toZonedDateTimeISO("UTC").toPlainDate();
  const match: MatchTopics = (topics, papers) => library.index.matchTopics(topics, papers, today());
  const about: PapersAbout = (topic) => library.index.papersAbout(topic, today());
  const rounds = createRounds({
    book,
    library,
    match,
    about,
    delivery: sending,
    isOurs,
    mayMatch: () => isOurWork("matching"),
    now,
    newId,
    log,
  });

  const drawsNotedSoon: Draws = {
    drawn: async (channelId) => await unlessAway(draws.drawn(channelId), new Set()),
    note: async (...dealt) => void (await soon(draws.note(...dealt), log)),
  };

  const { takeIn } = rounds;
  const mailDesk =
    mail &&
    createMailDesk({
      keep: store.mails,
      outlets: store.outlets,
      smtp: mail.smtp,
      digests: { book, takeIn, timeZone },
      now,
      newId,
    });

  const services: Services = {
    mail: mailDesk,
    get corpus() {
      return library.corpus;
    },
    get index() {
      return meter ? meteredIndex(library.index, meter) : library.index;
    },
    meaning,
    now,
    views: {
      save: async (view, toAll) => await soon(views.save(view, { at: now(), toAll }), log),
      load: async (key) => await views.load(key),
    },
    lookUps: seenAtOnce(lookUps, rounds.look, log),
    shelves,
    privacy: store.privacy,
    catchUps: {
      last: async (...asked) => await store.catchUps.last(...asked),
      note: async (...caughtUp) => void (await soon(store.catchUps.note(...caughtUp), log)),
    },
    noteOpened: async (...card) => void (await soon(openings.note(...card), log)),
    citationKeys,
    unlessAway,
    dealer: createDealer({ draws: drawsNotedSoon, now, random }),
    digests: {
      book,
      drafts,
      imports,
      setups,
      courier: promptly(courier, patienceMs.probe),
      post: async (...asked) => {
        const sent = await within(courier.send(...asked), patienceMs.probe);
        const reason = "Discord takes long";
        return sent === "late" ? { kind: "unavailable", reason } : sent;
      },
      webhooks: webhooks.desk,
      about,
      match,
      takeIn,
      deliver: async (digestId) =>
        (await within(delivery.deliverOne(digestId), patienceMs.delivery)) !== "late",
      newId,
      timeZone,
      sources,
      names: async (guildId) =>
        guildId === null ? NO_NAMES : (await front.promise).serverNames(guildId),
      publicPages: { channels: store.publicChannels, url: pagesUrl, isOpenToAll },
    },
    feeds,
    isOperator: (userId) => operators.includes(userId),
    voting,
    discussions: {
      async discuss(...asked) {
        const came = await within(discuss.discuss(...asked), patienceMs.delivery);
        return came === "late" ? { kind: "under way" } : came;
      },
      async known(...asked) {
        const known = within(discuss.known(...asked), COUNT_WITHIN_MS);
        return await unlessAway(
          known.then((its) => (its === "late" ? null : its)),
          null,
        );
      },
    },
    clubs: store.clubs,
    readAttachment: async (...asked) => await (await front.promise).readAttachment(...asked),
    get inviteUrl() {
      return opened?.inviteUrl ?? null;
    },
    connection: (guildId) => opened?.connection?.(guildId) ?? null,
    log,
  };
  const dispatcher = createDispatcher({
    commands,
    services,
    log,
    promised: store.promisedAnswers,
    explain: (error) => troubleOf(error)?.message ?? null,
    answerWithinMs: patienceMs.answer,
  });

  const prune = createPrune({ pruning: store.pruning, now, log });

  async function resume(): Promise<void> {
    try {
      await freeLeases(worker, hasEnded);
      await discuss.resume();
      await clubRounds.run();
    } catch (error) {
      log.error({ err: error }, "Could not go on with threads and clubs");
    }
  }

  return {
    services,
    dispatcher,
    log,
    open(its) {
      opened = its;
      front.resolve(its);
    },
    refresh: rounds.refresh,
    look: rounds.look,
    async tick() {
      const beside = Promise.all([resume(), mayPrune() ? prune() : undefined]);
      try {
        await rounds.tick();
        await beside;
      } finally {
        await storeWatch.look();
      }
    },
    async close(timeoutMs) {
      const [drained] = await Promise.all([
        dispatcher.drain(timeoutMs),
        Promise.race([
          Promise.all([delivery.stop(), outletRounds.stop()]),
          delay(timeoutMs, undefined, { ref: false }),
        ]),
      ]);
      return drained;
    },
  };
}

/** What was found is taken in a moment later: whoever waits for its card does not wait for that. */
function seenAtOnce(lookUps: PaperLookUps, look: () => Promise<void>, log: Logger): PaperLookUps {
  async function lookAfter(outcome: Promise<LookUpOutcome>): Promise<void> {
    if ((await outcome).kind === "found") await look();
  }
  return {
    canAsk: (by) => lookUps.canAsk(by),
    ask(by, userId) {
      const outcome = lookUps.ask(by, userId);
      if (outcome)
        lookAfter(outcome).catch((error: unknown) =>
          log.error({ err: error }, "Could not take in a paper that was looked up"),
        );
      return outcome;
    },
  };
}

function eventsOnceThere(ready: Promise<Events>): Events {
  return {
    ensure: async (...request) => await (await ready).ensure(...request),
    cancel: async (...request) => await (await ready).cancel(...request),
  };
}

function threadsOnceThere(ready: Promise<Threads>): Threads {
  return {
    start: async (...request) => await (await ready).start(...request),
    look: async (...request) => await (await ready).look(...request),
    revive: async (...request) => await (await ready).revive(...request),
  };
}

/** Short enough for a nonce, with a message's number behind it. */
function newId(): string {
  return randomBytes(8).toString("hex");
}

/** Requests may come in before the front is quite there; what they ask of the courier waits. */
function onceThere(ready: Promise<Courier>): Courier {
  return {
    probe: async (...request) => await (await ready).probe(...request),
    isOpenPost: async (...request) => await (await ready).isOpenPost(...request),
    send: async (...request) => await (await ready).send(...request),
    find: async (...request) => await (await ready).find(...request),
    publish: async (...request) => await (await ready).publish(...request),
    change: async (...request) => (await (await ready).change?.(...request)) ?? false,
    tell: async (...request) => await (await ready).tell(...request),
  };
}
