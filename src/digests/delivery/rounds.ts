import { setImmediate, setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import { arrive, type MatchTopics, type PapersAbout } from "../planning/arrive.ts";
import { matchAgain } from "../planning/match-again.ts";
import type { Book } from "../book.ts";
import type { Channel } from "../digest.ts";
import type { Delivery } from "./deliver.ts";
import { planDue } from "../planning/due.ts";
import { within } from "./promptly.ts";
import { planRoundUp } from "../planning/round-up.ts";

export interface RoundsOptions {
  book: Book;
  /** Reads the sources again where they changed; `corpus` is then another one. */
  library: {
    readonly corpus: Corpus;
    /** Whether much of what is there is still on its way into the corpus. */
    readonly isIncomplete: boolean;
    readonly isHalfTaken: boolean;
    refresh(): Promise<boolean>;
    /** Sees what other processes took in. Default: there are none. */
    catchUp?(): Promise<{ hasChanged: boolean; hasAll: boolean }>;
  };
  match: MatchTopics;
  about: PapersAbout;
  delivery: Pick<Delivery, "deliver" | "deliverOne">;
  /** Whether this process plans for a server, or for direct messages. Default: for all. */
  isOurs?: (guildId: string | null) => boolean;
  /** Whether this process numbers and matches what comes for all others too. Default: it does. */
  mayMatch?: () => boolean;
  now: () => Temporal.Instant;
  newId: () => string;
  log: Logger;
  /** How long planning waits for the sources to be looked at. Default 10 s. */
  lookLimitMs?: number;
}

export interface Rounds {
  /** Every paper of the corpus has arrived afterwards, and every topic is matched. */
  takeIn: () => Promise<void>;
  /** Reads the sources again, in the time that there is for it. */
  refresh: () => Promise<void>;
  /** Sees what is new, and no more than that. */
  look: () => Promise<void>;
  /**
   * Sees what is new, plans every digest that is due, and delivers: where thousands are due, the first is on
   * its way while the others are planned. Calls may overlap, so that a
   * slow delivery never holds up the next; they plan one after the other. Where seeing or planning
   * fails, all that comes after is done, and then the call fails; where seeing takes long, it goes
   * on beside the rest.
   */
  tick: () => Promise<void>;
}

/** However far behind the papers are here, a digest comes on its day. */
const LONGEST_WAIT = { minutes: 10 };

export function createRounds({
  book,
  library,
  match,
  about,
  delivery,
  isOurs = () => true,
  mayMatch = () => true,
  now,
  newId,
  log,
  lookLimitMs = 10_000,
}: RoundsOptions): Rounds {
  const upSince = now();
  let turns: Promise<unknown> = Promise.resolve();
  let nextPlan: PlanUnderWay | null = null;
  let takingIn: Promise<unknown> = Promise.resolve();
  /** Whether there may be papers that have not arrived, or topics that are not matched. */
  let isBehind = true;
  /** Until this process has seen all there is: one before it may have left it open. */
  let mayBeOpen = true;

  /** One call at a time: two would number the same papers. */
  async function takeIn(): Promise<void> {
    const turn = takingIn.then(async () => {
      const { corpus, isIncomplete, isHalfTaken } = library;
      const arrived = await arrive({ book, corpus, match, about, now: now() });
      if (mayBeOpen && !isIncomplete && !isHalfTaken) {
        await book.arrivals.closeArchive();
        mayBeOpen = false;
      }
      await matchAgain({ book, corpus, match, now: now() });
      return arrived;
    });
    takingIn = turn.catch(() => (isBehind = true));
    const fresh = await turn;
    isBehind = false;
    if (fresh.length > 0) log.info({ papers: fresh.length }, "New papers arrived");
  }

  /** Never two at a time: they would read the same pages. */
  let refreshing: Promise<void> | null = null;

  async function refresh(): Promise<void> {
    // One that is under way may have looked too early.
    await refreshing?.catch(() => undefined);
    refreshing ??= refreshNow().finally(() => (refreshing = null));
    await refreshing;
  }

  async function refreshNow(): Promise<void> {
    if (await library.refresh()) isBehind = true;
  }

  /** Waits for `refresh`, but not for ever: whatever hangs there, what is due is due. */
  async function refreshInTime(): Promise<void> {
    const limit = new AbortController();
    const { signal } = limit;
    const late = delay(lookLimitMs, "late" as const, { signal, ref: false });
    const looked = refresh();
    try {
      if ((await Promise.race([looked, late])) !== "late") return;
      log.warn("Reading the sources is taking long; digests go out without waiting for it");
      looked.catch((error: unknown) => log.error({ err: error }, "Reading the sources failed"));
    } finally {
      limit.abort();
      late.catch(() => undefined);
    }
  }

  async function look(): Promise<void> {
    await eachOf(refreshInTime, async () => {
      if (isBehind && (mayMatch() || mayBeOpen)) await takeIn();
    });
  }

  async function planAll(begun: Promise<void>[]): Promise<void> {
    await eachOf(
      () => book.subscriptions.unsettleAhead(now()),
      async () => {
        if (await hasAllPapers()) await eachOf(takeInForOthers, () => planDueChannels(begun));
      },
      planDueRoundUps,
    );
  }

  /** Since when digests wait for papers that other processes have. */
  let waitsSince: Temporal.Instant | null = null;

  /**
   * Whether what is due can be planned. What another process took in before the slot, and this one doesn't have yet,
   * would come a day later.
   */
  async function hasAllPapers(): Promise<boolean> {
    if ((await dueHere()).length === 0 || (await caughtUp())) {
      waitsSince = null;
      return true;
    }
    if (waitsSince === null)
      log.warn("Papers of other processes are still on their way here; digests wait for them");
    waitsSince ??= now();
    return Temporal.Instant.compare(now(), waitsSince.add(LONGEST_WAIT)) >= 0;
  }

  async function caughtUp(): Promise<boolean> {
    if (!library.catchUp) return true;
    const catchingUp = library.catchUp().then(({ hasChanged, hasAll }) => {
      if (hasChanged) isBehind = true;
      return hasAll;
    });
    // What goes wrong there, a look has told of.
    return (await within(catchingUp, lookLimitMs).catch(() => false)) === true;
  }

  async function dueHere(): Promise<Channel[]> {
    return (await book.subscriptions.due(now())).filter(({ guildId }) => isOurs(guildId));
  }

  /** What is there when a slot comes is in its digest, whoever matches as a rule. */
  async function takeInForOthers(): Promise<void> {
    if (isBehind && !mayMatch() && (await dueHere()).length > 0) await takeIn();
  }

  function begin(digestId: string): Promise<void> {
    const run = delivery.deliverOne(digestId);
    // Whoever waits for it hears of it.
    run.catch(() => undefined);
    return run;
  }

  async function planDueChannels(begun: Promise<void>[]): Promise<void> {
    for (const channel of await dueHere()) {
      try {
        const planning = { book, corpus: library.corpus, now: now(), upSince, newId };
        const digest = await planDue(channel, planning);
        // What stands in no channel goes out as a copy.
        const isPosted = digest?.finishedAt === null && channel.kind !== "mail";
        if (isPosted) begun.push(begin(digest.id));
      } catch (error) {
        log.error({ err: error, channelId: channel.id }, "Could not plan a digest");
      }
      // Calls of the store wait for nothing, and people wait for answers.
      await setImmediate();
    }
  }

  async function planDueRoundUps(): Promise<void> {
    for (const { channel, since } of await book.subscriptions.dueRoundUps(now())) {
      if (!isOurs(channel.guildId)) continue;
      try {
        await planRoundUp(channel, since, {
          book,
          corpus: library.corpus,
          now: now(),
          upSince,
          newId,
        });
      } catch (error) {
        log.error({ err: error, channelId: channel.id }, "Could not plan a round-up");
      }
      await setImmediate();
    }
  }

  /** One at a time: two would read the same pages, or plan the same digests. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = turns.then(work);
    turns = turn.catch(() => undefined);
    return turn;
  }

  /** Who asks while a plan is being made shares the next: this one may have looked too early. */
  function planInTurn(): PlanUnderWay {
    if (nextPlan) return nextPlan;
    const begun: Promise<void>[] = [];
    const planned = inTurn(() => {
      nextPlan = null;
      return eachOf(look, () => planAll(begun));
    });
    return (nextPlan = { planned, begun });
  }

  return {
    takeIn,
    refresh: refreshInTime,
    look: () => inTurn(look),
    async tick() {
      const { planned, begun } = planInTurn();
      await eachOf(
        () => planned,
        () => Promise.all([delivery.deliver(), ...begun]),
      );
    },
  };
}

interface PlanUnderWay {
  planned: Promise<void>;
  /** Deliveries of what is planned by now. */
  begun: readonly Promise<void>[];
}

/** Does one after the other, whatever goes wrong; then fails as the first of them that did. */
async function eachOf(...works: (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const work of works)
    try {
      await work();
    } catch (error) {
      errors.push(error);
    }
  if (errors.length > 0) throw errors[0];
}
