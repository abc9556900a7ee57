import type { Identifier } from "./identifiers.ts";
import type { Paper } from "./paper.ts";

/** What came of asking for a paper that nobody here knew. */
export type LookUpOutcome =
  /** It is kept now. */
  | { kind: "found"; paper: Paper }
  /** There is no such paper. */
  | { kind: "missing" }
  /** `why` is for people, without a full stop. */
  | { kind: "failed"; why: string }
  /** The program ends: nobody knows yet. */
  | { kind: "stopped" };

/** Asks arXiv, or doi.org, for papers that nobody here knows. */
export interface PaperLookUps {
  /** Whether there is somebody to ask for it. */
  canAsk(by: Identifier): boolean;
  /**
   * Asks for somebody. Null where they have asked for too many in the last minute. It ends within minutes, and never
   * fails but by its outcome.
   */
  ask(by: Identifier, userId: string): Promise<LookUpOutcome> | null;
}

/** Where nobody may be asked. */
export const NO_LOOK_UPS: PaperLookUps = { canAsk: () => false, ask: () => null };
