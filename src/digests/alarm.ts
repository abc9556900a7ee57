import type { Reply } from "../messages/reply.ts";
import type { Channel } from "./digest.ts";
import type { Tools } from "./run.ts";

/**
 * Tells somebody outside the channel what is wrong with its digests: whoever set it up, by direct
 * message. In a direct message there is nobody else to tell. Never fails.
 */
export async function alarm(
  { courier, log }: Pick<Tools, "courier" | "log">,
  channel: Channel,
  notice: Reply,
): Promise<void> {
  if (channel.kind === "dm") return;
  const wasTold = await courier.tell(channel.setUpBy, notice);
  if (!wasTold) log.warn({ userId: channel.setUpBy }, "Nobody could be told of it");
}
