import type { EngineCandidate, Engine, Scope } from "../index/engine.ts";
import type { LookupPlan, PlanTerm } from "../index/lookup-plan.ts";

export interface MeasuredPaper extends EngineCandidate {
  /** Which share of the query the paper answers, 0 to 1. */
  answered: number;
}

/** A paper that answers less than this part of what the best one answers is none to show. */
const MIN_ANSWERED = 0.33;

/**
 * Papers in a scope that answer a plan, in no particular order; `isMore` where the engine left some
 * out. One weak word in common does not make an answer: who asks for "federated learning" does not
 * want all papers that say "learning".
 */
export function find(
  plan: LookupPlan,
  engine: Engine,
  scope: Scope,
): { found: MeasuredPaper[]; isMore: boolean } {
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
  const isEnough = weak.share < MIN_ANSWERED * bestAnswered(measuredFirst);
  if (isEnough && scope.limit === Infinity) return aboveFloor(measuredFirst, first.isMore);
  const second = engine.run(common, isEnough ? { ...scope, among } : scope);
  const both = together(first.candidates, second.candidates).map(measured);
  return aboveFloor(both, first.isMore || second.isMore);

  function measured(candidate: EngineCandidate): MeasuredPaper {
    const words = new Set(candidate.terms.flatMap((term) => answersOf.get(term) ?? []));
    let answered = 0;
    for (const word of words) answered += plan.words[word]?.share ?? 0;
    return { ...candidate, score: rounded(candidate.score), answered };
  }
}

function together(
  some: readonly EngineCandidate[],
  others: readonly EngineCandidate[],
): EngineCandidate[] {
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

function bestAnswered(found: readonly MeasuredPaper[]): number {
  return found.reduce((best, { answered }) => Math.max(best, answered), 0);
}

/** Where some fell under the floor, so would those that the engine left out. */
function aboveFloor(
  found: MeasuredPaper[],
  leftSomeOut: boolean,
): { found: MeasuredPaper[]; isMore: boolean } {
  const floor = MIN_ANSWERED * bestAnswered(found);
  const above = found.filter(({ answered }) => answered >= floor);
  return { found: above, isMore: leftSomeOut && above.length === found.length };
}

/** Words that all together answer too little beside a paper with the rarest word. */
function weakWords(plan: LookupPlan): { words: Set<number>; share: number } {
  const words = new Set<number>();
  let share = 0;
  const commonFirst = [...plan.words.entries()].toSorted(([, a], [, b]) => a.share - b.share);
  const rarest = commonFirst.at(-1)?.[1].share ?? 0;
  for (const [i, word] of commonFirst) {
    if (share + word.share >= MIN_ANSWERED * rarest) break;
    share += word.share;
    words.add(i);
  }
  return { words, share };
}
