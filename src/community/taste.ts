import type { Liking, Taste } from "../digests/book.ts";
import type { Paper } from "../papers/paper.ts";
import { traitsOf } from "./traits.ts";

/** With fewer votes, they say more about who voted than about what people here like. */
export const VOTES_NEEDED = 10;

/** What only one liked paper, or one or two of the others, have in common with a paper is chance. */
const LEAST_LIKED = 2;
const LEAST_OTHERS = 3;

/** As if so many more papers on either side were like all of them: few papers say little. */
const PRIOR_PAPERS = 10;

/** A trait of so many papers counts half of what it would if all papers had been looked at. */
const HALF_SURE_AT = 3;

/** So many traits of a paper count either way: a long abstract has no advantage. */
const MOST_TRAITS = 5;

/** The sum of log-odds at which a liking is three quarters of what it can be. */
const SCALE = 2;

/**
 * What the votes of a channel say about papers: words and authors of those that people voted for, against those
 * of the others that it was sent. Null where that is nothing.
 */
export function tasteOf(
  papers: readonly Paper[],
  votes: ReadonlyMap<string, number>,
): Taste | null {
  const given = papers.map((paper) => ({ paper, votes: votes.get(paper.id) ?? 0 }));
  if (given.reduce((sum, one) => sum + one.votes, 0) < VOTES_NEEDED) return null;
  const liked = given.filter((one) => one.votes > 0);
  // With nothing to compare it with, what they have in common is the topic.
  if (liked.length === given.length) return null;
  const counted: Counted = { traits: new Map(), liked: 0, likedWeight: 0, others: 0 };
  for (const one of liked) countIn(counted, one.paper, weightOf(one.votes));
  for (const one of given) if (one.votes === 0) countIn(counted, one.paper, 0);
  const weights = new Map<string, number>();
  for (const [key, trait] of counted.traits) {
    const weight = weightIn(trait, counted);
    if (weight !== 0) weights.set(key, weight);
  }
  return weights.size === 0 ? null : (paper) => likingOf(paper, weights);
}

/** The more the better, but thirty votes are no thirty papers. */
function weightOf(votes: number): number {
  return 1 + Math.log2(votes);
}

/** How many papers there are, and how many of them have each trait. */
interface Counted extends Counts {
  traits: Map<string, Counts>;
}

interface Counts {
  liked: number;
  /** The same, by their votes. */
  likedWeight: number;
  others: number;
}

/** A paper of no weight is one that nobody voted for. */
function countIn(counted: Counted, paper: Paper, weight: number): void {
  add(counted, weight);
  for (const key of traitsOf(paper).keys()) {
    const trait = counted.traits.get(key) ?? { liked: 0, likedWeight: 0, others: 0 };
    counted.traits.set(key, trait);
    add(trait, weight);
  }
}

function add(counts: Counts, weight: number): void {
  if (weight === 0) counts.others += 1;
  else {
    counts.liked += 1;
    counts.likedWeight += weight;
  }
}

/** Smoothed log-odds of a trait among liked papers against the others; 0 where it says nothing. */
function weightIn(trait: Counts, all: Counts): number {
  // Of papers and not of votes: one more vote changes it for none.
  const usual = (trait.liked + trait.others) / (all.liked + all.others);
  const prior = PRIOR_PAPERS * usual;
  const share = (has: number, of: number) => (has + prior) / (of + PRIOR_PAPERS);
  // Where all papers have it, it tells none from another.
  if (usual === 1) return 0;
  const weight =
    logit(share(trait.likedWeight, all.likedWeight)) - logit(share(trait.others, all.others));
  const papers = weight > 0 ? trait.liked : trait.others;
  if (papers < (weight > 0 ? LEAST_LIKED : LEAST_OTHERS)) return 0;
  return (weight * papers) / (papers + HALF_SURE_AT);
}

function logit(share: number): number {
  return Math.log(share / (1 - share));
}

function likingOf(paper: Paper, weights: ReadonlyMap<string, number>): Liking {
  const known = [...traitsOf(paper)]
    .map(([key, what]) => ({ what, weight: weights.get(key) ?? 0 }))
    .toSorted((a, b) => b.weight - a.weight);
  const liked = known.filter(({ weight }) => weight > 0).slice(0, MOST_TRAITS);
  const disliked = known.filter(({ weight }) => weight < 0).slice(-MOST_TRAITS);
  const sum = [...liked, ...disliked].reduce((total, { weight }) => total + weight, 0);
  return { score: Math.tanh(sum / SCALE), because: liked };
}
