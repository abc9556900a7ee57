import type { Reply } from "../messages/layout/reply.ts";
import type { ChannelKind, PlaceKind } from "./digest.ts";
import type { ForumTags } from "./forum-tag.ts";
import type { Cause, MissingPermission } from "./missing-permission.ts";

/**
 * The far end of a delivery: Discord, or the playground's channel. Never throws for what is listed
 * here. A `reason` is technical: for the log, never for people.
 */
export interface Courier {
  /** Which kind of channel it is and what we may not do there, or that it cannot be seen at all. */
  probe(channelId: string, needs: Needs): Promise<Probe>;
  /**
   * Whether a forum post takes messages as it is: false where it was deleted, closed or locked, true too where
   * nobody can say now. A message would open a closed one again, which somebody closed or nobody has used.
   */
  isOpenPost(postId: string): Promise<boolean>;
  /** One attempt, as the library makes it (repeats of its own included). */
  send(target: Target, message: Outgoing): Promise<Sent>;
  /** What time it is there, or a moment before; null where it is not known yet. Default: ours. */
  readonly time?: Temporal.Instant | null;
  /**
   * Looks among our own messages since `since`, by their clock, for the one that carries `mark` in a custom id.
   * Discord keeps no nonce in a channel's history, so the mark is what can be read back.
   */
  find(target: Target, mark: string, since: Temporal.Instant): Promise<LookResult>;
  /** Publishes our message in an announcement channel; one that is published already counts. */
  publish(channelId: string, messageId: string): Promise<"published" | "limited" | "refused">;
  /** Changes a message of ours, in a channel or a post; false where the far end refuses it, or nobody answers. */
  change?(channelId: string, messageId: string, payload: Reply): Promise<boolean>;
  /** Writes to a person; false when they take no messages from us. */
  tell(userId: string, payload: Reply): Promise<boolean>;
}

export interface Needs {
  roleId: string | null;
  publish: boolean;
  /** The channel's server, where it is known: by it a thread that is hidden from us is recognised. */
  guildId?: string | null;
  /** Answers without a request: what is not known already is "unavailable". */
  onlyKnown?: boolean;
  /** Whether threads are to be opened there too. */
  threads?: boolean;
}

export type Probe =
  | {
      kind: "here";
      guildId: string | null;
      channel: PlaceKind;
      missing: MissingPermission[];
      /** Set for a forum. */
      forum?: ForumTags;
      /** Set where the role that is needed does not exist any more. */
      roleIsGone?: true;
      /** What we can do without, but worse: reading back what arrived. */
      advised?: MissingPermission[];
    }
  | { kind: "gone" }
  | { kind: "unsupported"; what: string }
  /** Nobody can say now: ask again later. */
  | { kind: "unavailable"; reason: string };

export interface Target {
  channelId: string;
  kind: ChannelKind;
  /** The forum post that an earlier message of this digest opened: later ones go there. */
  postId: string | null;
  /** Of a forum post that is opened for it. */
  title: string;
  /** The same: the tag that it gets, if the forum still has it. */
  tagId: string | null;
  /** The same: tags that it gets instead, of those that the forum has. */
  tagIds?: readonly string[];
  /** The same: whether later digests go on in it, so that it should not close soon. */
  isRunning: boolean;
}

export interface Outgoing {
  payload: Reply;
  nonce: string;
  /** The only role that may be mentioned. */
  roleId: string | null;
}

export type Sent =
  | { kind: "sent"; messageId: string; postId: string | null }
  /** An earlier attempt arrived, and somebody has deleted its message since. */
  | { kind: "deleted" }
  /** The forum post takes nothing: it was deleted, closed or locked meanwhile, or is full. */
  | { kind: "closed post" }
  /** The payload itself is refused; sending it again cannot help. */
  | { kind: "invalid"; reason: string }
  /** The place takes no message for now; `where` says what to do, where the refusal tells. */
  | { kind: "blocked"; permission: string; where?: string; cause?: Cause }
  /** The channel is deleted, or we were removed from the server; or else why, in words for people. */
  | { kind: "gone"; because?: string }
  /**
   * Discord failed at it, or refused it for a reason that we do not know: the message's fault if
   * another gets through in the same channel, else the channel's. After a 5xx it may have arrived.
   */
  | { kind: "failed"; reason: string; arrived: "no" | "perhaps" }
  /** Nobody answered, or Discord is down for everybody: it may have arrived or not. */
  | { kind: "unavailable"; reason: string };

export type LookResult =
  | { kind: "found"; messageId: string; postId: string | null }
  | { kind: "absent" }
  | { kind: "cannot look"; permission: string }
  | { kind: "unavailable"; reason: string };
