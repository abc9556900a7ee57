import { day } from "../../messages/layout/day.ts";
import { roundUpTitle } from "../../messages/digests/round-up.ts";
import type { Channel, Digest } from "../digest.ts";
import { frameOf } from "../frame.ts";
import type { DeliveryBook } from "./delivery-run.ts";
import * as say from "./wording.ts";

/** Whether the digests of a channel go into one forum post, as long as that is open. */
export function hasRunningPost({ kind, settings }: Pick<Channel, "kind" | "settings">): boolean {
  return kind === "forum" && settings.post === "one running post";
}

/**
 * The forum post into which a digest goes, written down before anything does, since what may have arrived is
 * looked for there; null where its first message opens one.
 */
export async function choosePost(
  { id, postId }: Digest,
  channel: Channel,
  { deliveries, history }: Pick<DeliveryBook, "deliveries" | "history">,
): Promise<string | null> {
  if (channel.kind !== "forum") return null;
  if (postId !== null || !hasRunningPost(channel)) return postId;
  const running = await history.runningPost(channel.id);
  if (running !== null) await deliveries.intoPost(id, running);
  return running;
}

/** Of the post that a digest opens. A forum gets none that only says that nothing is new. */
export function titleOf(digest: Digest, channel: Channel): string {
  const date = day(frameOf(digest, channel).date);
  if (hasRunningPost(channel)) return say.titles.running(date);
  if (digest.occasion.kind === "round-up") return roundUpTitle(date);
  return digest.quiet ? say.titles.archive(date) : say.titles.daily(date);
}
