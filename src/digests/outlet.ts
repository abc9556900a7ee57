/** How ids of channels begin that are none of Discord: the topics that somebody gets by mail. */
export const MAIL_CHANNELS = "mail:";

/** Ways for a digest to reach people beside the channel that it is posted in. */
export const OUTLET_KINDS = ["mail", "webhook"] as const;
export type OutletKind = (typeof OUTLET_KINDS)[number];

/** Why an outlet is over. */
export const OUTLET_ENDS = [
  /** Its far end refused everything for days. */
  "refused",
  /** Whoever it is for may not see the channel any more. */
  "no access",
  /** The far end itself wants no more. */
  "unwanted",
] as const;
export type OutletEnd = (typeof OUTLET_ENDS)[number];

/** Somewhere that gets a copy of each digest of a channel. What it is, an address say, its own room keeps. */
export interface Outlet {
  /** Random, 16 characters. */
  id: string;
  kind: OutletKind;
  channelId: string;
  startedAt: Temporal.Instant;
  /** Since when its far end refuses all that comes; null while it takes it. */
  refusedSince: Temporal.Instant | null;
  end: { why: OutletEnd; at: Temporal.Instant } | null;
}

/** What can be in the way of a copy; see `SendResult`. */
export const TROUBLES = ["refused", "outage", "invalid", "later", "too late"] as const;
export type Trouble = (typeof TROUBLES)[number];

export const COPY_OUTCOMES = [
  "waiting",
  "sent",
  "sent late",
  "failed",
  /** Nothing of it was left to send. */
  "empty",
  /** Its outlet ended before. */
  "ended",
] as const;
export type CopyOutcome = (typeof COPY_OUTCOMES)[number];

/** What a copy can come to. */
export type FinalCopyOutcome = Exclude<CopyOutcome, "waiting">;

/** A digest on its way to one outlet. */
export interface Copy {
  /** The same for every attempt, and of no other copy: at most 33 characters, letters, digits and a dot. */
  id: string;
  outletId: string;
  digestId: string;
  plannedAt: Temporal.Instant;
  /** How often somebody set out to send it. */
  attempts: number;
  outcome: CopyOutcome;
  /** What was in the way last; null where nothing was. */
  trouble: Trouble | null;
  /** Since when attempts fail in a row, outages apart; null while none has. */
  failingSince: Temporal.Instant | null;
  nextAttemptAt: Temporal.Instant;
  finishedAt: Temporal.Instant | null;
}

/** What is kept of outlets and their copies. `Deliveries.plan` makes the copies, in its transaction. */
export interface Outlets {
  add(outlet: Pick<Outlet, "id" | "kind" | "channelId" | "startedAt">): Promise<void>;
  outlet(outletId: string): Promise<Outlet | null>;
  /** Ends it, and its copies that are on their way: how many they were. */
  end(outletId: string, why: OutletEnd, at: Temporal.Instant): Promise<number>;
  /** Newest first. */
  copies(outletId: string, most: number): Promise<Copy[]>;
  /** Unfinished copies of living outlets whose next attempt is due, oldest first, each with its channel's server. */
  due(kind: OutletKind, now: Temporal.Instant): Promise<(Copy & { guildId: string | null })[]>;
  /** How many copies are on their way, of all outlets of a kind. */
  countUnfinished(): Promise<Record<OutletKind, number>>;
  /** Takes a copy for one attempt of one process; false when it is done, or another holds it. */
  claim(
    copyId: string,
    owner: string,
    span: { now: Temporal.Instant; until: Temporal.Instant },
  ): Promise<boolean>;
  /** Names of the processes that hold copies. */
  owners(): Promise<string[]>;
  /** Ends the leases of a process that was killed. */
  release(owner: string): Promise<void>;
  /** Leaves a copy until an instant, for anybody to claim then. `refusedSince` becomes its outlet's. */
  postpone(
    copyId: string,
    until: Temporal.Instant,
    why: Pick<Copy, "trouble" | "failingSince"> & Pick<Outlet, "refusedSince">,
  ): Promise<void>;
  /**
   * It is over with a copy; one that was sent proves that its outlet takes something. Where the digest is an
   * outlet's own, and stands in no channel, it ends with the copy: with its papers sent, or unsent again.
   */
  finish(
    copyId: string,
    outcome: Exclude<FinalCopyOutcome, "ended">,
    trouble: Trouble | null,
    at: Temporal.Instant,
  ): Promise<void>;
}
