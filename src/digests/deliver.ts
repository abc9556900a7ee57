import { setImmediate } from "node:timers/promises";
import type { Logger } from "pino";
import type { Book } from "./book.ts";
import type { Courier } from "./courier.ts";
import type { Digest } from "./digest.ts";
import { createPatience } from "./patience.ts";
import { joined, notesOf, unsure } from "./run.ts";
import { sendDigest } from "./send-digest.ts";

export interface DeliveryOptions {
  book: Pick<Book, "subscriptions" | "ledger" | "changes">;
  courier: Courier;
  now: () => Temporal.Instant;
  /**
   * Names this process among those that share the store. One that starts again under the same name
   * goes on at once; another waits until the lease of a digest has run out.
   */
  owner: string;
  log: Logger;
}

export interface Delivery {
  /**
   * Brings every digest that is not finished as far as it can be brought now, all channels side by
   * side. Digests that an earlier call is still busy with are left to that call, and keep their lease
   * by this one: call it more often than once in three minutes. Never fails because of one digest.
   */
  deliver(): Promise<void>;
  /** Begins no further message; resolves when what is on its way is written down. */
  stop(): Promise<void>;
}

const PAUSE_WHILE_UNSURE = { minutes: 20 };

/**
 * Calls of the store wait for nothing. If thousands of digests began at once, nothing else would get a
 * turn before the last had begun: no request would leave, and nobody's command would be answered.
 */
const STARTS_AT_ONCE = 10;

/** How long a process that died keeps others from its digests. */
const LEASE = { minutes: 3 };

export function createDelivery({ book, courier, now, owner, log }: DeliveryOptions): Delivery {
  const { ledger } = book;
  const underWay = new Map<string, Promise<void>>();
  const patience = createPatience();
  const stopping = new AbortController();

  const claim = (digestId: string) => ledger.claim(digestId, owner, now(), now().add(LEASE));

  async function bring(digest: Digest): Promise<void> {
    const about = log.child({ digestId: digest.id, channelId: digest.channelId });
    try {
      const tools = { book, courier, now, patience, claim, log: about, stopping: stopping.signal };
      await sendDigest(digest.id, tools);
    } catch (error) {
      about.error({ err: error }, "A digest could not be sent");
      await putOff(digest);
    }
  }

  /** A mistake of ours. What may have arrived stays reserved, so that nothing is sent twice. */
  async function putOff(digest: Digest): Promise<void> {
    const note = joined(notesOf(digest).add("Paperboy made a mistake; its log has it."));
    const pause = patience.after(digest.id, now());
    if (pause !== "no more")
      return await ledger.postpone(digest.id, now().add(pause), "sending", note);
    if (unsure(await ledger.messages(digest.id)))
      await ledger.postpone(digest.id, now().add(PAUSE_WHILE_UNSURE), "failed", note);
    else await ledger.finish(digest.id, "failed", note, now());
  }

  async function start(digest: Digest): Promise<void> {
    const run = bring(digest)
      .catch((error: unknown) => {
        log.error({ err: error, digestId: digest.id }, "A digest could not be put off");
      })
      .finally(() => underWay.delete(digest.id));
    underWay.set(digest.id, run);
    await run;
  }

  return {
    async deliver() {
      if (stopping.signal.aborted) return;
      const busy = [...underWay.keys()];
      const runs: Promise<unknown>[] = [];
      for (const [i, digest] of (await ledger.unfinished(now())).entries()) {
        if (!underWay.has(digest.id)) runs.push(start(digest));
        if (i % STARTS_AT_ONCE === 0) await setImmediate();
      }
      await Promise.all([...runs, ...busy.map(claim)]);
    },
    async stop() {
      stopping.abort();
      await Promise.all(underWay.values());
    },
  };
}
