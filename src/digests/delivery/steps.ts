import type { LookResult, Sent } from "../courier.ts";
import type { Channel, Digest, DigestMessage, UnsureState } from "../digest.ts";
import type { MissingPermission } from "../missing-permission.ts";

export type FailedSend = Extract<Sent, { kind: "failed" }>;

export type BlockedSend = Extract<Sent, { kind: "blocked" }>;

/** A message that may have arrived without our knowing. */
export type UnsureMessage = DigestMessage & { state: UnsureState };

export function isUnsure(message: DigestMessage): message is UnsureMessage {
  return message.state.kind === "unsure";
}

/** Why nothing can be sent now: for the log, and whether Discord answered at all. */
export interface SendProblem {
  reason: string;
  answered: boolean;
}

/** All that a decision rests on. */
export interface DeliveryFacts {
  digest: Digest;
  channel: Channel;
  /** Whether it waited for a permission before this run. */
  wasBlocked: boolean;
  messages: readonly DigestMessage[];
  /** What failed in this run, by number. */
  failed: ReadonlyMap<number, FailedSend>;
  /** The forum post into which messages go; null where the next one opens one. */
  postId: string | null;
  /** How often a message has failed while Discord answered, by its number. */
  failures: (number: number) => number;
  /** Whether messages that fail are tried in their plain layout first. */
  needsPlain: boolean;
  isStopping: boolean;
  now: Temporal.Instant;
}

/** What to do next with a digest. Deciding needs neither Discord nor the store: others carry it out. */
export type DeliveryStep =
  /** Every message is delivered or refused. */
  | { do: "finish" }
  /** Gives the digest back, so that whoever starts next need not wait for its lease. */
  | { do: "give back" }
  | LookStep
  | SendStep
  | { do: "record"; message: DigestMessage; arrived: ArrivedMessage }
  /** The forum post is closed: what is left opens another, unless it stands in that one already. */
  | { do: "leave post"; message: UnsureMessage }
  /** Its papers are tried one by one, and one alone is set aside. */
  | { do: "set aside"; message: DigestMessage; reason: string }
  /** Counts it as so many failures; then the others are tried, or all wait. */
  | FailureStep
  /** Discord's refusal says little: what is known of the channel may say more. */
  | { do: "find what blocks"; message: DigestMessage; refusal: BlockedSend }
  | BlockStep
  /** The channel is gone, and its subscriptions with it; they are kept for a while. */
  | { do: "end"; because: string }
  /** As long as there is patience. */
  | { do: "wait"; problem: SendProblem }
  | TryLaterStep
  /** Patience is over: whatever may have arrived is looked for. */
  | { do: "look a last time"; problem: SendProblem }
  /** Nobody can say what of these arrived: their papers are set aside, and the digest is given up. */
  | { do: "leave unsure"; messages: readonly UnsureMessage[]; reason: string }
  /** Its papers go to the next digest, and somebody hears of it. */
  | { do: "give up"; reason: string }
  /** Tells people something, and goes on. */
  | { do: "note"; note: string; next: DeliveryStep }
  /** Begins with what is to be done now. */
  | { do: "go on" };

/** A message of ours as it stands there; `id` null where somebody has deleted it. */
export interface ArrivedMessage {
  id: string | null;
  postId: string | null;
}

/** Looks whether a message that was attempted is there. */
export interface LookStep {
  do: "look";
  message: UnsureMessage;
  /** Set after a plain attempt: what to do where that did not help. */
  afterPlain?: PlainAttempt;
}

export type SendStep = {
  do: "send";
  message: DigestMessage;
} & (
  | { layout: "planned" }
  /** With titles and links alone: under its nonce and its mark, so that it stands there once. */
  | ({ layout: "plain" } & PlainAttempt)
);

export interface PlainAttempt {
  /** Where there is nothing to leave out, or it failed too. */
  otherwise: DeliveryStep;
  /** Patience is over. */
  isLastChance: boolean;
}

export interface FailureStep {
  do: "note failure";
  message: DigestMessage;
  failure: FailedSend;
  count: number;
  next: "try the others" | "wait";
}

/** The place takes nothing: the digest waits, and people hear of it once. */
export interface BlockStep {
  do: "block";
  missing: MissingPermission;
  /** When it is tried again; null after a week: then the next digest waits in its place. */
  after: Temporal.Duration | null;
  /** False where somebody has paused the channel anyway. */
  pausesChannel: boolean;
  isNews: boolean;
}

export interface TryLaterStep {
  do: "try later";
  after: Temporal.Duration;
  outcome: "sending" | "partly sent" | "failed";
  why: "Discord is unavailable" | "it's unclear which messages arrived";
  reason: string;
}

/** What a last look for a message gave. */
export interface LookedFor {
  message: UnsureMessage;
  found: LookResult;
}
