import type { Courier, Outgoing, Probe, Sent } from "../../src/digests/courier.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";

export interface CourierInTest extends Courier {
  /** What it says of channels; of others that they are gone. */
  readonly channels: Map<string, Probe>;
  /** What becomes of messages in a channel; they are sent unless this says otherwise. */
  readonly fates: Map<string, Sent>;
  readonly posted: readonly (Outgoing & { channelId: string; messageId: string })[];
  readonly told: readonly { userId: string; payload: Reply }[];
}

/** The far end of deliveries: keeps what it is given. */
export function createCourier(channels: Record<string, Probe>): CourierInTest {
  const posted: (Outgoing & { channelId: string; messageId: string })[] = [];
  const told: { userId: string; payload: Reply }[] = [];
  const courier: CourierInTest = {
    channels: new Map(Object.entries(channels)),
    fates: new Map(),
    posted,
    told,
    probe: (channelId) => Promise.resolve(courier.channels.get(channelId) ?? { kind: "gone" }),
    isOpenPost: () => Promise.resolve(true),
    send({ channelId, postId, kind }, message) {
      const fate = courier.fates.get(channelId);
      if (fate) return Promise.resolve(fate);
      const messageId = `4000000000000000${String(posted.length + 1).padStart(2, "0")}`;
      posted.push({ ...message, channelId: postId ?? channelId, messageId });
      const opened = kind === "forum" ? (postId ?? messageId) : null;
      return Promise.resolve({ kind: "sent", messageId, postId: opened });
    },
    find: () => Promise.resolve({ kind: "absent" }),
    publish: () => Promise.resolve("published"),
    tell(userId, payload) {
      told.push({ userId, payload });
      return Promise.resolve(true);
    },
  };
  return courier;
}
