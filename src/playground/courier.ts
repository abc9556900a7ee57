import type { Courier } from "../digests/courier.ts";
import type { PlaygroundChannel } from "./channel.ts";
import { carriesCustomId } from "../messages/layout/custom-id.ts";
import { show } from "./show.ts";

/** Delivers into the playground's channel, where everything is allowed and nothing fails. */
export function channelCourier(channel: PlaygroundChannel): Courier {
  /** Ids of messages by the nonces they came with: sent again, they are not posted again. */
  const byNonce = new Map<string, string>();

  const posted = (customId: string, since: Temporal.Instant) =>
    channel
      .messagesFor(null)
      .find(
        ({ at, shown }) =>
          Temporal.Instant.compare(at, since) >= 0 &&
          carriesCustomId(shown?.reply.components, customId),
      );

  return {
    probe: async (channelId) =>
      channelId === channel.id
        ? { kind: "here", guildId: channel.guildId, channel: "text", missing: [] }
        : { kind: "gone" },
    isOpenPost: async () => true,
    async send({ channelId }, { payload, nonce }) {
      if (channelId !== channel.id) return { kind: "gone" };
      const messageId =
        byNonce.get(nonce) ?? channel.add({ asked: null, onlyFor: null, shown: show(payload) }).id;
      byNonce.set(nonce, messageId);
      return { kind: "sent", messageId, postId: null };
    },
    async find(_target, mark, since) {
      const message = posted(mark, since);
      return message ? { kind: "found", messageId: message.id, postId: null } : { kind: "absent" };
    },
    publish: async () => "refused",
    async change(_channelId, messageId, payload) {
      channel.change(messageId, show(payload));
      return true;
    },
    async tell(userId, payload) {
      channel.add({ asked: null, onlyFor: userId, shown: show(payload) });
      return true;
    },
  };
}
