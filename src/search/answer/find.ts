import type { Candidate, Engine, Scope } from "../index/engine.ts";
import type { Plan, PlanTerm } from "../index/lookup-plan.ts";

export interface Found extends Candidate {
  /** Which share of the query the paper answers, 0 to 1. */
  answered: number;
}

/** A paper that answers less than this part of what the best one answers is none to show. */
const FLOOR = 0.33;

/**
 * Papers in a scope that answer a plan, in no particular order; `isMore` where the engine left some
 * out. One weak word in common does not make an answer: who asks for "federated learning" does not
 * want all papers that say "learning".
 */
export function find(
  plan: Plan,
  engine: Engine,
  scope: Scope,
): { found: Found[]; isMore: boolean } {
  const answersOf = new Map(plan.terms.map(({ term, answers }) => [term, answers]));
  const weak = weakWords(plan);
  const isTelling = ({ answers }: PlanTerm) => answers.some((word) => !weak.words.has(word));
  const { telling = [], common = [] } = Object.groupBy(plan.terms, (term) =>
    isTelling(term) ? "telling" : "common",
  );

  const first = engine.run(telling, scope);
  const measuredFirst = first.candidates.map(measured);
  if (common.length === 0) return aboveFloor(measuredFirst, first.isMore);
  // Common words are in most papers. Those that have no telling word would fall under the floor,
  // so nobody needs to see them, unless the scope left nothing better.
  const among = new Set(first.candidates.map(({ at }) => at));
  const isEnough = weak.share < FLOOR * most(measuredFirst);
  if (isEnough && scope.most === Infinity) return aboveFloor(measuredFirst, first.isMore);
  const second = engine.run(common, isEnough ? { ...scope, among } : scope);
  const both = together(first.candidates, second.candidates).map(measured);
  return aboveFloor(both, first.isMore || second.isMore);

  function measured(candidate: Candidate): Found {
    const words = new Set(candidate.terms.flatMap((term) => answersOf.get(term) ?? []));
    let answered = 0;
    for (const word of words) answered += plan.words[word]?.share ?? 0;
    return { ...candidate, score: rounded(candidate.score), answered };
  }
}

function together(some: readonly Candidate[], others: readonly Candidate[]): Candidate[] {
  const all = new Map(some.map((candidate) => [candidate.at, candidate]));
  for (const { at, score, terms } of others) {
    const before = all.get(at);
    all.set(at, {
      at,
      score: score + (before?.score ?? 0),
      terms: [...(before?.terms ?? []), ...terms],
    });
  }
  return [...all.values()];
}

/** Engines add up the same numbers in another order: the last digits shall not decide between equals. */
function rounded(score: number): number {
  return Number(score.toPrecision(12));
}

function most(found: readonly Found[]): number {
  return found.reduce((best, { answered }) => Math.max(best, answered), 0);
}

/** Where some fell under the floor, so would those that the engine left out. */
function aboveFloor(found: Found[], leftSomeOut: boolean): { found: Found[]; isMore: boolean } {
  const floor = FLOOR * most(found);
  const above = found.filter(({ answered }) => answered >= floor);
  return { found: above, isMore: leftSomeOut && above.length === found.length };
}

/** Words that all together answer too little beside a paper with the rarest word. */
function weakWords(plan: Plan): { words: Set<number>; share: number } {
  const words = new Set<number>();
  let share = 0;
  const commonFirst = [...plan.words.entries()].toSorted(([, a], [, b]) => a.share - b.share);
  const rarest = commonFirst.at(-1)?.[1].share ?? 0;
  for (const [i, word] of commonFirst) {
    if (share + word.share >= FLOOR * rarest) break;
    share += word.share;
    words.add(i);
  }
  return { words, share };
}
