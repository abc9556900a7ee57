import { fullDate, type Paper } from "../../papers/paper.ts";
import type { DigestOrder } from "../settings.ts";

/** What is compared of a candidate. */
export interface Orderable {
  paper: Paper;
  /** By people here; left out where nobody has voted for it. */
  votes?: number | undefined;
  /** How much it is about its topic: 0 to 1. */
  strength: number;
  /** The order in which we first saw the papers, and when that was. */
  arrival: number;
  arrivedAt: Temporal.Instant;
}

/** What gave a paper its place where it was not how well it matches. */
export interface Attention {
  upvotes: number;
  /** Since it was listed, at least 1. */
  days: number;
}

export type Ordered<Item> = Item & {
  attention: Attention | null;
  /** Votes of people here, where these helped it; else 0. */
  votesHere: number;
};

/**
 * How much each value counts in the order `balanced`. Votes and comments are taken for the time that a
 * paper has been listed: forty since yesterday are more than sixty in a week. Votes of people here count as soon
 * as any candidate has one.
 */
const WEIGHTS = { match: 0.35, upvotes: 0.45, comments: 0.1, newness: 0.1, votes: 0.3 } as const;

/**
 * So many places from the top, votes, comments and newness count half. Shares of votes are as uneven as
 * shares of anything: among six hundred papers the first and the tenth differ by a lot, the three hundredth
 * and the four hundredth by nothing. How well a paper matches counts by its plain rank: many match
 * as well as can be, and none of these shall lose by there being many.
 */
const HALVED_AT = 5;

/**
 * Candidates in the order in which digests take them, the same however they are given. Each value is
 * compared among the candidates alone: by its rank, equal ones sharing theirs. What nobody knows, such as
 * the votes of a paper that only arXiv lists, ranks in the middle. Of equal papers the better match comes
 * first, then the one that was seen first.
 */
export function inOrder<Item extends Orderable>(
  candidates: readonly Item[],
  order: DigestOrder,
  now: Temporal.Instant,
): Ordered<Item>[] {
  const ranks = ranksOf(candidates, now);
  const scored = candidates.map((item, i) => ({
    item,
    score: SCORES[order](ranks, i),
    attention: isByAttention(order, ranks, i) ? attentionOf(item, now) : null,
    votesHere: order === "balanced" ? (item.votes ?? 0) : 0,
  }));
  return scored
    .toSorted((a, b) => b.score - a.score || compareTies(a.item, b.item))
    .map(({ item, attention, votesHere }) => ({ ...item, attention, votesHere }));
}

/** Of all candidates, by their index: near 0 for the last, near 1 for the first. */
interface Ranks {
  match: number[];
  upvotes: number[];
  /** Whether the votes are known at all. */
  hasUpvotes: boolean[];
  upvoteRate: number[];
  commentRate: number[];
  newness: number[];
  /** Null while nobody here has voted for any. */
  votes: number[] | null;
}

function ranksOf(candidates: readonly Orderable[], now: Temporal.Instant): Ranks {
  const days = candidates.map((one) => daysListed(one, now));
  const rate = (count: number | null | undefined, i: number) =>
    count === null || count === undefined ? null : count / (days[i] ?? 1);
  const votes = candidates.map((one) => one.votes ?? 0);
  const upvotes = candidates.map(({ paper }) => paper.upvotes ?? null);
  return {
    match: rankEach(candidates.map(({ strength }) => strength)),
    upvotes: rankEach(upvotes),
    hasUpvotes: upvotes.map((count) => count !== null),
    upvoteRate: rankEach(upvotes.map(rate)),
    commentRate: rankEach(candidates.map(({ paper }, i) => rate(paper.comments, i))),
    newness: rankEach(candidates.map(dayOf)),
    votes: votes.some((count) => count > 0) ? rankEach(votes) : null,
  };
}

const SCORES: Record<DigestOrder, (ranks: Ranks, i: number) => number> = {
  balanced: (ranks, i) =>
    matchPart(ranks, i) + attentionPart(ranks, i) + newnessPart(ranks, i) + votesPart(ranks, i),
  "best match": ({ match }, i) => match[i] ?? 0,
  newest: ({ newness }, i) => newness[i] ?? 0,
  "most upvoted": ({ upvotes }, i) => upvotes[i] ?? 0,
};

function matchPart({ match }: Ranks, i: number): number {
  return WEIGHTS.match * (match[i] ?? 0);
}

function attentionPart({ upvoteRate, commentRate }: Ranks, i: number): number {
  return WEIGHTS.upvotes * worth(upvoteRate, i) + WEIGHTS.comments * worth(commentRate, i);
}

function newnessPart({ newness }: Ranks, i: number): number {
  return WEIGHTS.newness * worth(newness, i);
}

function votesPart({ votes }: Ranks, i: number): number {
  return votes === null ? 0 : WEIGHTS.votes * worth(votes, i);
}

function worth(ranks: readonly number[], i: number): number {
  const placesFromTop = ranks.length * (1 - (ranks[i] ?? 0));
  return HALVED_AT / (HALVED_AT + placesFromTop);
}

/** Unknown values are in the middle; equal ones share the middle of their places. */
function rankEach(values: readonly (number | null)[]): number[] {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  const rankOf = new Map<number, number>();
  for (let start = 0; start < known.length;) {
    const value = known[start] ?? 0;
    let end = start;
    while (end < known.length && known[end] === value) end += 1;
    rankOf.set(value, (start + end) / 2 / known.length);
    start = end;
  }
  return values.map((value) => (value === null ? MIDDLE : (rankOf.get(value) ?? MIDDLE)));
}

const MIDDLE = 0.5;

/** The day from which a paper is news, as a number: what listings say, else when we saw it. */
function dayOf({ paper, arrivedAt }: Orderable): number {
  const day = paper.dates?.announced ?? paper.dates?.listed ?? fullDate(paper);
  return Math.floor(millisecondsOf(day, arrivedAt) / DAY_MS);
}

/** At least 1: the votes of the first hours say little. */
function daysListed({ paper, arrivedAt }: Orderable, now: Temporal.Instant): number {
  const since = millisecondsOf(paper.dates?.listed ?? null, arrivedAt);
  return Math.max(1, (now.epochMilliseconds - since) / DAY_MS);
}

const DAY_MS = 24 * 60 * 60 * 1000;

function millisecondsOf(day: string | null, otherwise: Temporal.Instant): number {
  const read = day === null ? NaN : Date.parse(day);
  return Number.isNaN(read) ? otherwise.epochMilliseconds : read;
}

/** Whether votes decided: known ones, more than the match did. */
function isByAttention(order: DigestOrder, ranks: Ranks, i: number): boolean {
  if (!ranks.hasUpvotes[i]) return false;
  if (order === "most upvoted") return true;
  if (order !== "balanced" || (ranks.upvoteRate[i] ?? 0) <= MIDDLE) return false;
  return attentionPart(ranks, i) > matchPart(ranks, i);
}

function attentionOf(item: Orderable, now: Temporal.Instant): Attention {
  return { upvotes: item.paper.upvotes ?? 0, days: Math.round(daysListed(item, now)) };
}

function compareTies(a: Orderable, b: Orderable): number {
  return b.strength - a.strength || a.arrival - b.arrival;
}
