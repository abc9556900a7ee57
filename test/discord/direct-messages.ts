import { ApiError } from "./api-error.ts";
import { dmChannelData, personId, snowflake, world } from "./world.ts";

/** Channels between the bot and one person each. */
export interface DirectMessages {
  has(channelId: string): boolean;
  /** The channel with a person, made if there is none. */
  open(userId: string): object;
  data(channelId: string): object;
  /** From now on this person takes no messages from the bot. */
  close(name: string): void;
  reopen(name: string): void;
  /** The channel with this person. */
  channelOf(name: string): string;
  /** Fails with `ApiError` where the person takes none. */
  demandOpen(channelId: string): void;
}

export function createDirectMessages(now: () => number): DirectMessages {
  const userIds = new Map([[world.dmChannelId, personId("ada")]]);
  const closed = new Set<string>();

  function channelWith(userId: string): string {
    for (const [channelId, other] of userIds) if (other === userId) return channelId;
    const channelId = snowflake(now());
    userIds.set(channelId, userId);
    return channelId;
  }

  const data = (id: string): object => ({
    ...dmChannelData,
    id,
    recipients: [{ id: userIds.get(id), username: "somebody", discriminator: "0", avatar: null }],
  });

  return {
    has: (channelId) => userIds.has(channelId),
    open: (userId) => data(channelWith(userId)),
    data,
    close: (name) => void closed.add(personId(name)),
    reopen: (name) => void closed.delete(personId(name)),
    channelOf: (name) => channelWith(personId(name)),
    demandOpen(channelId) {
      if (closed.has(userIds.get(channelId) ?? ""))
        throw new ApiError(403, 50007, "Cannot send messages to this user");
    },
  };
}
