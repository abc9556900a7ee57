/** Which papers a channel has been dealt by `/paper random`. */
export interface Draws {
  drawn(channelId: string): Promise<Set<string>>;
  /**
   * Notes that `paperId` was dealt. When a pool was used up, `startOver` names its papers: their
   * draws are forgotten first, in the same transaction.
   */
  note(
    channelId: string,
    paperId: string,
    drawnAt: Temporal.Instant,
    startOver: string[] | null,
  ): Promise<void>;
}

/** The id of a paper, and whether all of the pool had been dealt before it. */
export interface Draw {
  id: string;
  startsOver: boolean;
}

/**
 * Draws one paper of a pool that is not empty; `chance` is in [0, 1). None comes twice until all were
 * dealt. Then the pool starts over, but not with the paper shown last.
 */
export function draw(
  pool: readonly string[],
  dealt: ReadonlySet<string>,
  shownId: string | null,
  chance: number,
): Draw {
  const fresh = pool.filter((id) => !dealt.has(id));
  const others = pool.filter((id) => id !== shownId);
  const startsOver = fresh.length === 0;
  const from = startsOver ? (others.length > 0 ? others : pool) : fresh;
  const id = from[Math.floor(chance * from.length)];
  if (id === undefined) throw new RangeError(`Cannot draw number ${chance} of ${from.length}`);
  return { id, startsOver };
}
