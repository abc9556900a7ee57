import type { ShownVotes } from "../../messages/papers/votes.ts";
import type { Book, Taste } from "../book.ts";
import type { Channel } from "../digest.ts";

type Where = Pick<Channel, "id" | "guildId" | "settings">;
type Knowing = Pick<Book, "opinions">;

/** What buttons of papers in a channel's digest show; null where it has none. */
export async function votesShown(
  papers: readonly { paperId: string }[],
  channel: Where,
  { opinions }: Knowing,
): Promise<ShownVotes> {
  if (!opinions || channel.guildId === null || !channel.settings.votes) return null;
  return await opinions.votes(channel, [...new Set(papers.map(({ paperId }) => paperId))]);
}

/** The votes that a channel's digests go by. */
export async function votesOf(
  papers: readonly { paperId: string }[],
  channel: Where,
  book: Knowing,
): Promise<ReadonlyMap<string, number>> {
  // No other order asks for them.
  if (channel.settings.order !== "balanced") return new Map();
  return (await votesShown(papers, channel, book)) ?? new Map();
}

/** The taste that a channel's digests go by; null where they go by none. */
export async function tasteIn(
  channel: Where,
  now: Temporal.Instant,
  { opinions }: Knowing,
): Promise<Taste | null> {
  const { taste, votes } = channel.settings;
  if (!opinions || channel.guildId === null || !taste || !votes) return null;
  return await opinions.taste(channel, now);
}
