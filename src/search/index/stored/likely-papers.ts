import { rarity } from "../bm25.ts";
import type { PaperList } from "../engine.ts";
import type { PlanTerm } from "../lookup-plan.ts";
import type { StoredTermLookup } from "./stored-terms.ts";
import type { WordCondition } from "../../query/conditions.ts";
import type { WordStore } from "./word-store.ts";

/** A term of a plan, looked up. */
export interface ResolvedTerm {
  planned: PlanTerm;
  stored: StoredTermLookup;
}

/**
 * So many papers are taken from the lists of a question's words, which takes about 5 ms; of each list
 * at least a few. Of a word that very many papers have, those that came last have to do.
 */
const MAX_LISTED_TO_RANK = 25_000;
const MIN_LISTED_OF_TERM = 2000;
/** What a word in the title adds to the same word anywhere. */
const IN_TITLE = 2;
/** More of them are never looked at, whatever conditions take away. */
const MAX_LIKELY = 5000;
const WORTH_STEPS = 1000;

export interface LikelyPapers {
  /**
   * Papers that have any of the terms, most likely the best first: as many as `most`, or a few more. It adds
   * up, for each paper, what the words are worth that it has, however often: enough to see which to score.
   */
  find(terms: readonly ResolvedTerm[], most: number, counts: (at: number) => boolean): PaperList;
}

export function createLikelyPapers(store: WordStore): LikelyPapers {
  // By paper, kept from one question to the next: to make it anew takes as long as to fill it.
  let worth = new Float64Array(0);

  function find(
    terms: readonly ResolvedTerm[],
    most: number,
    counts: (at: number) => boolean,
    touched: number[],
  ): PaperList {
    let left = MAX_LISTED_TO_RANK;
    let isMore = false;
    for (const list of listsOf(terms, store.sums().papers)) {
      const limit = Math.max(left, MIN_LISTED_OF_TERM);
      const ats = store.list(list.match, limit);
      left -= ats.length;
      if (ats.length === limit) isMore = true;
      for (const at of ats) {
        if (worth[at] === 0) touched.push(at);
        worth[at] = (worth[at] ?? 0) + list.worth;
      }
    }
    const counting = touched.filter(counts);
    const floor = floorOf(counting, worth, Math.min(most, MAX_LIKELY));
    const likely = counting.filter((at) => (worth[at] ?? 0) >= floor);
    const ats = likely.toSorted((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0) || b - a);
    return { ats, isMore: isMore || ats.length < counting.length };
  }

  return {
    find(terms, most, counts) {
      const size = store.lastAt() + 1;
      if (size > worth.length) worth = new Float64Array(2 * size);
      const touched: number[] = [];
      try {
        return find(terms, most, counts, touched);
      } finally {
        for (const at of touched) worth[at] = 0;
      }
    },
  };
}

/** What `most` of the papers are worth at least, or a few more: sorting all of them takes too long. */
function floorOf(ats: readonly number[], worth: Float64Array, most: number): number {
  if (ats.length <= most) return 0;
  const best = ats.reduce((highest, at) => Math.max(highest, worth[at] ?? 0), 0);
  const steps = new Uint32Array(WORTH_STEPS + 1);
  const stepOf = (at: number) => Math.floor(((worth[at] ?? 0) / best) * WORTH_STEPS);
  for (const at of ats) steps[stepOf(at)] = (steps[stepOf(at)] ?? 0) + 1;
  let above = 0;
  const step = steps.findLastIndex((papers) => (above += papers) >= most);
  return (Math.max(step, 0) / WORTH_STEPS) * best;
}

interface TermList {
  match: WordCondition;
  worth: number;
}

/** The most telling first. */
function listsOf(terms: readonly ResolvedTerm[], papers: number): TermList[] {
  const lists = new Map<string, TermList>();
  for (const { planned, stored } of terms)
    for (const { match, anywhere, inTitle } of stored.lists) {
      add(match, planned.weight * rarity(anywhere, papers));
      // To find a phrase takes several times as long as its words, which have their titles already.
      const isPhrase = match.kind === "stems" && match.stems.length > 1;
      if (inTitle > 0 && !isPhrase)
        add({ ...match, fields: ["title"] }, IN_TITLE * planned.weight * rarity(inTitle, papers));
    }
  return [...lists.values()].toSorted((a, b) => b.worth - a.worth);

  function add(match: WordCondition, worth: number): void {
    const key = JSON.stringify(match);
    lists.set(key, { match, worth: worth + (lists.get(key)?.worth ?? 0) });
  }
}
