import type { Candidate, Engine } from "./engine.ts";
import type { Plan, PlanTerm } from "./plan.ts";

export interface Found extends Candidate {
  /** Which share of the query the paper answers, 0 to 1. */
  answered: number;
}

/** A paper that answers less than this part of what the best one answers is none to show. */
const FLOOR = 0.33;

/**
 * Papers for which `filter` holds and that answer a plan, in no particular order. One weak word in common does not make an
 * answer: who asks for "federated learning" does not want all papers that say "learning".
 */
export function find(plan: Plan, engine: Engine, filter?: (at: number) => boolean): Found[] {
  const answersOf = new Map(plan.terms.map(({ term, answers }) => [term, answers]));
  const weak = weakWords(plan);
  const isTelling = ({ answers }: PlanTerm) => answers.some((word) => !weak.words.has(word));
  const { telling = [], common = [] } = Object.groupBy(plan.terms, (term) =>
    isTelling(term) ? "telling" : "common",
  );

  const first = engine.run(telling, filter);
  if (common.length === 0) return aboveFloor(first.map(measured));
  // Common words are in most papers. Those that have no telling word would fall under the floor,
  // so nobody needs to see them, unless the filter left nothing better.
  const seen = new Set(first.map(({ at }) => at));
  const among =
    weak.share < FLOOR * most(first.map(measured)) ? (at: number) => seen.has(at) : filter;
  return aboveFloor(together(first, engine.run(common, among)).map(measured));

  function measured(candidate: Candidate): Found {
    const words = new Set(candidate.terms.flatMap((term) => answersOf.get(term) ?? []));
    let answered = 0;
    for (const word of words) answered += plan.words[word]?.share ?? 0;
    return { ...candidate, answered };
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

function most(found: readonly Found[]): number {
  return found.reduce((best, { answered }) => Math.max(best, answered), 0);
}

function aboveFloor(found: Found[]): Found[] {
  const floor = FLOOR * most(found);
  return found.filter(({ answered }) => answered >= floor);
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
