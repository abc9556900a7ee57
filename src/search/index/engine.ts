import type { PlanTerm } from "./lookup-plan.ts";
import type { DateOrder, HitOrder } from "./hit-order.ts";
import type { Query } from "../query/query.ts";

/** An engine gives no more papers than this for one question: nobody reads further. */
export const MAX_CANDIDATES = 500;

export interface EngineCandidate {
  /** The number of the paper: they grow in the order in which papers were first seen. */
  at: number;
  score: number;
  /** Those of the terms looked up that the paper has. */
  terms: string[];
}

/** Best first, equals in the order of the corpus. */
export function byScore(
  a: Pick<EngineCandidate, "at" | "score">,
  b: Pick<EngineCandidate, "at" | "score">,
): number {
  return b.score - a.score || a.at - b.at;
}

/** Which papers count. */
export interface Scope {
  /** All of these hold, word for word. */
  where: readonly Query[];
  /** From which times count back. */
  today: Temporal.PlainDate;
  /** Which to prefer where there are too many. */
  order: HitOrder;
  /** Not this one. */
  except?: number;
  /** Only these. */
  among?: ReadonlySet<number>;
  /** Most papers to give; default `MAX_CANDIDATES`. Where it is more, the papers have no scores. */
  limit?: number;
}

/** Papers in some order, at most as many as the scope wants; `isMore` where there are others. */
export interface PaperList {
  ats: number[];
  isMore: boolean;
}

/** Candidates, at most as many as the scope wants; `isMore` where there are others. */
export interface EngineRun {
  candidates: EngineCandidate[];
  isMore: boolean;
}

/** Looks up terms. It does not know what people meant. */
export interface Engine {
  /** Takes notice of what was written since the last question; to be called before each. */
  renew: () => void;
  /** Papers in the scope with any of the terms, in no particular order. */
  run(terms: readonly PlanTerm[], scope: Scope): EngineRun;
  /** Papers in the scope, by date: in the order of the scope, or the newest first. */
  all(scope: Scope): PaperList;
  /** Some papers, by date. */
  inDateOrder: (ats: readonly number[], order: DateOrder) => number[];
  texts: PaperTexts;
  /** How many papers are indexed under a term; of a phrase that many have, about how many. */
  papersUnder: (term: string) => number;
}

/** What papers say, by their numbers, to compare a few of them closely. */
export interface PaperTexts {
  /** Words of the title, folded, with blanks between. */
  titleOf(at: number): string;
  /** How many of some pairs of stems stand side by side in its title or its text. */
  pairsIn(at: number, pairs: readonly StemPair[]): number;
}

export type StemPair = readonly [first: string, second: string];
