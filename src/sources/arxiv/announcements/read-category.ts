import type { Snapshot } from "../../../papers/paper.ts";
import { isFine } from "../../../papers/source-health.ts";
import { isPausedUntil } from "../../pauses.ts";
import type { ReadingWish } from "../../source.ts";
import type { Described } from "../answers/api.ts";
import { expectsAnnouncement, feedDayAt, nextReading } from "../answers/calendar.ts";
import type { Announcement } from "../answers/feed.ts";
import { type Listed, listing } from "../answers/listing.ts";
import type { RetryReason } from "../answers/retry-reason.ts";
import { awaitedOnce, readAwaited } from "./awaited.ts";
import {
  type Awaited,
  type CategoryMemory,
  inReach,
  recall,
  remember,
  withCaughtUp,
  withDoubt,
  withEmptied,
  withMissedDays,
  withoutMissed,
} from "./category-memory.ts";
import type { CategoryTools } from "./category-tools.ts";
import { describeTaken, takenOf } from "./describe-taken.ts";
import {
  type FeedReading,
  type FeedVerdict,
  hasFewPapers,
  readingOf,
  repeats,
} from "./judge-feed.ts";
import { catchUp, type CaughtUp } from "./read-catchup.ts";
import { readToday } from "./read-today.ts";

const RETRY = Temporal.Duration.from({ hours: 1 });

/**
 * Reads what one category announced, if it is time: the feed of today, or where that is stale or cut
 * today's page, then the days that were missed, then what was announced and not described. Each is
 * remembered as read once it was taken. Returns whether it was time, and nobody stopped it.
 */
export async function* readCategory(
  tools: CategoryTools,
  category: string,
  wish: ReadingWish,
): AsyncGenerator<Snapshot, boolean> {
  const { memory, now, log } = tools;
  const startedAt = now();
  const today = feedDayAt(startedAt).toString();
  const remembered = await recall(memory, category, startedAt);
  if (!wish.now && !wish.since && isPausedUntil(remembered.nextAt, startedAt)) return false;
  let known = withMissedDays(remembered, startedAt, wish.since);

  const feed = await readToday(tools, category, known, wish);
  if (feed === null) return false;
  if (feed.snapshot) yield feed.snapshot;
  known = feed.known;
  await remember(memory, category, known);

  let { trouble } = feed;
  const isUnknown = known.verdict?.isUnknown ?? false;
  const days = isUnknown ? [] : [...(feed.isPart ? [today] : []), ...inReach(known, startedAt)];
  for (const day of days) {
    const page = await readDay(tools, { category, day, signal: wish.signal });
    if (page.kind === "stopped") return false;
    if (page.kind === "failed") {
      trouble ??= page;
      break;
    }
    if (page.kind === "unreadable") {
      log.warn({ category, why: page.why }, "Could not catch up on a day of arXiv");
      continue;
    }
    if (page.kind === "empty") {
      known = withEmptied(known, day, now());
      await remember(memory, category, known);
      continue;
    }
    const isToday = day === today;
    if (isToday && known.latest && known.latest.day < day && repeats(page.reading, known.latest))
      continue;
    if (page.snapshot.entries.length > 0) yield page.snapshot;
    known = withCaughtUp(known, page.reading);
    if (isToday) {
      known = { ...known, until: day, verdict: { state: "fresh", why: null } };
      trouble = null;
    }
    known = withoutMissed(known, day);
    known = { ...known, awaited: awaitedOnce(known.awaited, page.awaited) };
    await remember(memory, category, known);
  }

  if (remembered.awaited.length > 0 && !trouble) {
    const late = await readAwaited(tools, category, known.awaited, wish.signal);
    if (late === null) return false;
    yield* late.snapshots;
    known = { ...known, awaited: late.awaited };
  }

  known = withDoubt(known, startedAt);
  const missed = inReach(known, startedAt);
  const isToRepeat =
    known.awaited.length > 0 ||
    known.verdict?.state === "stale" ||
    doubtedOf(known, [...missed, today]).length > 0;
  const nextAt = nextTime(startedAt, { trouble, isToRepeat });
  const verdict = verdictOn(known, missed);
  await remember(memory, category, { ...known, verdict, nextAt });
  log.info({ category, ...verdict, nextAt: nextAt.toString() }, "Read arXiv");
  return true;
}

type DayPage =
  | { kind: "day"; snapshot: Snapshot; awaited: Awaited[]; reading: FeedReading }
  | { kind: "empty" }
  | Exclude<CaughtUp, { kind: "day" }>;

/** What the page of a day shows. */
async function readDay(
  tools: CategoryTools,
  { category, day, signal }: { category: string; day: string; signal: AbortSignal },
): Promise<DayPage> {
  const found = await catchUp(tools, { category, day, signal });
  if (found.kind !== "day") return found;
  if (found.announced.length === 0) return { kind: "empty" };
  const taken = takenOf(found.announced, tools.kinds);
  const { listed, awaited } = await describeTaken(tools, { day, taken, signal }, asDescribed);
  if (signal.aborted) return { kind: "stopped" };
  return {
    kind: "day",
    snapshot: listing({ category, day, listed }),
    awaited,
    // The page does not tell which version a replacement is.
    reading: readingOf(
      day,
      found.announced.filter(({ type }) => type === "new" || type === "cross"),
    ),
  };
}

/** The page has no formulas as their authors wrote them, and of long lists of authors only the first. */
function asDescribed(page: Announcement, described: Described): Listed["paper"] {
  const { position: _position, ...paper } = described;
  return { ...paper, withdrawn: paper.withdrawn || page.withdrawn };
}

/** Those of the days that show nothing although they must have papers. */
function doubtedOf(known: CategoryMemory, days: readonly string[]): string[] {
  const emptied = new Set(known.emptied.map(({ day }) => day));
  return days.filter(
    (day) =>
      emptied.has(day) && !hasFewPapers(known) && expectsAnnouncement(Temporal.PlainDate.from(day)),
  );
}

/** Days that are still missing are a part that people do not see. */
function verdictOn(known: CategoryMemory, missed: readonly string[]): FeedVerdict {
  const of = known.verdict ?? { state: "failing", why: null };
  if (!isFine(of.state)) return of;
  const emptied = new Set(known.emptied.map(({ day }) => day));
  const doubted = doubtedOf(known, missed);
  const unread = missed.filter((day) => !emptied.has(day));
  const reasons = [
    ...(unread.length > 0 ? [`${unread.join(", ")} couldn't be caught up on yet`] : []),
    ...(doubted.length > 0 ? [`arXiv shows nothing for ${doubted.join(", ")} yet`] : []),
  ];
  return reasons.length > 0 ? { state: "truncated", why: reasons.join("; ") } : of;
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
