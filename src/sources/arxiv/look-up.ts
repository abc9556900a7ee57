import type { Logger } from "pino";
import type { Entry, Problem, Snapshot } from "../../papers/paper.ts";
import type { SourceState } from "../../papers/source-health.ts";
import type { Answer, Client } from "../answer.ts";
import { afterReading, logChange, unread } from "../health.ts";
import type { ReadingWish, Source, SourceMemory } from "../source.ts";
import { type ApiAnswer, readApiAnswer, titleUrl } from "./api.ts";
import type { Trouble } from "./desk.ts";
import { entryOf } from "./listing.ts";
import { isToLookUp, readLookedUp, withOutcome } from "./looked-up.ts";
import { matchTitle, type Titled, wordsToAsk } from "./match-title.ts";

export interface LookUpOptions {
  client: Client;
  memory: SourceMemory;
  now: () => Temporal.Instant;
  log: Logger;
  /** `https://export.arxiv.org` */
  apiBase: string;
  /** The papers without an arXiv id, by their ids in Paperboy. */
  papers: () => Promise<readonly Wanted[]>;
}

export interface Wanted extends Titled {
  id: string;
}

/** A run takes a minute or two at arXiv's pace, and others want to ask arXiv too. */
const MOST_PER_RUN = 20;
const BETWEEN_RUNS = Temporal.Duration.from({ minutes: 10 });
const AFTER_TROUBLE = Temporal.Duration.from({ hours: 1 });
/** Of a title's words arXiv finds a few papers; a short title may be in many. */
const MOST_ANSWERS = 50;
/** When so many titles in a row find no paper at all, the answers cannot be meant. */
const SUSPECT = 10;

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
    const before = health;
    health = afterReading(before, { state, trouble, newest: null }, now());
    logChange(log, before, health);
  };

  return {
    name: NAME,
    get health() {
      return health;
    },
    async *read(wish) {
      const known = readLookedUp(await memory.load(MEMORY));
      const isDue = known.nextAt === null || Temporal.Instant.compare(known.nextAt, now()) <= 0;
      if (!isDue && !wish.now) return;
      const today = now().toZonedDateTimeISO("UTC").toPlainDate();
      const wanted = (await options.papers())
        .filter(({ id }) => isToLookUp(known, id, today))
        .slice(0, MOST_PER_RUN);
      if (wanted.length === 0) {
        await memory.save(MEMORY, { ...known, nextAt: now().add(BETWEEN_RUNS).toString() });
        become("quiet", null);
        return;
      }

      const run = await lookUp(wanted, Object.keys(known.papers).length, options, wish);
      if (run.listing.entries.length + run.listing.problems.length > 0) yield run.listing;
      const isInDoubt = run.answered >= SUSPECT && run.papersSeen === 0;
      const rest = run.trouble || isInDoubt ? AFTER_TROUBLE : BETWEEN_RUNS;
      await memory.save(MEMORY, {
        ...withOutcome(known, { ...run, isInDoubt }, today),
        nextAt: laterOf(now().add(rest), run.trouble?.until ?? null).toString(),
      });
      const why = run.trouble?.why ?? (isInDoubt ? "arXiv finds nothing at all" : null);
      become(why === null ? "fresh" : "failing", why);
      log.info({ found: run.found.length, missing: run.missing.length, why }, "Looked up titles");
    },
  };
}

interface Run {
  listing: Snapshot;
  /** Ids of papers. */
  found: string[];
  missing: string[];
  answered: number;
  papersSeen: number;
  /** Why it ended early. */
  trouble: Trouble | null;
}

/** One after the other. `before` is how many were looked up earlier. */
async function lookUp(
  wanted: readonly Wanted[],
  before: number,
  { client, apiBase }: LookUpOptions,
  { signal, now: isWished = false }: ReadingWish,
): Promise<Run> {
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  const run = { found: [] as string[], missing: [] as string[], answered: 0, papersSeen: 0 };
  const leaveAlone = ({ id, title }: Wanted, line: number, why: string) => {
    run.missing.push(id);
    problems.push({ line, what: `“${title}”: ${why}`, done: "Left it without a page" });
  };
  let trouble: Trouble | null = null;
  for (const [index, one] of wanted.entries()) {
    const line = before + index + 1;
    const words = wordsToAsk(one.title);
    if (words.length === 0) {
      leaveAlone(one, line, "It has no words that arXiv could be asked for");
      continue;
    }
    const answer = await client.get(titleUrl(apiBase, words, MOST_ANSWERS), {
      signal,
      now: isWished,
    });
    if (answer.kind === "stopped") break;
    const read = apiAnswerIn(answer);
    if ("until" in read) {
      trouble = read;
      break;
    }
    run.answered += 1;
    if (read.kind !== "papers") {
      leaveAlone(one, line, `arXiv cannot answer: ${read.why}`);
      continue;
    }
    run.papersSeen += read.papers.length;
    const match = matchTitle(one, read.papers);
    if (match.kind === "none") leaveAlone(one, line, match.why);
    else {
      run.found.push(one.id);
      const entry = entryOf(match.paper, line, null);
      entries.push({ ...entry, alsoTitled: [one.title], onlyIfKnown: true });
    }
  }
  const listing: Snapshot = {
    file: NAME,
    origin: "arxiv",
    // Found today, but of any day.
    savedOn: null,
    textKind: "abstract",
    entries,
    problems,
  };
  return { ...run, listing, trouble };
}

/** What arXiv says of this question, or why it says nothing to any. */
function apiAnswerIn(answer: Exclude<Answer, { kind: "stopped" }>): ApiAnswer | Trouble {
  if (answer.kind === "unchanged") return { why: "arXiv did not answer", until: null };
  if (answer.kind !== "ok") {
    const said = answer.status === 400 ? readApiAnswer(answer.body ?? "") : null;
    return said?.kind === "error" ? said : answer;
  }
  const read = readApiAnswer(answer.body);
  if (read.kind === "malformed")
    return { why: `What arXiv sent cannot be read: ${read.why}`, until: null };
  if (read.kind === "papers" && !read.whole)
    return { why: "What arXiv sent breaks off", until: null };
  return read;
}

function laterOf(time: Temporal.Instant, other: Temporal.Instant | null): Temporal.Instant {
  return other && Temporal.Instant.compare(other, time) > 0 ? other : time;
}
