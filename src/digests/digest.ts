import type { Reply } from "../messages/layout/reply.ts";
import type { TopicMatch } from "../search/topics/aboutness.ts";
import type { Cause } from "./missing-permission.ts";
import type { Reasons } from "./reason.ts";
import type { RoundUpPaper } from "./round-up.ts";
import type { DigestSettings } from "./settings.ts";
import type { Wishes } from "./wishes.ts";

export type { TopicMatch };

/** Of a channel in Discord. */
export type PlaceKind = "text" | "announcement" | "thread" | "forum" | "dm";

/** "mail" is the topics that somebody gets by mail: a channel that is not in Discord. */
export type ChannelKind = PlaceKind | "mail";

/** A channel that has, or had, subscriptions. */
export interface Channel {
  id: string;
  /** Null for what is a person's alone. */
  guildId: string | null;
  kind: ChannelKind;
  settings: DigestSettings;
  /**
   * Slots at or before this instant are settled: answered by a digest, or older than the first
   * subscription or than the last change of the schedule.
   */
  settledUntil: Temporal.Instant;
  pause: Pause | null;
  /** When the channel was deleted or the bot removed: kept for 30 days in case it comes back. */
  endedAt: Temporal.Instant | null;
  /** Who set it up: hears by DM what cannot be said in the channel. */
  setUpBy: string;
}

export type Pause =
  /** Somebody asked for it; `until` null is until they ask again. */
  | { why: "asked"; until: Temporal.Instant | null }
  /**
   * A permission is missing, or what `cause` says is in the way, which `permission` has in words. Lifts
   * itself when that is over; `notified` keeps us from saying it twice.
   */
  | { why: "blocked"; permission: string; cause?: Cause | undefined; notified: boolean };

export interface Subscription {
  id: number;
  channelId: string;
  /** The query, in the language of `/paper search`. */
  topic: string;
  /** What people call it: the query itself unless they chose a name. */
  name: string;
  wishes: Wishes;
  /**
   * Papers that arrived up to this number were the archive when the subscription began, or when its
   * topic was last changed; see `Subscriptions.change`.
   */
  archiveUntil: number;
  createdBy: string;
  createdAt: Temporal.Instant;
}

/** A stored match, as planning sees it for one channel. */
export interface DigestCandidate extends TopicMatch {
  subscriptionId: number;
  topic: string;
  /** The subscription's name: the heading it stands under. */
  heading: string;
  /** The subscription's, which nobody has judged yet. */
  wishes: Wishes;
  /** The order in which we first saw the papers, from 1, and when that was. */
  arrival: number;
  arrivedAt: Temporal.Instant;
  /** When the first digest was due for which it was a candidate; null where there was none. */
  waitingSince: Temporal.Instant | null;
}

/** A candidate that waited for a place until its time was over. */
export interface MissedCandidate extends DigestCandidate {
  missedAt: Temporal.Instant;
}

/** A candidate that a digest did not take: it had no place for it, or its topic does not want it so. */
export interface LeftOver {
  paperId: string;
  /** When the first digest was due that did not take it. */
  since: Temporal.Instant;
  /** Whether that was an earlier digest. */
  isKnown: boolean;
  /** How its time ended, so that it is a candidate no more; null while it is not over. */
  end: "missed" | "filtered" | null;
}

/** The closed set of what can become of a digest. */
export const OUTCOMES = [
  "planned",
  "sending",
  "sent",
  "sent late",
  "nothing new",
  "partly sent",
  "blocked",
  "failed",
  "skipped: paused",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One message of a digest, as it is stored before the first request. */
export interface PlannedMessage {
  payload: Reply;
  /** The papers it shows; empty for a message that shows none, such as the line of a quiet day. */
  paperIds: string[];
}

/** What a digest answers: the slot of a local date, somebody who sent it beside the slots, or the weekly round-up. */
export type DigestOccasion =
  | { kind: "slot"; date: string }
  | { kind: "by hand" }
  /** Of the week before a local date. */
  | { kind: "round-up"; date: string };

export interface Digest {
  /** Random, at most 16 characters; stands in custom ids and nonces, so it is made before planning. */
  id: string;
  channelId: string;
  occasion: DigestOccasion;
  /** When its slot came, or somebody sent it. */
  dueAt: Temporal.Instant;
  plannedAt: Temporal.Instant;
  late: boolean;
  /** Nothing was new: it holds one line, or papers of the archive. It ends as "nothing new". */
  quiet: boolean;
  outcome: Outcome;
  /** What people should know beside the outcome: the missing permission, who was set aside and why. */
  note: string | null;
  finishedAt: Temporal.Instant | null;
  /** Of a forum: the post in which its messages stand, or into which they shall go; null before it is known. */
  postId: string | null;
}

/** A digest as it is planned. */
export type PlannedDigest = Omit<Digest, "finishedAt" | "postId"> & {
  /** Why it holds its papers. Default: that is not said. */
  reasons?: Reasons;
  /** Of a round-up: what it tells of, for outlets that lay it out themselves. Default: of nothing. */
  roundUp?: readonly RoundUpPaper[];
};

/** A forum post in which a message of a digest stands. */
export interface OpenedPost {
  id: string;
  /** Whether later digests go on there. */
  isRunning: boolean;
}

export interface DigestMessage {
  digestId: string;
  /** From 1. */
  number: number;
  payload: Reply;
  paperIds: string[];
  /** Unique for the bot, at most 25 characters; the same for every attempt. */
  nonce: string;
  state: MessageState;
}

/** How far the delivery of one message got. All but the first two are final. */
export type MessageState =
  /** No request for it has left. */
  | { kind: "waiting" }
  | UnsureState
  /** It stands there under Discord's `id`. `at`: when the first request for it left. */
  | { kind: "delivered"; id: string; at: Temporal.Instant }
  /** It arrived, and somebody deleted it before we learnt its id. */
  | { kind: "deleted"; at: Temporal.Instant }
  /** Discord refuses it for good. */
  | { kind: "refused"; reason: string }
  /** For a day nobody could say whether it had arrived, so it is not sent again. */
  | { kind: "unconfirmed" };

/** A request for it left, and nobody knows yet whether it arrived. */
export interface UnsureState {
  kind: "unsure";
  /** When the first request left. */
  attemptedAt: Temporal.Instant;
  /** The same by the clock of the far end, where that was known. */
  attemptedThere?: Temporal.Instant;
}

/** Whether something is still to be done about a message. */
export function isOpen({ state }: DigestMessage): boolean {
  return state.kind === "waiting" || state.kind === "unsure";
}

/** Whether a message got through, even if somebody has deleted it since. */
export function hasArrived({ state }: DigestMessage): boolean {
  return state.kind === "delivered" || state.kind === "deleted";
}

/** Whether it will never be sent, as far as anybody knows. */
export function isRefused({ state }: DigestMessage): boolean {
  return state.kind === "refused" || state.kind === "unconfirmed";
}

/** Where the digests of a channel have a paper. */
export type Whereabouts = { digest: Digest } & (
  | { kind: "under way" }
  | { kind: "delivered"; id: string }
  | { kind: "deleted" }
  | { kind: "refused"; reason: string }
  | { kind: "unconfirmed" }
);
