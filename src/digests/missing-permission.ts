export interface MissingPermission {
  /** As Discord's settings call it: "Send Messages". With a `cause`, a clause that names that. */
  permission: string;
  /** Where to grant it, or what else to do about it, in words. */
  where: string;
  /** As `where`, without a channel's name: for people who may not see that channel. */
  steps?: Steps;
  /** Set where it is no permission that is missing. */
  cause?: Cause;
  /** When a time-out ends by itself. */
  until?: Temporal.Instant;
  /** Set where all but this can be done without it: a digest goes out and pings nobody. */
  only?: "mention";
}

export interface Steps {
  /** Where to take them. */
  channelId: string;
  /** "Edit Channel → Permissions → Paperboy" */
  how: string;
}

/** What keeps us from posting although every permission may be there. */
export type Cause =
  | "time-out"
  | "private thread"
  | "hidden thread"
  | "locked thread"
  /** A forum demands a tag, and we may give none. */
  | "no tag"
  /** No digest can be posted in a channel of that kind. */
  | "kind of channel"
  /** What Discord's refusal names. */
  | "refusal";
