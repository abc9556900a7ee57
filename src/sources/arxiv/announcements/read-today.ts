import type { Snapshot } from "../../../papers/paper.ts";
import { isFine } from "../../../papers/source-health.ts";
import type { Answer } from "../../client/answer.ts";
import { whyNoAnswer } from "../../client/why-no-answer.ts";
import type { ReadingWish } from "../../source.ts";
import { awaitedFrom, awaitedOnce } from "./awaited.ts";
import { expectsAnnouncement, feedDayAt, whyQuiet } from "../answers/calendar.ts";
import type { Awaited, CategoryMemory } from "./category-memory.ts";
import type { RetryReason } from "../answers/retry-reason.ts";
import type { CategoryTools } from "./category-tools.ts";
import { type Announced, type Feed, readFeed } from "../answers/feed.ts";
import { judgeFeed, readingOf, type FeedVerdict } from "./judge-feed.ts";
import { type Listed, listing } from "../answers/listing.ts";

interface Today {
  known: CategoryMemory;
  snapshot: Snapshot | null;
  trouble: RetryReason | null;
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
  const isOfToday = known.latest?.day === today.toString();
  const earlier = isOfToday ? known.earlier : known.latest;
  const verdict = feed
    ? judgeFeed(feed, { today, earlier })
    : judgeWithoutFeed(answer, tools.now(), known.latest?.day ?? null);
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
  const isShown = verdict.state === "fresh" || verdict.state === "truncated";
  if (feed?.kind !== "feed" || !isShown) return { known: after, snapshot: null, trouble };

  const day = (feed.day ?? today).toString();
  const latest = readingOf(day, feed.items);
  const seen = new Set(isOfToday ? known.latest?.ids : []);
  if (latest.ids.every((id) => seen.has(id))) return { known: after, snapshot: null, trouble };
  const taken = feed.items.filter(({ type }) => tools.kinds.has(type));
  const { listed, awaited } = await describeTaken(tools, day, taken, signal);
  if (signal.aborted) return null;
  return {
    known: { ...after, latest, earlier, awaited: awaitedOnce(known.awaited, awaited) },
    snapshot: listing({ category, day, listed, problems: feed.problems }),
    trouble,
  };
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

/** What is new is described by the API; where that fails, what the feed says serves for now. */
async function describeTaken(
  tools: CategoryTools,
  day: string,
  taken: readonly Announced[],
  signal: AbortSignal,
): Promise<{ listed: Listed[]; awaited: Awaited[] }> {
  const toDescribe = taken.filter(({ type }) => type === "new" || type === "cross");
  const { papers, trouble } = await tools.describe(
    toDescribe.map(({ arxivId }) => arxivId),
    signal,
  );
  if (trouble)
    tools.log.info({ why: trouble.why }, "arXiv has no descriptions yet; trying again later");
  return {
    listed: taken.map((item) => {
      const described = papers.get(item.arxivId);
      const { position, type, version: _version, ...paper } = item;
      // The text of the feed is that of the version announced; the API may be a day behind.
      const { authors, categories, submitted, doi } = described ?? { ...paper, submitted: null };
      return {
        position,
        type,
        paper: { ...paper, authors, categories, submitted, doi: doi ?? paper.doi },
      };
    }),
    awaited: toDescribe
      .filter(({ arxivId }) => !papers.has(arxivId))
      .map((item) => awaitedFrom(tools, item, day)),
  };
}
