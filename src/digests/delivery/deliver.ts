import { setImmediate } from "node:timers/promises";
import type { Logger } from "pino";
import { failedNotice } from "../../messages/digests/digest-notices.ts";
import { alarm, createRecentAlarms } from "./alarm.ts";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Courier } from "../courier.ts";
import type { Digest } from "../digest.ts";
import { createPatience } from "./patience.ts";
import type { DeliveryBook } from "./delivery-run.ts";
import { joined, notesOf, withNote } from "./notes.ts";
import { sendDigest } from "./send-digest.ts";
import { leaveUnsure } from "./give-up.ts";
import { afterMistake } from "./setbacks.ts";
import { isUnsure } from "./steps.ts";
import * as say from "./wording.ts";

export interface DeliveryOptions {
  book: DeliveryBook;
  /** Of this moment: a message that is not taken is laid out from it anew. */
  corpus: () => Corpus;
  courier: Courier;
  now: () => Temporal.Instant;
  /**
   * Names this process among those that share the store. One that starts again under the same name
   * goes on at once; another waits until the lease of a digest has run out.
   */
  owner: string;
  /** Whether the process of a name is known to have ended: its digests are free at once. */
  hasEnded?: (owner: string) => boolean;
  /** Whether this process delivers to a server, or to direct messages. Default: to all. */
  isOurs?: (guildId: string | null) => boolean;
  /** Whether an error says that the store cannot be used for now, as on a full disk. */
  isOfStore?: (error: unknown) => boolean;
  log: Logger;
  /** How often the lease of what is under way is renewed: well within it. */
  renewEveryMs?: number;
}

export interface Delivery {
  /**
   * Brings every digest that is not finished as far as it can be brought now, all channels side by
   * side. Digests that an earlier call is still busy with are left to that call. Never fails because
   * of one digest.
   */
  deliver(): Promise<void>;
  /** The same for one digest alone, and now, whenever its next attempt would be due. */
  deliverOne(digestId: string): Promise<void>;
  /** Begins no further message; resolves when what is on its way is written down. */
  stop(): Promise<void>;
}

const PAUSE_FOR_STORE = { minutes: 1 };

/**
 * Calls of the store wait for nothing. If thousands of digests began at once, nothing else would get a
 * turn before the last had begun: no request would leave, and nobody's command would be answered.
 */
const STARTS_AT_ONCE = 10;

/** How long a process that died keeps others from its digests, where nobody can see that it did. */
const LEASE = { minutes: 3 };
const RENEW_EVERY_MS = 60_000;

export function createDelivery({
  book,
  corpus,
  courier,
  now,
  owner,
  hasEnded = () => false,
  isOurs = () => true,
  isOfStore = () => false,
  log,
  renewEveryMs = RENEW_EVERY_MS,
}: DeliveryOptions): Delivery {
  const { deliveries, leases, history } = book;
  const underWay = new Map<string, Promise<void>>();
  const patience = createPatience();
  const stopping = new AbortController();

  const recentAlarms = createRecentAlarms(now);

  const claim = (digestId: string) => leases.claim(digestId, owner, now(), now().add(LEASE));

  async function bring(digest: Digest): Promise<void> {
    const about = log.child({ digestId: digest.id, channelId: digest.channelId });
    try {
      const tools = {
        book,
        corpus,
        courier,
        now,
        patience,
        claim,
        recentAlarms,
        log: about,
        stopping: stopping.signal,
      };
      await sendDigest(digest.id, tools);
    } catch (error) {
      about.error({ err: error }, "Could not send a digest");
      if (isOfStore(error)) await waitForStore(digest);
      else await putOff(digest, about);
    }
  }

  /**
   * Says nothing of the digest or of Discord, so it shortens no patience with them. Where even this
   * cannot be written the digest is as it was, and due at the next tick.
   */
  async function waitForStore(digest: Digest): Promise<void> {
    const notes = withNote(notesOf(digest), say.DATABASE_UNAVAILABLE);
    const at = now().add(PAUSE_FOR_STORE);
    await deliveries.postpone(digest.id, at, "sending", joined(notes));
  }

  /** A mistake of ours. */
  async function putOff(digest: Digest, about: Logger): Promise<void> {
    const notes = withNote(notesOf(digest), say.OUR_FAULT);
    const pause = patience.after(digest.id, now());
    // Read no sooner than needed: it may be these that cannot be read.
    const messages = pause === "no more" ? await history.messages(digest.id) : [];
    const step = afterMistake(pause, digest, messages, now());
    if (step.do === "try later") {
      const until = now().add(step.after);
      return await deliveries.postpone(digest.id, until, step.outcome, joined(notes));
    }
    const unsure = messages.filter(isUnsure);
    const all = await leaveUnsure(unsure, { book, corpus, digest, log: about }, notes);
    await deliveries.finish(digest.id, "failed", joined(all), now());
    patience.forget(digest.id);
    const channel = await book.subscriptions.channel(digest.channelId);
    if (channel)
      await alarm(
        { courier, log: about },
        channel,
        (reader) => failedNotice(channel.id, reader),
        recentAlarms,
      );
  }

  async function renew(digestId: string): Promise<void> {
    try {
      await claim(digestId);
    } catch (error) {
      log.warn({ err: error, digestId }, "Could not renew the lease of a digest");
    }
  }

  /** What processes hold that are gone, and what was held while the clock was ahead. */
  async function freeLeases(): Promise<void> {
    for (const other of await leases.owners())
      if (other !== owner && hasEnded(other)) await leases.release(other);
    await leases.shortenLeases(now(), now().add(LEASE));
  }

  async function start(digest: Digest): Promise<void> {
    // One request may take longer than a lease: nobody else shall make it again.
    const renewing = setInterval(() => void renew(digest.id), renewEveryMs).unref();
    const run = bring(digest)
      .catch((error: unknown) => {
        log.error({ err: error, digestId: digest.id }, "Could not postpone a digest");
      })
      .finally(() => {
        clearInterval(renewing);
        underWay.delete(digest.id);
      });
    underWay.set(digest.id, run);
    await run;
  }

  return {
    async deliver() {
      if (stopping.signal.aborted) return;
      const busy = [...underWay.keys()];
      await freeLeases();
      const runs: Promise<unknown>[] = [];
      const unfinished = await deliveries.unfinished(now());
      for (const [i, digest] of unfinished.filter(({ guildId }) => isOurs(guildId)).entries()) {
        if (!underWay.has(digest.id)) runs.push(start(digest));
        if (i % STARTS_AT_ONCE === 0) await setImmediate();
      }
      await Promise.all([...runs, ...busy.map(renew)]);
    },
    async deliverOne(digestId) {
      const digest = stopping.signal.aborted ? null : await history.digest(digestId);
      if (digest?.finishedAt === null) await (underWay.get(digestId) ?? start(digest));
    },
    async stop() {
      stopping.abort();
      await Promise.all(underWay.values());
    },
  };
}
