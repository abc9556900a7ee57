import type { Opinions } from "../digests/book.ts";
import type { Voting } from "./votes.ts";

/** What digests are told of the people who read them. */
export function createOpinions(voting: Pick<Voting, "counts">): Opinions {
  return {
    votes: async ({ id, guildId }, paperIds) =>
      guildId === null
        ? new Map()
        : await voting.counts({ guildId, channelId: id, audienceId: id }, paperIds),
  };
}
