import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Command, Services } from "../../commands/command/command.ts";
import type { Book } from "../digests/book.ts";
import type { MatchTopics, PapersAbout } from "../digests/planning/arrive.ts";
import { followDefaultZone } from "../digests/subscriptions/follow-default-zone.ts";
import { NO_NAMES } from "../digests/server-names.ts";
import { promptly, within } from "../digests/delivery/promptly.ts";
import { createRounds } from "../digests/delivery/rounds.ts";
import type { OutletCourier } from "../digests/outlets/outlet-courier.ts";
import type { MailOptions } from "../mail/courier.ts";
import { createMailDesk } from "../mail/desk.ts";
import { createDispatcher, type Dispatcher } from "../dispatch/dispatch.ts";
import type { Library } from "./library.ts";
import { PUBLIC_GROUND } from "./webhooks.ts";
import type { Ground } from "../webhooks/post.ts";
import { createDealer } from "../papers/dealer.ts";
import { type FeedList, NO_FEEDS } from "../papers/feed-list.ts";
import { type LookUpOutcome, NO_LOOK_UPS, type PaperLookUps } from "../papers/paper-look-up.ts";
import type { Draws } from "../papers/draws.ts";
import type { SourceHealth } from "../papers/source-health.ts";
import type { Meaning } from "../search/vectors/meaning.ts";
import { type Meter, meteredBook, meteredIndex } from "./metered.ts";
import { createPrune } from "./prune.ts";
import { soon } from "./soon.ts";
import { createStoreWatch } from "./store-watch.ts";
import { createUnlessAway } from "./unless-away.ts";
import type { Store } from "../store/open.ts";
import { isInLog, troubleOf } from "../store/trouble.ts";
import { createFrontToCome, type Front } from "./house/front.ts";
import { createGatherings } from "./house/gatherings.ts";
import { createSending } from "./house/sending.ts";

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

  const front = createFrontToCome();
  const { courier, isOurs, isOpenToAll } = front;
  const gatherings = createGatherings({
    store,
    library,
    front,
    probeWithinMs: patienceMs.probe,
    now,
    newId,
    log,
  });
  const { voting, openings } = gatherings;
  const book: Book = {
    ...store.book,
    ...(meter && meteredBook(store.book, meter)),
    opinions: gatherings.opinions,
  };
  const sending = createSending({
    store,
    book,
    library,
    front,
    mail,
    meter,
    pagesUrl,
    outletCouriers,
    webhookGround,
    now,
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
      webhooks: sending.webhooks,
      about,
      match,
      takeIn,
      deliver: async (digestId) =>
        (await within(sending.deliverOne(digestId), patienceMs.delivery)) !== "late",
      newId,
      timeZone,
      sources,
      names: async (guildId) => (guildId === null ? NO_NAMES : await front.serverNames(guildId)),
      publicPages: { channels: store.publicChannels, url: pagesUrl, isOpenToAll },
    },
    feeds,
    isOperator: (userId) => operators.includes(userId),
    voting,
    discussions: {
      async discuss(...asked) {
        const came = await within(gatherings.discuss(...asked), patienceMs.delivery);
        return came === "late" ? { kind: "under way" } : came;
      },
      known: async (...asked) => await unlessAway(gatherings.known(...asked), null),
    },
    clubs: store.clubs,
    readAttachment: front.readAttachment,
    get inviteUrl() {
      return front.inviteUrl;
    },
    connection: front.connection,
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

  return {
    services,
    dispatcher,
    log,
    open: (its) => front.open(its),
    refresh: rounds.refresh,
    look: rounds.look,
    async tick() {
      const beside = Promise.all([gatherings.resume(), isOurWork("pruning") ? prune() : undefined]);
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
        Promise.race([sending.stop(), delay(timeoutMs, undefined, { ref: false })]),
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

/** Short enough for a nonce, with a message's number behind it. */
function newId(): string {
  return randomBytes(8).toString("hex");
}
