import { setImmediate } from "node:timers/promises";
import type { Logger } from "pino";
import type { Corpus } from "../papers/corpus.ts";
import { arrive, type MatchTopics, type PapersAbout } from "./arrive.ts";
import type { Book } from "./book.ts";
import type { Delivery } from "./deliver.ts";
import { planDue } from "./due.ts";

export interface RoundsOptions {
  book: Book;
  /** Reads the sources again where they changed; `corpus` is then another one. */
  library: { readonly corpus: Corpus; refresh(): Promise<boolean> };
  match: MatchTopics;
  about: PapersAbout;
  delivery: Pick<Delivery, "deliver">;
  now: () => Temporal.Instant;
  newId: () => string;
  log: Logger;
}

export interface Rounds {
  /** Every paper of the corpus has arrived afterwards, and every topic is matched. */
  takeIn: () => Promise<void>;
  /** Sees what is new, and no more than that. */
  look: () => Promise<void>;
  /**
   * Sees what is new, plans every digest that is due, and delivers. Calls may overlap, so that a
   * slow delivery never holds up the next; they plan one after the other. What is planned already
   * is delivered even if that fails.
   */
  tick: () => Promise<void>;
}

/** A server or a channel that is lost may come back for this long. */
const KEEP_ENDED = { hours: 30 * 24 };

export function createRounds({
  book,
  library,
  match,
  about,
  delivery,
  now,
  newId,
  log,
}: RoundsOptions): Rounds {
  const upSince = now();
  let turns: Promise<unknown> = Promise.resolve();
  let nextPlan: Promise<void> | null = null;
  let takingIn: Promise<unknown> = Promise.resolve();
  /** Whether there may be papers that have not arrived, or topics that are not matched. */
  let isBehind = true;

  /** One call at a time: two would number the same papers. */
  async function takeIn(): Promise<void> {
    const turn = takingIn.then(() => {
      const { corpus } = library;
      return arrive({ book, corpus, match, about, now: now() });
    });
    takingIn = turn.catch(() => (isBehind = true));
    const fresh = await turn;
    isBehind = false;
    if (fresh.length > 0) log.info({ papers: fresh.length }, "Papers arrived");
  }

  async function look(): Promise<void> {
    if (await library.refresh()) isBehind = true;
    if (isBehind) await takeIn();
  }

  async function plan(): Promise<void> {
    await look();
    await book.subscriptions.forgetEnded(now().subtract(KEEP_ENDED));
    await book.subscriptions.unsettleAhead(now());
    for (const channel of await book.subscriptions.due(now())) {
      try {
        await planDue(channel, { book, corpus: library.corpus, now: now(), upSince, newId });
      } catch (error) {
        log.error({ err: error, channelId: channel.id }, "A digest could not be planned");
      }
      // Calls of the store wait for nothing, and people wait for answers.
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
  function planInTurn(): Promise<void> {
    nextPlan ??= inTurn(() => {
      nextPlan = null;
      return plan();
    });
    return nextPlan;
  }

  return {
    takeIn,
    look: () => inTurn(look),
    async tick() {
      try {
        await planInTurn();
      } finally {
        await delivery.deliver();
      }
    },
  };
}
