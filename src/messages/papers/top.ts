import type { ListWording } from "./results.ts";
import * as say from "./wording.ts";

export type Period = keyof typeof say.PERIODS;

/** How a list of the top papers of a period is spoken of. */
export function periodWording(period: Period): ListWording {
  return {
    heading: (quoted) => say.top(period, quoted),
    range: say.ofTotal,
    nothing: () => say.noneOnTop(period),
    advice: say.VOTE_FIRST,
  };
}

/** By what the papers of such a list are in order. */
export function orderedBy(votes: "votes" | "no votes yet" | "nobody votes"): string {
  return say.ORDERED_BY[votes];
}
