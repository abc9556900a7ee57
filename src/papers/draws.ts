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
