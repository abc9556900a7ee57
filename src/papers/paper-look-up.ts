import type { Paper } from "./paper.ts";

/** What came of asking for a paper that nobody here knew. */
export type LookUpOutcome =
  /** It is kept now. */
  | { kind: "found"; paper: Paper }
  /** There is no such paper. */
  | { kind: "missing" }
  /** `why` is for people, without a full stop. */
  | { kind: "failed"; why: string };

/**
 * Asks arXiv for the paper with an id, for somebody. Null where they have asked for too many in the last
 * minute. It ends within minutes, and never fails but by its outcome.
 */
export type LookUpPaper = (arxivId: string, userId: string) => Promise<LookUpOutcome> | null;
