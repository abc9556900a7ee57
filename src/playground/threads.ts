import type { Threads } from "../community/posting/threads.ts";
import type { PlaygroundChannel } from "./channel.ts";

/** The threads of the playground's channel, which stay open. */
export function channelThreads(channel: PlaygroundChannel): Threads {
  const threadOf = (id: string) => channel.messagesFor(null).find((one) => one.id === id)?.thread;
  return {
    async start(channelId, messageId, title) {
      if (channelId !== channel.id) return { kind: "gone" };
      channel.startThread(messageId, title);
      return threadOf(messageId)
        ? { kind: "started", threadId: messageId }
        : { kind: "no message" };
    },
    async look(threadId) {
      const thread = threadOf(threadId);
      return thread
        ? { kind: "there", state: "open", messages: thread.messages.length }
        : { kind: "gone" };
    },
    revive: async () => "revived",
  };
}
