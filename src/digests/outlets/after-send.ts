import { isSentLate } from "../lateness.ts";
import type { Digest } from "../digest.ts";
import type { Copy, CopyOutcome, FinalCopyOutcome, Outlet, OutletEnd, Trouble } from "../outlet.ts";
import type { SendResult } from "./outlet-courier.ts";

/** What becomes of a copy, and of its outlet, after an attempt. */
export type CopyStep =
  | {
      do: "finish";
      outcome: Exclude<FinalCopyOutcome, "ended" | "empty">;
      trouble: Trouble | null;
    }
  | {
      do: "postpone";
      until: Temporal.Instant;
      trouble: Trouble;
      failingSince: Temporal.Instant | null;
      refusedSince: Temporal.Instant | null;
    }
  | { do: "end outlet"; why: OutletEnd };

export interface CopyFacts {
  copy: Copy;
  outlet: Outlet;
  digest: Pick<Digest, "plannedAt" | "late">;
  now: Temporal.Instant;
  /** How long all copies of its kind wait after an outage. */
  outagePause: Temporal.Duration;
}

const MAX_TRYING = Temporal.Duration.from({ hours: 3 * 24 });
const SHORTEST_PAUSE = Temporal.Duration.from({ minutes: 1 });
const LONGEST_PAUSE = Temporal.Duration.from({ hours: 6 });
/** Who would read it then? */
const TOO_LATE = { hours: 14 * 24 };

export function afterSend(result: SendResult, facts: CopyFacts): CopyStep {
  const { copy, outlet, digest, now, outagePause } = facts;
  switch (result.kind) {
    case "sent": {
      const isLate = isSentLate(digest, { now, wasBlocked: false });
      return { do: "finish", outcome: isLate ? "sent late" : "sent", trouble: null };
    }
    case "over":
      return { do: "end outlet", why: result.why };
    case "invalid":
      return { do: "finish", outcome: "failed", trouble: "invalid" };
    case "outage": {
      const { failingSince } = copy;
      const { refusedSince } = outlet;
      const until = now.add(outagePause);
      return { do: "postpone", until, trouble: "outage", failingSince, refusedSince };
    }
    case "refused": {
      const refusedSince = notAfter(outlet.refusedSince, now);
      if (hasLasted(refusedSince, now)) return { do: "end outlet", why: "refused" };
      return again("refused", { ...facts, refusedSince });
    }
    case "later":
    default: {
      const isOver = hasLasted(notAfter(copy.failingSince, now), now);
      if (isOver) return { do: "finish", outcome: "failed", trouble: "later" };
      return again("later", { ...facts, refusedSince: outlet.refusedSince });
    }
  }
}

/** Whether a copy has waited for so long that nobody wants it any more. */
export function isTooLate({ plannedAt }: Copy, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(plannedAt.add(TOO_LATE), now) < 0;
}

/** The copy that was sent or given up last, whenever it was planned. */
export function lastToEnd(copies: readonly Copy[]): Copy | undefined {
  const ended = copies.filter(({ outcome }) => ENDS.has(outcome));
  return ended.toSorted((one, other) => endOf(other) - endOf(one))[0];
}

const ENDS: ReadonlySet<CopyOutcome> = new Set(["sent", "sent late", "failed"]);

function endOf({ finishedAt }: Copy): number {
  return finishedAt?.epochMilliseconds ?? 0;
}

/** As long as something has been failing, within bounds: so each pause doubles the time. */
export function growingPause(
  since: Temporal.Instant,
  now: Temporal.Instant,
  longest: Temporal.Duration = LONGEST_PAUSE,
): Temporal.Duration {
  const passed = since.until(now);
  if (Temporal.Duration.compare(passed, SHORTEST_PAUSE) < 0) return SHORTEST_PAUSE;
  return Temporal.Duration.compare(passed, longest) > 0 ? longest : passed;
}

function again(
  trouble: Trouble,
  { copy, now, refusedSince }: CopyFacts & Pick<Outlet, "refusedSince">,
): CopyStep {
  const failingSince = notAfter(copy.failingSince, now);
  const until = now.add(growingPause(failingSince, now));
  return { do: "postpone", until, trouble, failingSince, refusedSince };
}

/** A stored instant that has not come is of a wrong clock. */
function notAfter(since: Temporal.Instant | null, now: Temporal.Instant): Temporal.Instant {
  return since === null || Temporal.Instant.compare(since, now) > 0 ? now : since;
}

function hasLasted(since: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Duration.compare(since.until(now), MAX_TRYING) >= 0;
}
