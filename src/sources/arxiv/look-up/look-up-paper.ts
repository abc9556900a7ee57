import type { Logger } from "pino";
import type { PaperStore } from "../../../papers/corpus/paper-store.ts";
import { takeInListing } from "../../../papers/corpus/take-in.ts";
import type { Snapshot } from "../../../papers/paper.ts";
import type { LookUpOutcome, LookUpPaper } from "../../../papers/paper-look-up.ts";
import type { Client } from "../../client/answer.ts";
import { type Described, idsUrl } from "../answers/api.ts";
import { entryOf } from "../answers/listing.ts";
import { apiAnswerIn } from "./api-answer.ts";

export interface LookUpPaperOptions {
  client: Client;
  /** `https://export.arxiv.org` */
  apiBase: string;
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
 * Looks papers up that people ask for by their ids, ahead of what the program itself asks arXiv for.
 * Those that are found are kept, as papers that no source has listed.
 */
export function createLookUpPaper(options: LookUpPaperOptions): LookUpPaper {
  const { paperStore, now, log, stopped, failAfterMs = FAIL_AFTER_MS } = options;
  const askedAt = new Map<string, Temporal.Instant[]>();
  const underWay = new Map<string, Promise<LookUpOutcome>>();

  function mayAsk(userId: string): boolean {
    const aMinuteAgo = now().subtract({ minutes: 1 });
    const isRecent = (at: Temporal.Instant) => Temporal.Instant.compare(at, aMinuteAgo) > 0;
    for (const [id, times] of askedAt) if (!times.some(isRecent)) askedAt.delete(id);
    const recent = (askedAt.get(userId) ?? []).filter(isRecent);
    if (recent.length >= MAX_PER_MINUTE) return false;
    askedAt.set(userId, [...recent, now()]);
    return true;
  }

  async function lookUp(arxivId: string): Promise<LookUpOutcome> {
    const late = AbortSignal.timeout(failAfterMs);
    try {
      const outcome = await askFor(arxivId, options, AbortSignal.any([stopped, late]));
      if (outcome.kind !== "found") {
        if (outcome.kind === "failed")
          log.warn({ arxivId, why: outcome.why }, "Could not look up a paper");
        return outcome;
      }
      await takeInListing(listingOf(outcome.paper), paperStore);
      const paper = paperStore.corpus().byArxivId(outcome.paper.arxivId);
      log.info({ arxivId }, "Looked up a paper that somebody asked for");
      return paper ? { kind: "found", paper } : { kind: "missing" };
    } catch (error) {
      log.error({ err: error, arxivId }, "Could not look up a paper");
      return { kind: "failed", why: "Paperboy couldn't store it" };
    }
  }

  return (arxivId, userId) => {
    if (!mayAsk(userId)) return null;
    const going = underWay.get(arxivId);
    if (going) return going;
    const outcome = lookUp(arxivId).finally(() => underWay.delete(arxivId));
    underWay.set(arxivId, outcome);
    return outcome;
  };
}

type Asked = { kind: "found"; paper: Described } | Exclude<LookUpOutcome, { kind: "found" }>;

async function askFor(
  arxivId: string,
  { client, apiBase, stopped }: Pick<LookUpPaperOptions, "client" | "apiBase" | "stopped">,
  signal: AbortSignal,
): Promise<Asked> {
  const answer = await client.get(idsUrl(apiBase, [arxivId]), { signal, now: true });
  if (answer.kind === "stopped") {
    const why = stopped.aborted ? "Paperboy is restarting" : "arXiv isn't answering";
    return { kind: "failed", why };
  }
  const read = apiAnswerIn(answer);
  if (read.kind === "failed") return { kind: "failed", why: read.why };
  // Of an id that it does not have, arXiv says that it is none.
  if (read.kind === "error") return { kind: "missing" };
  if (read.kind !== "papers") return { kind: "failed", why: "arXiv's answer can't be read" };
  const paper = read.papers.find((one) => one.arxivId.toLowerCase() === arxivId);
  return paper ? { kind: "found", paper } : { kind: "missing" };
}

function listingOf(paper: Described): Snapshot {
  return {
    file: "arXiv papers asked for",
    origin: "arxiv",
    isAnswer: true,
    savedOn: null,
    textKind: "abstract",
    entries: [entryOf(paper, 1, null)],
    problems: [],
  };
}
