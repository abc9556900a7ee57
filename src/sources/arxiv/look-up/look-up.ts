import type { Logger } from "pino";
import type { Entry, Problem, Snapshot } from "../../../papers/paper.ts";
import type { SourceState } from "../../../papers/source-health.ts";
import type { Client } from "../../client/answer.ts";
import { afterReading, unread } from "../../health.ts";
import type { ReadingWish, Source, SourceMemory } from "../../source.ts";
import { isPausedUntil } from "../../pauses.ts";
import { asStored } from "../../stored-values.ts";
import { utcDay } from "../../utc-days.ts";
import type { RetryReason } from "../answers/retry-reason.ts";
import { entryOf } from "../answers/listing.ts";
import { isToLookUp, readLookUpMemory, withOutcome } from "./look-up-memory.ts";
import { lookUpTitle } from "./look-up-title.ts";
import type { Titled } from "./match-title.ts";

export interface LookUpOptions {
  client: Client;
  memory: SourceMemory;
  now: () => Temporal.Instant;
  log: Logger;
  /** `https://export.arxiv.org` */
  apiBase: string;
  /** The papers without an arXiv id, by their ids in Paperboy. */
  papers: () => Promise<readonly WantedPaper[]>;
}

export interface WantedPaper extends Titled {
  id: string;
}

/** A run takes a minute or two at arXiv's pace, and others want to ask arXiv too. */
const MAX_LOOK_UPS_PER_RUN = 20;
const BETWEEN_RUNS = Temporal.Duration.from({ minutes: 10 });
const AFTER_TROUBLE = Temporal.Duration.from({ hours: 1 });
/** When so many titles in a row find no paper at all, the answers cannot be meant. */
const IN_DOUBT_FROM = 10;

const NAME = "arXiv look-ups";
const MEMORY = "arxiv look-ups";

/**
 * Finds papers at arXiv that are known only by their titles, a few at a time, each once: one that is
 * not found is looked for again a month later, thrice in all. What is found is given with the title
 * by which it is known here, so that it is recognised and keeps its id.
 */
export function createLookUp(options: LookUpOptions): Source {
  const { memory, now, log } = options;
  let health = unread(NAME);
  const become = (state: SourceState, trouble: string | null) => {
    health = afterReading(health, { state, trouble, newest: null }, now());
  };

  return {
    name: NAME,
    get health() {
      return health;
    },
    async *read(wish) {
      const known = readLookUpMemory(await memory.load(MEMORY));
      if (isPausedUntil(known.nextAt, now()) && !wish.now) return;
      const today = utcDay(now());
      const wanted = (await options.papers())
        .filter(({ id }) => isToLookUp(known, id, today))
        .slice(0, MAX_LOOK_UPS_PER_RUN);
      if (wanted.length === 0) {
        await memory.save(MEMORY, asStored({ ...known, nextAt: now().add(BETWEEN_RUNS) }));
        become("quiet", null);
        return;
      }

      const run = await lookUp(wanted, Object.keys(known.papers).length, options, wish);
      if (run.listing.entries.length + run.listing.problems.length > 0) yield run.listing;
      const rest = run.trouble || run.isInDoubt ? AFTER_TROUBLE : BETWEEN_RUNS;
      const nextAt = laterOf(now().add(rest), run.trouble?.until ?? null);
      await memory.save(MEMORY, asStored({ ...withOutcome(known, run, today), nextAt }));
      const why = run.trouble?.why ?? (run.isInDoubt ? "arXiv finds nothing at all" : null);
      become(why === null ? "fresh" : "failing", why);
      const titles = wanted.filter(({ id }) => run.missing.includes(id)).map(({ title }) => title);
      log.info({ found: run.found.length, missing: titles }, "Looked up papers on arXiv");
    },
  };
}

interface LookUpRun {
  listing: Snapshot;
  /** Ids of papers. */
  found: string[];
  missing: string[];
  /** Whether of many questions none led to any paper. */
  isInDoubt: boolean;
  /** Why it ended early. */
  trouble: RetryReason | null;
}

/** One after the other. `before` is how many were looked up earlier. */
async function lookUp(
  wanted: readonly WantedPaper[],
  before: number,
  options: LookUpOptions,
  wish: ReadingWish,
): Promise<LookUpRun> {
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  const found: string[] = [];
  const missing: string[] = [];
  let papers = 0;
  let trouble: RetryReason | null = null;
  for (const [index, { id, ...titled }] of wanted.entries()) {
    const line = before + index + 1;
    const outcome = await lookUpTitle(titled, options, wish);
    if (outcome.kind === "stopped") break;
    if (outcome.kind === "failed") {
      trouble = outcome;
      break;
    }
    if (outcome.kind === "found") {
      found.push(id);
      const entry = entryOf(outcome.paper, line, null);
      entries.push({ ...entry, alsoTitled: [titled.title], onlyIfKnown: true });
      continue;
    }
    missing.push(id);
    papers += outcome.papers;
    if (outcome.why !== null)
      problems.push({
        line,
        what: `“${titled.title}”: ${outcome.why}`,
        done: "Left it without a link",
      });
  }
  const isInDoubt = missing.length >= IN_DOUBT_FROM && found.length === 0 && papers === 0;
  return { listing: listingOf(entries, problems), found, missing, isInDoubt, trouble };
}

function listingOf(entries: Entry[], problems: Problem[]): Snapshot {
  // Found today, but of any day.
  return { file: NAME, origin: "arxiv", savedOn: null, textKind: "abstract", entries, problems };
}

function laterOf(time: Temporal.Instant, other: Temporal.Instant | null): Temporal.Instant {
  return other && Temporal.Instant.compare(other, time) > 0 ? other : time;
}
