import type { VotePlace } from "../../src/community/votes.ts";
import type { ShownVotes } from "../../src/messages/papers/votes.ts";
import type { Asker, Services } from "./command.ts";

/**
 * Where somebody votes. Null where nobody can: in direct messages, in servers that Paperboy is not in, and
 * where a channel has the buttons off.
 */
export async function placeOfVotes(
  asker: Asker,
  { digests }: Pick<Services, "digests">,
): Promise<VotePlace | null> {
  const { guildId, channelId, parentId } = asker;
  const place = readingPlace(asker);
  if (!place) return null;
  const { subscriptions } = digests.book;
  const kept =
    (await subscriptions.channel(channelId)) ??
    (parentId === undefined ? null : await subscriptions.channel(parentId));
  if (kept?.guildId === guildId && !kept.settings.votes) return null;
  return place;
}

/** Where somebody reads what others voted for; null where nobody ever can. */
export function readingPlace({
  guildId,
  channelId,
  parentId,
  isInPrivateThread = false,
  hasDigests,
}: Asker): VotePlace | null {
  if (guildId === null || !hasDigests) return null;
  const audienceId = isInPrivateThread ? channelId : (parentId ?? channelId);
  return { guildId, channelId, audienceId };
}

/**
 * The votes that buttons of these papers show to who asks; null where there are no buttons, also since nobody can be
 * asked just now whether there are any.
 */
export async function votesShown(
  paperIds: readonly string[],
  asker: Asker,
  services: Pick<Services, "digests" | "voting" | "unlessAway">,
): Promise<ShownVotes> {
  const counting = async () => {
    const place = await placeOfVotes(asker, services);
    return place && (await services.voting.counts(place, paperIds));
  };
  return await services.unlessAway<ShownVotes>(counting(), null);
}
