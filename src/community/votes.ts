/** Where somebody votes, or reads what others voted for. */
export interface VotePlace {
  guildId: string;
  channelId: string;
  /**
   * The channel whose readers see it: the one that a thread or a post belongs to, or else the same. A private
   * thread has readers of its own.
   */
  audienceId: string;
}

/** One person's mark on a paper, one in a server. */
export interface Vote extends VotePlace {
  paperId: string;
  userId: string;
  at: Temporal.Instant;
}

/** Where in a server something was done, and the channel whose readers saw it. */
export type Placed = Omit<VotePlace, "guildId">;

/** How many voted for a paper in one place. */
export interface Tally extends Placed {
  paperId: string;
  count: number;
}

/** What is kept of votes. */
export interface VoteBook {
  /** False where they have voted for it in this server before. One of before they were forgotten is theirs again. */
  cast(vote: Vote): Promise<boolean>;
  /** False where there is no such vote. */
  takeBack(vote: Pick<Vote, "guildId" | "paperId" | "userId">): Promise<boolean>;
  /** What a server voted for, of some papers. */
  of(guildId: string, paperIds: readonly string[]): Promise<Tally[]>;
  /** The same of all papers, since an instant, or ever. */
  since(guildId: string, at: Temporal.Instant | null): Promise<Tally[]>;
}

/** How many voted for papers; those without a vote may be left out. */
export type VoteCounts = ReadonlyMap<string, number>;

export interface Voting extends Pick<VoteBook, "cast" | "takeBack"> {
  /** The votes for some papers that a place may show. */
  counts(place: VotePlace, paperIds: readonly string[]): Promise<VoteCounts>;
  /** The same for all papers, since an instant, or ever. */
  countsSince(place: VotePlace, at: Temporal.Instant | null): Promise<VoteCounts>;
  /** The same of those alone that were cast in a place and its threads. */
  ownSince(place: VotePlace, at: Temporal.Instant): Promise<VoteCounts>;
}

/** Whether Discord shows a channel of a server to all its members, whatever roles they have. */
export type IsOpenToAll = (guildId: string, channelId: string) => Promise<boolean>;

export function createVoting(book: VoteBook, isOpenToAll: IsOpenToAll): Voting {
  const shownIn = async (place: VotePlace, tallies: readonly Tally[]) =>
    sumOf(await shownOf(tallies, place, isOpenToAll));

  return {
    cast: (vote) => book.cast(vote),
    takeBack: (vote) => book.takeBack(vote),
    counts: async (place, paperIds) =>
      paperIds.length === 0
        ? new Map()
        : await shownIn(place, await book.of(place.guildId, paperIds)),
    countsSince: async (place, at) => await shownIn(place, await book.since(place.guildId, at)),
    ownSince: async (place, at) =>
      sumOf((await book.since(place.guildId, at)).filter((tally) => isHere(tally, place))),
  };
}

/** What was done in a place itself, and in channels that everybody sees: no reader of the place is told of another. */
export async function shownOf<Done extends Placed>(
  done: readonly Done[],
  place: VotePlace,
  isOpenToAll: IsOpenToAll,
): Promise<Done[]> {
  const audiences = [...new Set(done.map(({ audienceId }) => audienceId))];
  const isOpen = await Promise.all(audiences.map((id) => isOpenToAll(place.guildId, id)));
  const open = new Set(audiences.filter((_id, i) => isOpen[i]));
  return done.filter((one) => isHere(one, place) || open.has(one.audienceId));
}

function isHere(done: Placed, { channelId, audienceId }: VotePlace): boolean {
  return done.channelId === channelId || done.audienceId === audienceId;
}

function sumOf(tallies: readonly Tally[]): VoteCounts {
  const counts = new Map<string, number>();
  for (const { paperId, count } of tallies) counts.set(paperId, (counts.get(paperId) ?? 0) + count);
  return counts;
}
