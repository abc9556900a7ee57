import type { ShownVotes } from "../../messages/papers/votes.ts";
import type { Book } from "../book.ts";
import type { Channel } from "../digest.ts";

/** What buttons of papers in a channel's digest show; null where it has none. */
export async function votesOf(
  papers: readonly { paperId: string }[],
  channel: Pick<Channel, "id" | "guildId" | "settings">,
  { opinions }: Pick<Book, "opinions">,
): Promise<ShownVotes> {
  if (!opinions || channel.guildId === null || !channel.settings.votes) return null;
  return await opinions.votes(
    channel,
    papers.map(({ paperId }) => paperId),
  );
}
