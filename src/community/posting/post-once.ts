import type { Sent, Target } from "../../digests/courier.ts";
import type { Posted, Poster, Postings, StoredPosting } from "./posting.ts";

export interface PostingTools {
  postings: Postings;
  poster: Poster;
  now: () => Temporal.Instant;
}

/** Where only our clock tells when a request left: theirs may be so much behind it. */
const CLOCKS_DIFFER = { hours: 1 };

/** Brings a message to its place, however often it is called and wherever the call before ended. One caller at a time. */
export async function postOnce(
  id: string,
  { postings, poster, now }: PostingTools,
): Promise<Posted> {
  const posting = await postings.get(id);
  if (!posting) return { kind: "deleted" };
  if (posting.arrived) return { kind: "posted", ...posting.arrived };
  const target = targetOf(posting);
  if (posting.attempted) {
    const { at, there } = posting.attempted;
    const since = there ?? at.subtract(CLOCKS_DIFFER);
    const found = await poster.find(target, posting.mark, since);
    if (found.kind === "unavailable") return { kind: "unsure", reason: found.reason };
    if (found.kind === "found") return await arrived(found.messageId, found.postId);
    // Where nobody may look, a channel has its nonce for a few minutes; after that a second message is the lesser evil.
  } else await postings.attempting(id, { at: now(), there: poster.time ?? null });
  const { payload } = posting;
  return await afterSend(await poster.send(target, { payload, nonce: id, roleId: null }));

  async function arrived(messageId: string, postId: string | null): Promise<Posted> {
    await postings.arrived(id, { messageId, postId });
    return { kind: "posted", messageId, postId };
  }

  async function afterSend(sent: Sent): Promise<Posted> {
    switch (sent.kind) {
      case "sent":
        return await arrived(sent.messageId, sent.postId);
      case "deleted":
        return sent;
      case "unavailable":
        return { kind: "unsure", reason: sent.reason };
      case "failed":
        return sent.arrived === "perhaps"
          ? { kind: "unsure", reason: sent.reason }
          : { kind: "refused", why: sent };
      case "closed post":
        return { kind: "unsure", reason: "The forum post is closed" };
      case "blocked":
      case "gone":
      case "invalid":
      default:
        return { kind: "refused", why: sent };
    }
  }
}

function targetOf({ channelId, kind, title, tagIds }: StoredPosting): Target {
  return { channelId, kind, postId: null, title, tagId: null, tagIds, isRunning: true };
}
