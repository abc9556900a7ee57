import type { Book } from "./book.ts";
import type { Subscription } from "./digest.ts";

/** The subscriptions of a channel first, then of the other channels of its server. */
export async function subscriptionsHere(
  { channelId, guildId }: { channelId: string; guildId: string | null },
  { subscriptions }: Pick<Book, "subscriptions">,
): Promise<Subscription[]> {
  const channels = guildId === null ? [] : await subscriptions.channels({ guildId });
  const others = channels.map(({ id }) => id).filter((id) => id !== channelId);
  const all = await Promise.all([channelId, ...others].map((id) => subscriptions.of(id)));
  return all.flat();
}
