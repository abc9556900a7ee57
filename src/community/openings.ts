import { type IsOpenToAll, type Placed, shownOf, type VotePlace } from "./votes.ts";

/** What is kept of papers that were opened: where and on which day, and by nobody. */
export interface OpeningBook {
  note(opened: VotePlace & { paperId: string; day: Temporal.PlainDate }): Promise<void>;
  /** Where a server's people opened some papers. */
  of(guildId: string, paperIds: readonly string[]): Promise<Opening[]>;
  /** A server, or a channel with its threads. */
  forget(gone: { guildId: string } | { channelId: string }): Promise<void>;
}

export interface Opening extends Placed {
  paperId: string;
}

export interface Openings {
  /** Somebody opened a paper's card in a place. */
  note(place: VotePlace, paperId: string): Promise<void>;
  /** Those of some papers that were opened where the readers of a place may know of it. */
  openedOf(place: VotePlace, paperIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export function createOpenings(
  book: OpeningBook,
  { isOpenToAll, now }: { isOpenToAll: IsOpenToAll; now: () => Temporal.Instant },
): Openings {
  return {
    async note(place, paperId) {
      const day = now().toZonedDateTimeISO("UTC").toPlainDate();
      await book.note({ ...place, paperId, day });
    },
    async openedOf(place, paperIds) {
      if (paperIds.length === 0) return new Set();
      const all = await book.of(place.guildId, paperIds);
      const shown = await shownOf(all, place, isOpenToAll);
      return new Set(shown.map(({ paperId }) => paperId));
    },
  };
}
