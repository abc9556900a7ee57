import type { Book } from "../book.ts";
import type { Subscription } from "../digest.ts";

/** Where somebody is, and whether they see a channel of that server. */
interface Viewpoint {
  channelId: string;
  guildId: string | null;
  mayView: (channelId: string) => boolean | Promise<boolean>;
}

/** The subscriptions of a channel first, then of the other channels of its server that somebody sees. */
export async function subscriptionsHere(
  { channelId, guildId, mayView }: Viewpoint,
  { subscriptions }: Pick<Book, "subscriptions">,
): Promise<Subscription[]> {
  const channels = guildId === null ? [] : await subscriptions.channels({ guildId });
  const others = channels.map(({ id }) => id).filter((id) => id !== channelId);
  const seen = await onlySeen(others, (id) => id, mayView);
  const all = await Promise.all([channelId, ...seen].map((id) => subscriptions.of(id)));
  return all.flat();
}

/** Those of `all` that are about a channel which somebody may view, or about none. */
export async function onlySeen<Thing>(
  all: readonly Thing[],
  channelOf: (thing: Thing) => string | null,
  mayView: Viewpoint["mayView"],
): Promise<Thing[]> {
  const ids = new Set(all.map(channelOf).filter((id) => id !== null));
  const sights = await Promise.all([...ids].map(async (id) => [id, await mayView(id)] as const));
  const seen = new Map(sights);
  return all.filter((thing) => {
    const id = channelOf(thing);
    return id === null || seen.get(id) === true;
  });
}
