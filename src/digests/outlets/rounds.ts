import type { Logger } from "pino";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Book } from "../book.ts";
import type { Edition } from "../edition.ts";
import type {
  Copy,
  FinalCopyOutcome,
  Outlet,
  OutletEnd,
  OutletKind,
  Outlets,
  Trouble,
} from "../outlet.ts";
import { afterSend, growingPause, isTooLate, lastToEnd } from "./after-send.ts";
import type { CopiedPaper, CopyToSend, OutletCourier, SendResult } from "./outlet-courier.ts";

export interface OutletRoundsOptions {
  outlets: Outlets;
  book: Pick<Book, "history" | "subscriptions">;
  /** Of this moment. */
  corpus: () => Corpus;
  couriers: readonly OutletCourier[];
  now: () => Temporal.Instant;
  /** Names this process among those that share the store. */
  owner: string;
  /** Whether the process of a name is known to have ended: its copies are free at once. */
  hasEnded?: (owner: string) => boolean;
  /** Whether this process sends copies of the digests of a server, or of a person. Default: all. */
  isOurs?: (guildId: string | null) => boolean;
  /** Told of each outlet that ended by itself. May fail; nobody waits for it. */
  onEnd?: (outlet: Outlet, why: OutletEnd) => Promise<void>;
  /** The same of one that a copy was given up for, where the copy before that one was not. */
  onGiveUp?: (outlet: Outlet) => Promise<void>;
  /** Told what becomes of copies, by whoever counts them. */
  onFinish?: (kind: OutletKind, outcome: FinalCopyOutcome, copies: number) => void;
  log: Logger;
  /** How long one attempt may take. */
  attemptLimitMs?: number;
}

export interface OutletRounds {
  /**
   * Brings every copy that is due as far as it can be brought now, all kinds side by side. A kind that an
   * earlier call is still busy with is left to that call. Never fails.
   */
  run(): Promise<void>;
  /** Begins no further copy; resolves when what is on its way is written down. */
  stop(): Promise<void>;
}

const ATTEMPT_LIMIT_MS = 120_000;
/** Longer than an attempt, and all that is read and written around it. */
const LEASE = { minutes: 5 };
const LONGEST_OUTAGE_PAUSE = Temporal.Duration.from({ minutes: 30 });

/** As many as one outlet has in the 30 days for which they are kept, sent by hand and all. */
const COPIES_TO_ASK = 100;

interface Outage {
  since: Temporal.Instant;
  until: Temporal.Instant;
}

export function createOutletRounds({
  outlets,
  book,
  corpus,
  couriers,
  now,
  owner,
  hasEnded = () => false,
  isOurs = () => true,
  onEnd,
  onGiveUp,
  onFinish,
  log,
  attemptLimitMs = ATTEMPT_LIMIT_MS,
}: OutletRoundsOptions): OutletRounds {
  const running = new Map<OutletKind, Promise<void>>();
  /** Kept in memory: a restart may be what ends one. */
  const outages = new Map<OutletKind, Outage>();
  const stopping = new AbortController();

  /** Whether the next copy may be tried. */
  async function bring(copy: Copy, courier: OutletCourier): Promise<boolean> {
    const { kind } = courier;
    const about = log.child({ outlet: kind, outletId: copy.outletId, digestId: copy.digestId });
    const at = now();
    if (!(await outlets.claim(copy.id, owner, { now: at, until: at.add(LEASE) }))) return true;
    const outlet = await outlets.outlet(copy.outletId);
    if (!outlet) return true;
    if (isTooLate(copy, now())) {
      about.warn("A copy of a digest is too old to be sent");
      await finish(copy, kind, "failed", "too late");
      return true;
    }
    const toSend = await prepare(copy);
    if (toSend === "gone" || toSend === "empty") {
      await finish(copy, kind, toSend === "empty" ? "empty" : "failed", null);
      return true;
    }
    const result = await attempt(toSend, courier, about);
    noteOutage(kind, result);
    const outagePause = pauseOf(outages.get(kind));
    const facts = { copy, outlet, digest: toSend.digest, now: now(), outagePause };
    const step = afterSend(result, facts);
    if (step.do === "postpone") await outlets.postpone(copy.id, step.until, step);
    else if (step.do === "finish") {
      const isFirst = step.outcome === "failed" && !(await failedBefore(copy));
      await finish(copy, kind, step.outcome, step.trouble);
      if (step.outcome === "failed") about.warn(reasonIn(result), "Gave up on a copy of a digest");
      else about.info({ outcome: step.outcome }, "Copy sent");
      if (isFirst) tell(onGiveUp?.(outlet), about);
    } else await endOutlet(outlet, step.why, about);
    return result.kind !== "outage";
  }

  async function finish(
    { id }: Copy,
    kind: OutletKind,
    outcome: Exclude<FinalCopyOutcome, "ended">,
    trouble: Trouble | null,
  ): Promise<void> {
    await outlets.finish(id, outcome, trouble, now());
    onFinish?.(kind, outcome, 1);
  }

  async function attempt(
    copy: CopyToSend,
    courier: OutletCourier,
    about: Logger,
  ): Promise<SendResult> {
    try {
      const result = await courier.send(copy, AbortSignal.timeout(attemptLimitMs));
      if (result.kind === "refused" || result.kind === "later")
        about.info(reasonIn(result), "Could not send a copy yet");
      return result;
    } catch (error) {
      about.error({ err: error }, "Could not send a copy of a digest");
      return { kind: "later", reason: "a mistake of ours" };
    }
  }

  /** The operator hears of an outage once, and once of its end. */
  function noteOutage(kind: OutletKind, result: SendResult): void {
    const known = outages.get(kind);
    if (result.kind === "outage") {
      const since = known?.since ?? now();
      const until = now().add(growingPause(since, now(), LONGEST_OUTAGE_PAUSE));
      outages.set(kind, { since, until });
      if (!known)
        log.error(
          { outlet: kind, ...reasonIn(result) },
          "Nothing can be sent; check the settings and the far end. Copies wait, and are tried again",
        );
    } else if (known && (result.kind === "sent" || result.kind === "refused")) {
      outages.delete(kind);
      log.info({ outlet: kind }, "Copies of digests can be sent again");
    }
  }

  function pauseOf(outage: Outage | undefined): Temporal.Duration {
    return outage ? now().until(outage.until) : LONGEST_OUTAGE_PAUSE;
  }

  async function endOutlet(outlet: Outlet, why: OutletEnd, about: Logger): Promise<void> {
    const ended = await outlets.end(outlet.id, why, now());
    onFinish?.(outlet.kind, "ended", ended);
    about.info({ why }, "An outlet of a channel's digests has ended");
    tell(onEnd?.(outlet, why), about);
  }

  /** Who heard of one copy does not hear of the next, until something gets through. */
  async function failedBefore({ outletId }: Copy): Promise<boolean> {
    const last = lastToEnd(await outlets.copies(outletId, COPIES_TO_ASK));
    return last?.outcome === "failed";
  }

  async function prepare(copy: Copy): Promise<CopyToSend | "gone" | "empty"> {
    const { id, outletId, digestId, attempts } = copy;
    const edition = await book.history.edition(digestId);
    const channel = edition && (await book.subscriptions.channel(edition.digest.channelId));
    if (!channel || channel.endedAt !== null) return "gone";
    const papers = papersNow(await papersOf(edition), corpus());
    if (papers.length === 0) return "empty";
    return { id, outletId, isRepeat: attempts > 0, channel, digest: edition.digest, papers };
  }

  async function papersOf({ digest, papers }: Edition): Promise<Unread[]> {
    if (digest.occasion.kind !== "round-up")
      return papers.map(({ paperId, reason }) => ({ paperId, reason, part: null }));
    const told = await book.history.roundUp(digest.id);
    return told.map((one) => ({ ...one, reason: null }));
  }

  async function runKind(courier: OutletCourier): Promise<void> {
    const { kind, atOnce } = courier;
    const outage = outages.get(kind);
    // Beyond the longest pause, the clock was ahead.
    if (outage && isAhead(outage.until, now())) return;
    const due = (await outlets.due(kind, now())).filter(({ guildId }) => isOurs(guildId)).values();
    let goesOn = true;
    async function work(most: number): Promise<void> {
      for (let count = 0; count < most && goesOn && !stopping.signal.aborted; count += 1) {
        const { value, done } = due.next();
        if (done === true) return;
        try {
          goesOn = (await bring(value, courier)) && goesOn;
        } catch (error) {
          log.error({ err: error, outlet: kind }, "Could not bring a copy of a digest on its way");
        }
      }
    }
    // While nothing may get through, one tries for all.
    if (outage) await work(1);
    await Promise.all(Array.from({ length: atOnce }, () => work(Infinity)));
  }

  async function tidy(): Promise<void> {
    for (const other of await outlets.owners())
      if (other !== owner && hasEnded(other)) await outlets.release(other);
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ err: error }, "Could not send copies of digests");
    }
  }

  return {
    async run() {
      if (stopping.signal.aborted) return;
      await guarded(tidy);
      const runs = couriers.map((courier) => {
        const known = running.get(courier.kind);
        if (known) return known;
        const run = guarded(() => runKind(courier)).finally(() => running.delete(courier.kind));
        running.set(courier.kind, run);
        return run;
      });
      await Promise.all(runs);
    },
    async stop() {
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}

function tell(telling: Promise<void> | undefined, about: Logger): void {
  telling?.catch((error: unknown) =>
    about.error({ err: error }, "Could not tell anybody about an outlet"),
  );
}

function reasonIn(result: SendResult): { reason?: string } {
  return "reason" in result ? { reason: result.reason } : {};
}

function isAhead(until: Temporal.Instant, now: Temporal.Instant): boolean {
  const left = now.until(until);
  return left.sign > 0 && Temporal.Duration.compare(left, LONGEST_OUTAGE_PAUSE) <= 0;
}

type Unread = Omit<CopiedPaper, "paper">;

/** As they are known now, without those that were withdrawn or are shown by no source any more; two that were joined since are one. */
function papersNow(papers: readonly Unread[], corpus: Corpus): CopiedPaper[] {
  const shown = new Set<string>();
  return papers.flatMap((one) => {
    const paper = corpus.byId(one.paperId);
    if (!paper || paper.gone || paper.withdrawn || shown.has(paper.id)) return [];
    shown.add(paper.id);
    return [{ ...one, paper }];
  });
}
