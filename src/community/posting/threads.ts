/**
 * Threads at the far end: Discord, or the playground. Never throws for what is listed here. A `reason` is
 * technical: for the log, never for people.
 */
export interface Threads {
  /** Starts the thread of our message; one that it has already is that one. Its id is the message's. */
  start(channelId: string, messageId: string, title: string): Promise<ThreadStarted>;
  look(threadId: string): Promise<ThreadSeen>;
  /** Opens an archived one again. */
  revive(threadId: string): Promise<"revived" | "locked" | "refused" | "unavailable">;
}

export type ThreadStarted =
  | { kind: "started"; threadId: string }
  /** The message was deleted. */
  | { kind: "no message" }
  | { kind: "blocked"; permission: string; where: string; isPermission: boolean }
  /** The channel is gone, or takes no threads. */
  | { kind: "gone" }
  | { kind: "unavailable"; reason: string };

export type ThreadSeen =
  | {
      kind: "there";
      state: "open" | "archived" | "locked";
      /** Without the one that it was started from. */
      messages: number;
    }
  | { kind: "gone" }
  /** It may be there: we do not see it, or nobody can say now. */
  | { kind: "unknown"; reason: string };
