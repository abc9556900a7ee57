import { draw, type Draw, type Draws } from "./draws.ts";

/** Deals papers to channels, by the rule of `draw`. */
export interface Dealer {
  /** Of a pool that is not empty; `shownId` is the paper that is in sight, if any. */
  deal(channelId: string, pool: readonly string[], shownId: string | null): Promise<Draw>;
}

export interface DealerOptions {
  draws: Draws;
  now: () => Temporal.Instant;
  /** Uniform in [0, 1). */
  random: () => number;
}

export function createDealer({ draws, now, random }: DealerOptions): Dealer {
  /** By channel, the deal that was asked for last. */
  const turns = new Map<string, Promise<unknown>>();

  /** One at a time in a channel: two at once would look at the same draws and deal one paper twice. */
  async function inTurn<T>(channelId: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(channelId) ?? Promise.resolve()).then(work, work);
    turns.set(channelId, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(channelId) === turn) turns.delete(channelId);
    }
  }

  return {
    deal: async (channelId, pool, shownId) =>
      await inTurn(channelId, async () => {
        const dealt = await draws.drawn(channelId);
        const drawn = draw(pool, dealt, shownId, random());
        await draws.note(channelId, drawn.id, now(), drawn.startsOver ? [...pool] : null);
        return drawn;
      }),
  };
}
