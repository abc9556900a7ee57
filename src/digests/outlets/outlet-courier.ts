import type { Paper } from "../../papers/paper.ts";
import type { Channel } from "../digest.ts";
import type { Edition, EditionPaper } from "../edition.ts";
import type { OutletKind } from "../outlet.ts";
import type { RoundUpPart } from "../round-up.ts";

/** A copy as it is sent: each paper as it is known now, without those that were withdrawn. */
export interface CopyToSend {
  /** `Copy.id`: by it a far end knows a copy that it has got already. */
  id: string;
  outletId: string;
  /** Whether an earlier attempt may have arrived. */
  isRepeat: boolean;
  channel: Channel;
  digest: Edition["digest"];
  papers: readonly CopiedPaper[];
}

export interface CopiedPaper extends Pick<EditionPaper, "paperId" | "reason"> {
  /** Of a round-up, which gives no other reasons; else null. */
  part: RoundUpPart | null;
  paper: Paper;
}

/**
 * What came of an attempt. A `reason` is technical, for the log: nothing in it comes from the far end but
 * numbers, since what far ends say may name people.
 */
export type SendResult =
  | { kind: "sent" }
  /** The far end is there and does not want it: its fault, so it ends if that goes on for three days. */
  | { kind: "refused"; reason: string }
  /** It ends at once: it asked for that, or whoever it is for lost access. */
  | { kind: "over"; why: "no access" | "unwanted" }
  /** Nothing can be sent to anybody: it waits for as long as that takes, and the operator is told. */
  | { kind: "outage"; reason: string }
  /** This one copy will never be taken. */
  | { kind: "invalid"; reason: string }
  /** It may help to try again later. */
  | { kind: "later"; reason: string };

/** The far end of one kind of outlet. */
export interface OutletCourier {
  readonly kind: OutletKind;
  /** How many copies may be on their way at once. */
  readonly atOnce: number;
  /** One attempt. Never throws for what is listed above; once `signal` is aborted it ends soon, as "later". */
  send(copy: CopyToSend, signal: AbortSignal): Promise<SendResult>;
}
