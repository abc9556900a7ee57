import type { Snapshot } from "../../../papers/paper.ts";
import { isFine } from "../../../papers/source-health.ts";
import type { ReadingWish } from "../../source.ts";
import { isPausedUntil } from "../../pauses.ts";
import { awaitedFrom, awaitedOnce, described, readAwaited } from "./awaited.ts";
import { nextReading } from "../answers/calendar.ts";
import {
  type Awaited,
  inReach,
  recall,
  remember,
  withCaughtUp,
  withDoubt,
  withMissedDays,
} from "./category-memory.ts";
import type { RetryReason } from "../answers/retry-reason.ts";
import type { CategoryTools } from "./category-tools.ts";
import { type FeedReading, readingOf, type FeedVerdict } from "./judge-feed.ts";
import { listing } from "../answers/listing.ts";
import { catchUp, type CaughtUp } from "./read-catchup.ts";
import { readToday } from "./read-today.ts";

const RETRY = Temporal.Duration.from({ hours: 1 });

/**
 * Reads what one category announced, if it is time: the feed of today, then the days that were
 * missed, then what was announced and not described. Each is remembered as read once it was taken.
 * Returns whether it was time, and nobody stopped it.
 */
export async function* readCategory(
  tools: CategoryTools,
  category: string,
  wish: ReadingWish,
): AsyncGenerator<Snapshot, boolean> {
  const { memory, now, log } = tools;
  const startedAt = now();
  const remembered = await recall(memory, category, startedAt);
  if (!wish.now && !wish.since && isPausedUntil(remembered.nextAt, startedAt)) return false;
  let known = withMissedDays(remembered, startedAt, wish.since);

  const today = await readToday(tools, category, known, wish);
  if (today === null) return false;
  if (today.snapshot) yield today.snapshot;
  known = today.known;
  await remember(memory, category, known);

  let trouble = today.trouble;
  for (const day of inReach(known, startedAt)) {
    const missed = await readMissed(tools, { category, day, signal: wish.signal });
    if (missed === null) return false;
    if (missed.kind === "failed") {
      trouble ??= missed;
      break;
    }
    if (missed.kind === "unreadable") {
      log.warn({ category, why: missed.why }, "Could not catch up on a day of arXiv");
      continue;
    }
    if (missed.snapshot.entries.length > 0) yield missed.snapshot;
    known = withCaughtUp(known, missed.reading);
    known = {
      ...known,
      missed: known.missed.filter((other) => other !== day),
      awaited: awaitedOnce(known.awaited, missed.awaited),
    };
    await remember(memory, category, known);
  }

  if (remembered.awaited.length > 0 && !trouble) {
    const late = await readAwaited(tools, category, known.awaited, wish.signal);
    if (late === null) return false;
    yield* late.snapshots;
    known = { ...known, awaited: late.awaited };
  }

  known = withDoubt(known, startedAt);
  const isToRepeat = known.awaited.length > 0 || known.verdict?.state === "stale";
  const nextAt = nextTime(startedAt, { trouble, isToRepeat });
  const verdict = verdictOn(known.verdict, inReach(known, startedAt));
  await remember(memory, category, { ...known, verdict, nextAt });
  log.info({ category, ...verdict, nextAt: nextAt.toString() }, "Read arXiv");
  return true;
}

type Missed =
  | { kind: "day"; snapshot: Snapshot; awaited: Awaited[]; reading: FeedReading }
  | Extract<CaughtUp, { kind: "unreadable" | "failed" }>;

/** Null when it was stopped. */
async function readMissed(
  tools: CategoryTools,
  { category, day, signal }: { category: string; day: string; signal: AbortSignal },
): Promise<Missed | null> {
  const found = await catchUp(tools, { category, day, signal });
  if (found.kind === "stopped") return null;
  if (found.kind !== "day") return found;
  const taken = found.announced
    .map(({ arxivId, type }, index) => ({ arxivId, type, position: index + 1 }))
    .filter(({ type }) => tools.kinds.has(type));
  const { papers, trouble } = await tools.describe(
    taken.map(({ arxivId }) => arxivId),
    signal,
  );
  if (signal.aborted) return null;
  if (trouble) return { ...trouble, kind: "failed" };
  return {
    kind: "day",
    snapshot: listing({ category, day, listed: described(taken, papers) }),
    awaited: taken
      .filter(({ arxivId }) => !papers.has(arxivId))
      .map((item) => awaitedFrom(tools, item, day)),
    // The page does not tell which version a replacement is.
    reading: readingOf(
      day,
      found.announced.filter(({ type }) => type === "new" || type === "cross"),
    ),
  };
}

/** Days that are still missing are a part that people do not see. */
function verdictOn(verdict: FeedVerdict | null, missed: readonly string[]): FeedVerdict {
  const of = verdict ?? { state: "failing", why: null };
  const isDone = isFine(of.state);
  if (!isDone || missed.length === 0) return of;
  return { state: "truncated", why: `${missed.join(", ")} couldn't be caught up on yet` };
}

function nextTime(
  now: Temporal.Instant,
  { trouble, isToRepeat }: { trouble: RetryReason | null; isToRepeat: boolean },
): Temporal.Instant {
  const next = nextReading(now);
  if (!trouble && !isToRepeat) return next;
  const retry = now.add(RETRY);
  const early = Temporal.Instant.compare(retry, next) < 0 ? retry : next;
  const { until = null } = trouble ?? {};
  return until && Temporal.Instant.compare(until, early) > 0 ? until : early;
}
