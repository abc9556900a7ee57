import type { Logger } from "pino";
import type { PaperStore } from "../papers/corpus/paper-store.ts";
import { takeInListing } from "../papers/corpus/take-in.ts";
import type { Identifier } from "../papers/identifiers.ts";
import type { Paper, Snapshot } from "../papers/paper.ts";
import { perMinute } from "../papers/per-minute.ts";
import type { LookUpOutcome, PaperLookUps } from "../papers/paper-look-up.ts";

/** Who is asked for papers by one kind of identifier. */
export interface LookUpSource {
  /** As people know it. */
  name: string;
  ask(id: string, signal: AbortSignal): Promise<LookedUp>;
}

export type LookedUp =
  /** What it says of the paper, as a listing that is an answer. */
  | { kind: "found"; listing: Snapshot }
  /** `stopped` is through the signal. */
  | Exclude<LookUpOutcome, { kind: "found" }>;

export interface LookUpsOptions {
  sources: { arxiv?: LookUpSource | null; doi?: LookUpSource | null };
  paperStore: PaperStore;
  now: () => Temporal.Instant;
  log: Logger;
  /** The program ends. */
  stopped: AbortSignal;
  /** When a look-up has failed. Default 14 minutes: Discord lets an answer be changed for 15. */
  failAfterMs?: number;
}

const MAX_PER_MINUTE = 3;
const FAIL_AFTER_MS = 14 * 60_000;

/**
 * Looks papers up that people ask for by their ids, ahead of what the program itself asks for. Those that are found
 * are kept, as papers that no source has listed.
 */
export function createLookUps(options: LookUpsOptions): PaperLookUps {
  const { sources, paperStore, now, log, stopped, failAfterMs = FAIL_AFTER_MS } = options;
  const mayAsk = perMinute(MAX_PER_MINUTE, now);
  const underWay = new Map<string, Promise<LookUpOutcome>>();

  async function lookUp(by: Identifier, source: LookUpSource): Promise<LookUpOutcome> {
    const late = AbortSignal.timeout(failAfterMs);
    try {
      const came = await source.ask(by.id, AbortSignal.any([stopped, late]));
      if (came.kind === "stopped" && stopped.aborted) return came;
      if (came.kind === "missing") return came;
      if (came.kind !== "found") {
        const why = came.kind === "failed" ? came.why : `${source.name} isn't answering`;
        log.warn({ source: source.name, why }, "Could not look up a paper");
        return { kind: "failed", why };
      }
      await takeInListing(came.listing, paperStore);
      const paper = keptPaper(by);
      log.info({ source: source.name }, "Looked up a paper that somebody asked for");
      return paper ? { kind: "found", paper } : { kind: "missing" };
    } catch (error) {
      log.error({ err: error, source: source.name }, "Could not look up a paper");
      return { kind: "failed", why: "Paperboy couldn't store it" };
    }
  }

  function keptPaper({ kind, id }: Identifier): Paper | undefined {
    const corpus = paperStore.corpus();
    return kind === "arxiv" ? corpus.byArxivId(id) : corpus.byDoi(id);
  }

  const sourceOf = ({ kind }: Identifier) => (kind === "openreview" ? null : sources[kind]) ?? null;

  return {
    canAsk: (by) => sourceOf(by) !== null,
    ask(by, userId) {
      const source = sourceOf(by);
      if (!source) return Promise.resolve({ kind: "missing" });
      // One that came a moment ago is not among the papers that can be searched yet.
      const kept = keptPaper(by);
      if (kept) return Promise.resolve({ kind: "found", paper: kept });
      if (!mayAsk(userId)) return null;
      const key = `${by.kind}:${by.id}`;
      const going = underWay.get(key);
      if (going) return going;
      const outcome = lookUp(by, source).finally(() => underWay.delete(key));
      underWay.set(key, outcome);
      return outcome;
    },
  };
}
