/** How the rounds are doing: `not yet` until one has ended or should have. */
export type TickState = "not yet" | "ok" | "failing";

export interface TickWatch {
  /** A tick begins; what is returned is to be called when it ends. */
  begun(): (failed: boolean) => void;
  readonly state: TickState;
}

/** However much a tick delivers, the next one ends while it does: they overlap. */
const MAX_WITHOUT_END_MS = 15 * 60_000;

/**
 * Knows whether ticks do what they should: the last that ended did not fail, and none began long ago since when none
 * has ended.
 */
export function createTickWatch(steadyMs = () => performance.now()): TickWatch {
  let last: "none" | "ok" | "failed" = "none";
  /** When the first began that was followed by no end. */
  let waitingSince: number | null = null;

  return {
    begun() {
      waitingSince ??= steadyMs();
      return (failed) => {
        last = failed ? "failed" : "ok";
        waitingSince = null;
      };
    },
    get state() {
      const isStuck = waitingSince !== null && steadyMs() - waitingSince > MAX_WITHOUT_END_MS;
      if (isStuck || last === "failed") return "failing";
      return last === "none" ? "not yet" : "ok";
    },
  };
}
