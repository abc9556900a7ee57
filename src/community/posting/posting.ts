import type { LookResult, Outgoing, Sent, Target } from "../../digests/courier.ts";
import type { ChannelKind } from "../../digests/digest.ts";
import type { Reply } from "../../messages/layout/reply.ts";

/** One message that Paperboy posts beside the digests and by their rules: stored before it leaves, and posted once. */
export interface Posting {
  /** Random, 16 characters: its nonce too. */
  id: string;
  channelId: string;
  kind: ChannelKind;
  /** Of the post, in a forum. */
  title: string;
  /** The same: those that fit. */
  tagIds: string[];
  payload: Reply;
  /** A custom id in the payload, by which it is found again. */
  mark: string;
}

/** Once it has arrived its payload says nothing. */
export interface StoredPosting extends Posting {
  /** When the first request for it left; by our clock, and by that of the far end where it was known. */
  attempted: { at: Temporal.Instant; there: Temporal.Instant | null } | null;
  /** Where it stands. */
  arrived: { messageId: string; postId: string | null } | null;
}

export interface Postings {
  get(id: string): Promise<StoredPosting | null>;
  /** Before the first request for it leaves; later calls change nothing. */
  attempting(id: string, attempted: NonNullable<StoredPosting["attempted"]>): Promise<void>;
  arrived(id: string, where: NonNullable<StoredPosting["arrived"]>): Promise<void>;
}

/** What posting needs of the far end. */
export interface Poster {
  send(target: Target, message: Outgoing): Promise<Sent>;
  find(target: Target, mark: string, since: Temporal.Instant): Promise<LookResult>;
  change?(channelId: string, messageId: string, payload: Reply): Promise<boolean>;
  readonly time?: Temporal.Instant | null;
}

/** What came of it. */
export type Posted =
  | { kind: "posted"; messageId: string; postId: string | null }
  /** An earlier attempt arrived, and somebody has deleted its message since. */
  | { kind: "deleted" }
  /** The place, or Discord, takes no such message; none has arrived. */
  | { kind: "refused"; why: Extract<Sent, { kind: "blocked" | "gone" | "invalid" | "failed" }> }
  /** Nobody can tell now whether it arrived: the next attempt looks first. */
  | { kind: "unsure"; reason: string };
