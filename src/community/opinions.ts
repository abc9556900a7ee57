import type { Opinions } from "../digests/book.ts";
import type { VotePlace, Voting } from "./votes.ts";

/** How many messages the discussion of a paper has that the readers of a place see; null where there is none. */
export type MessagesAbout = (paperId: string, place: VotePlace) => Promise<number | null>;

/** What digests are told of the people who read them. */
export function createOpinions(
  voting: Pick<Voting, "counts" | "countsSince">,
  messagesAbout: MessagesAbout,
): Opinions {
  return {
    votes: async (channel, paperIds) => {
      const place = placeOf(channel);
      return place ? await voting.counts(place, paperIds) : new Map();
    },
    votesSince: async (channel, since) => {
      const place = placeOf(channel);
      return place ? await voting.countsSince(place, since) : new Map();
    },
    async messages(channel, paperIds) {
      const place = placeOf(channel);
      const counts = new Map<string, number>();
      if (!place) return counts;
      // One after the other: each may ask Discord, and nobody waits for a round-up.
      for (const paperId of paperIds) {
        const messages = await messagesAbout(paperId, place);
        if (messages !== null && messages > 0) counts.set(paperId, messages);
      }
      return counts;
    },
  };
}

function placeOf({ id, guildId }: { id: string; guildId: string | null }): VotePlace | null {
  return guildId === null ? null : { guildId, channelId: id, audienceId: id };
}
