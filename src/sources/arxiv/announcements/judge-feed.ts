import type { SourceState } from "../../../papers/source-health.ts";
import { compareArxivIds } from "../../../papers/arxiv-id.ts";
import { expectsAnnouncement, knowsHolidaysOf, whyQuiet } from "../answers/calendar.ts";
import type { Announced, Feed } from "../answers/feed.ts";

export interface FeedVerdict {
  state: Exclude<SourceState, "unread">;
  /** A sentence for people without its full stop; null where nothing is to be said. */
  why: string | null;
  /** arXiv has no such category, so nothing is to be expected of it, and others are none the worse. */
  isUnknown?: true;
}

/** What a feed showed on the last day on which it was good. */
export interface FeedReading {
  /** `2026-11-20` */
  day: string;
  /** Each with its version: `2611.01234v1`. */
  ids: string[];
  /** The highest id that was new. */
  highest: string | null;
}

/** The feed has no more, however many papers there are. (arXiv RSS specification.) */
const MAX_FEED_ITEMS = 2000;
/** A version is announced in a category once: so many that were there before are no accident. */
const OLD_SHARE = 0.9;

/**
 * Whether a feed can be believed to show all announcements of its day. `earlier` is the newest good
 * reading of a day before: arXiv was seen to show a day's papers again under the next day's date.
 * `hasFew`: see `hasFewPapers`.
 */
export function judgeFeed(
  feed: Feed,
  {
    today,
    earlier,
    hasFew,
  }: { today: Temporal.PlainDate; earlier: FeedReading | null; hasFew: boolean },
): FeedVerdict {
  switch (feed.kind) {
    case "error":
      return { state: "failing", why: `arXiv can't show it: ${feed.why}` };
    case "malformed":
      return { state: "failing", why: `Can't read what arXiv sent: ${feed.why}` };
    case "feed":
      break;
  }
  if (feed.count === 0) return judgeEmpty(today, feed.isComplete, hasFew);
  if (feed.items.length === 0) return { state: "failing", why: "Can't read anything arXiv sent" };
  if (feed.day && Temporal.PlainDate.compare(feed.day, today) < 0)
    return expectsAnnouncement(today)
      ? { state: "stale", why: `arXiv still shows ${feed.day.toString()}` }
      : { state: "quiet", why: whyQuiet(today) };
  if (earlier && repeats(readingOf(today.toString(), feed.items), earlier))
    return { state: "stale", why: `arXiv shows the papers of ${earlier.day} again` };
  if (feed.count >= MAX_FEED_ITEMS)
    return {
      state: "truncated",
      why: `arXiv shows ${MAX_FEED_ITEMS} papers and leaves out the rest`,
    };
  if (!feed.isComplete) return { state: "truncated", why: "arXiv's answer is cut off" };
  return { state: "fresh", why: null };
}

/** Of the announcements of a day; a version that is not told is the first. */
export function readingOf(
  day: string,
  items: readonly (Pick<Announced, "arxivId" | "type"> & { version?: number | null })[],
): FeedReading {
  const ofNew = items.filter(({ type }) => type === "new").map(({ arxivId }) => arxivId);
  const highest = ofNew.reduce<string | null>(
    (most, id) => (most === null || (compareArxivIds(id, most) ?? 0) > 0 ? id : most),
    null,
  );
  return { day, ids: items.map(({ arxivId, version }) => `${arxivId}v${version ?? 1}`), highest };
}

/** Whether what was read as the later day is but the earlier one again. */
export function repeats(later: FeedReading, earlier: FeedReading): boolean {
  if (
    later.highest &&
    earlier.highest &&
    (compareArxivIds(later.highest, earlier.highest) ?? 1) <= 0
  )
    return true;
  const before = new Set(earlier.ids);
  return later.ids.filter((id) => before.has(id)).length >= later.ids.length * OLD_SHARE;
}

/** Whether a category had so few papers on the last two days that it had any that one without is nothing special. */
export function hasFewPapers(known: {
  latest: FeedReading | null;
  earlier: FeedReading | null;
}): boolean {
  return [known.latest, known.earlier].every((one) => one && one.ids.length <= FEW_PAPERS);
}

const FEW_PAPERS = 3;

function judgeEmpty(today: Temporal.PlainDate, isComplete: boolean, hasFew: boolean): FeedVerdict {
  if (!isComplete) return { state: "failing", why: "arXiv's answer is cut off" };
  const why = whyQuiet(today);
  if (why !== null) return { state: "quiet", why };
  if (hasFew) return { state: "quiet", why: "arXiv shows no papers today" };
  return knowsHolidaysOf(today)
    ? { state: "failing", why: "arXiv shows nothing on a day with announcements" }
    : {
        state: "quiet",
        why: `arXiv shows nothing today; it may be a holiday, since those of ${today.year} aren't known yet`,
      };
}
