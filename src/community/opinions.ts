import type { History, Opinions } from "../digests/book.ts";
import type { Paper } from "../papers/paper.ts";
import { tasteOf } from "./taste.ts";
import { readTraits } from "./traits.ts";
import type { Openings } from "./openings.ts";
import type { VotePlace, Voting } from "./votes.ts";

/** How many messages the discussion of a paper has that the readers of a place see; null where there is none. */
export type MessagesAbout = (paperId: string, place: VotePlace) => Promise<number | null>;

/** What came to channels before. */
export interface Past {
  sent: History["sent"];
  paper: (id: string) => Paper | undefined;
  openedOf: Openings["openedOf"];
}

/** Tastes change: what is older says nothing about them. */
const TASTE_OF = { hours: 365 * 24 };
/** So many that people voted for, and so many that they were sent, the newest: these say enough. */
const MOST_COMPARED = 500;

/** What digests are told of the people who read them. */
export function createOpinions(
  voting: Pick<Voting, "counts" | "countsSince" | "ownSince">,
  messagesAbout: MessagesAbout,
  { sent, paper, openedOf }: Past,
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
    async opened(channel, paperIds) {
      const place = placeOf(channel);
      return place ? await openedOf(place, paperIds) : new Set();
    },
    async taste(channel, now) {
      const place = placeOf(channel);
      if (!place) return null;
      const since = now.subtract(TASTE_OF);
      const votes = await voting.ownSince(place, since);
      if (votes.size === 0) return null;
      const came = await sent({ channelId: channel.id, guildId: channel.guildId }, since, now);
      const ids = [
        ...[...votes.keys()].slice(0, MOST_COMPARED),
        ...came.slice(0, MOST_COMPARED).map(({ paperId }) => paperId),
      ];
      const papers = [...new Set(ids.flatMap((id) => paper(id) ?? []))];
      await readTraits(papers);
      return tasteOf(papers, votes);
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
