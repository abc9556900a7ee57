import { RESTJSONErrorCodes, Routes, ThreadAutoArchiveDuration } from "discord-api-types/v10";
import type { Client, REST } from "discord.js";
import { z } from "zod";
import type { ThreadSeen, Threads, ThreadStarted } from "../../community/posting/threads.ts";
import { asking, RequestFailure } from "../api/failure.ts";
import { refusalOf, UNREACHABLE } from "../api/refusals.ts";
import { type Pace, paced } from "../delivery/pace.ts";
import * as say from "../wording.ts";

const thread = z.object({
  message_count: z.number().default(0),
  thread_metadata: z.object({ archived: z.boolean(), locked: z.boolean().default(false) }),
});

/** The threads of a client that is logged in. */
export function threadsOf(client: Client, pace: Pace): Threads {
  return createThreads(paced(client.rest, pace));
}

export function createThreads(rest: Pick<REST, "get" | "patch" | "post">): Threads {
  return {
    async start(channelId, messageId, title) {
      const route = Routes.threads(channelId, messageId);
      const body = { name: title, auto_archive_duration: ThreadAutoArchiveDuration.OneWeek };
      try {
        // Made twice it is made once: the second time Discord says so.
        await asking("a thread", () => rest.post(route, { body }));
        return { kind: "started", threadId: messageId };
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
        return afterRefusal(error, messageId);
      }
    },

    async look(threadId) {
      try {
        const { message_count: messages, thread_metadata: its } = await asking(
          "a look at a thread",
          async () => thread.parse(await rest.get(Routes.channel(threadId))),
        );
        const state = its.locked ? "locked" : its.archived ? "archived" : "open";
        return { kind: "there", state, messages } satisfies ThreadSeen;
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
        if (UNREACHABLE.has(error.code)) return { kind: "gone" };
        return { kind: "unknown", reason: error.message };
      }
    },

    async revive(threadId) {
      try {
        await asking("opening a thread again", () =>
          rest.patch(Routes.channel(threadId), { body: { archived: false } }),
        );
        return "revived";
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
        if (error.code === RESTJSONErrorCodes.ThreadLocked) return "locked";
        return error.passing ? "unavailable" : "refused";
      }
    },
  };
}

function afterRefusal(error: RequestFailure, messageId: string): ThreadStarted {
  const { code, message: reason } = error;
  if (code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)
    return { kind: "started", threadId: messageId };
  if (code === RESTJSONErrorCodes.UnknownMessage) return { kind: "no message" };
  const refusal = refusalOf(error);
  switch (refusal.kind) {
    case "blocked": {
      const isPermission = refusal.cause === undefined;
      const isThreads = code === RESTJSONErrorCodes.MissingPermissions;
      const permission = isThreads ? say.PERMISSIONS.CreatePublicThreads.usual : refusal.permission;
      return { kind: "blocked", permission, where: refusal.where, isPermission };
    }
    case "gone":
      return { kind: "gone" };
    case "deleted":
    case "invalid":
    case "failed":
    case "unavailable":
    default:
      return { kind: "unavailable", reason };
  }
}
