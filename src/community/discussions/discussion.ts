import type { Channel } from "../../digests/digest.ts";
import type { Posting } from "../posting/posting.ts";

/** Where a thread of its own can be opened: from a message, or as a forum's post. */
export type HomeKind = Extract<Channel["kind"], "text" | "announcement" | "forum">;

/** The one thread of a paper, among those who see its channel. */
export interface Discussion {
  /** Of its posting too. */
  id: string;
  guildId: string;
  channelId: string;
  kind: HomeKind;
  paperId: string;
  /** Null until it is open. */
  threadId: string | null;
  createdAt: Temporal.Instant;
}

export interface Discussions {
  /** All of a paper in a server, the oldest first. */
  of(guildId: string, paperId: string): Promise<Discussion[]>;
  get(id: string): Promise<Discussion | null>;
  /**
   * Stores one that is to be opened, with its message, unless a paper has others in that server than
   * `seen`, by their ids: then false.
   */
  begin(discussion: Discussion, posting: Posting, seen: readonly string[]): Promise<boolean>;
  opened(id: string, threadId: string): Promise<void>;
  /** It is no more, or never came to be. */
  forget(id: string): Promise<void>;
  /** Those that are not open yet. */
  unopened(): Promise<Discussion[]>;
}
