import type { Threads, ThreadSeen } from "../../src/community/posting/threads.ts";

/** The far end of threads: keeps those that were started, by their ids. */
export function createThreads(): Threads & { readonly seen: Map<string, ThreadSeen> } {
  const seen = new Map<string, ThreadSeen>();
  return {
    seen,
    start(_channelId, messageId) {
      if (!seen.has(messageId)) seen.set(messageId, { kind: "there", state: "open", messages: 0 });
      return Promise.resolve({ kind: "started", threadId: messageId });
    },
    look: (threadId) => Promise.resolve(seen.get(threadId) ?? { kind: "gone" }),
    revive: () => Promise.resolve("revived"),
  };
}
