import { isListedCategory } from "../../../papers/arxiv-categories.ts";
import type { Snapshot } from "../../../papers/paper.ts";
import { isFine } from "../../../papers/source-health.ts";
import type { Answer } from "../../client/answer.ts";
import { whyNoAnswer } from "../../client/why-no-answer.ts";
import type { ReadingWish } from "../../source.ts";
import { awaitedOnce } from "./awaited.ts";
import { expectsAnnouncement, feedDayAt, whyQuiet } from "../answers/calendar.ts";
import type { CategoryMemory } from "./category-memory.ts";
import type { RetryReason } from "../answers/retry-reason.ts";
import type { CategoryTools } from "./category-tools.ts";
import { describeTaken, takenOf } from "./describe-taken.ts";
import type { Described } from "../answers/api.ts";
import { type Announced, type Feed, readFeed } from "../answers/feed.ts";
import { hasFewPapers, judgeFeed, readingOf, type FeedVerdict } from "./judge-feed.ts";
import { type Listed, listing } from "../answers/listing.ts";

interface Today {
  known: CategoryMemory;
  snapshot: Snapshot | null;
  trouble: RetryReason | null;
  /** arXiv answers, and shows less in its feed than there must be: today's page may have it all. */
  isPart: boolean;
}

/**
 * Reads the feed as it is now, and judges it. Gives its listing where it shows papers that were not
 * seen on this day. Null when it was stopped.
 */
export async function readToday(
  tools: CategoryTools,
  category: string,
  known: CategoryMemory,
  { signal, now: isWished = false }: ReadingWish,
): Promise<Today | null> {
  const today = feedDayAt(tools.now());
  const answer = await tools.client.get(`${tools.feedBase.replace(/\/$/, "")}/rss/${category}`, {
    signal,
    now: isWished,
    ...(known.validators && { known: known.validators }),
  });
  if (answer.kind === "stopped") return null;
  const feed = await feedIn(answer);
  if (isRefused(answer, feed) && !isListedCategory(category))
    return { known: { ...known, verdict: NO_SUCH }, snapshot: null, trouble: null, isPart: false };
  const isOfToday = known.latest?.day === today.toString();
  const earlier = isOfToday ? known.earlier : known.latest;
  const verdict = feed
    ? judgeFeed(feed, { today, earlier, hasFew: hasFewPapers(known) })
    : judgeWithoutFeed(answer, tools.now(), known.latest?.day ?? null);
  const isAnswered = answer.kind === "unchanged" || (feed !== null && feed.kind !== "error");
  const isPart = isAnswered && verdict.state !== "fresh" && expectsAnnouncement(today);
  if (isPart && isOfToday && known.until === today.toString())
    // All of the day is there already, from its page.
    return {
      known: { ...known, verdict: { state: "fresh", why: null } },
      snapshot: null,
      trouble: null,
      isPart: false,
    };

  const isDone = isFine(verdict.state);
  const isQuietWeekend = verdict.state === "quiet" && today.dayOfWeek > 5;
  const after: CategoryMemory = {
    ...known,
    verdict,
    // An empty holiday may be a mistake: tomorrow its own page tells.
    until: verdict.state === "fresh" || isQuietWeekend ? today.toString() : known.until,
    // That what was cut is as it was would say nothing of the rest.
    validators: isDone && answer.kind === "ok" ? answer.validators : known.validators,
  };
  const trouble = isDone
    ? null
    : { why: verdict.why ?? "", until: "until" in answer ? answer.until : null };
  const nothingNew = { known: after, snapshot: null, trouble, isPart };
  const isShown = verdict.state === "fresh" || verdict.state === "truncated";
  if (feed?.kind !== "feed" || !isShown) return nothingNew;

  const day = (feed.day ?? today).toString();
  const latest = readingOf(day, feed.items);
  const seen = new Set(isOfToday ? known.latest?.ids : []);
  if (latest.ids.every((id) => seen.has(id))) return nothingNew;
  const taken = takenOf(feed.items, tools.kinds);
  const { listed, awaited } = await describeTaken(tools, { day, taken, signal }, together);
  if (signal.aborted) return null;
  return {
    known: { ...after, latest, earlier, awaited: awaitedOnce(known.awaited, awaited) },
    snapshot: listing({ category, day, listed, problems: feed.problems }),
    trouble,
    isPart,
  };
}

const NO_SUCH: FeedVerdict = {
  state: "failing",
  why: "arXiv has no such category",
  isUnknown: true,
};

function isRefused(answer: Answer, feed: Feed | null): boolean {
  const status = "status" in answer ? answer.status : undefined;
  return feed?.kind === "error" || status === 400 || status === 404;
}

/** A refusal may carry a feed that says why. */
async function feedIn(answer: Answer): Promise<Feed | null> {
  if (answer.kind === "ok") return await readFeed(answer.body);
  if (!("status" in answer) || answer.status !== 400 || answer.body === undefined) return null;
  const feed = await readFeed(answer.body);
  return feed.kind === "error" ? feed : null;
}

function judgeWithoutFeed(
  answer: Exclude<Answer, { kind: "stopped" }>,
  now: Temporal.Instant,
  latest: string | null,
): FeedVerdict {
  if ("why" in answer) return { state: "failing", why: whyNoAnswer(answer, now) };
  const today = feedDayAt(now);
  if (latest === today.toString()) return { state: "fresh", why: null };
  return expectsAnnouncement(today)
    ? { state: "stale", why: `arXiv still shows ${latest ?? "what it showed before"}` }
    : { state: "quiet", why: whyQuiet(today) };
}

/** The text of the feed is that of the version announced; the API may be a day behind. */
function together(item: Announced, described: Described): Listed["paper"] {
  const { position: _position, type: _type, version: _version, ...paper } = item;
  const { authors, authorCount, categories, submitted, doi } = described;
  return {
    ...paper,
    authors,
    authorCount,
    categories,
    submitted,
    doi: doi ?? paper.doi,
    withdrawn: paper.withdrawn || described.withdrawn,
  };
}
