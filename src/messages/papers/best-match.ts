import { reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { many } from "../layout/wording.ts";
import { openMenu, type ResultPage } from "./results.ts";
import * as say from "./wording.ts";

/** What else some words may mean. */
export interface BestMatch extends Pick<ResultPage, "about" | "total" | "isMore" | "open"> {
  /** The papers that come next, best first; those that have no room in a menu are left out. */
  others: Pick<ResultPage["hits"][number], "paper">[];
}

const LONGEST_ABOUT = 80;

/** The card of the paper that fits best, and a menu of the others. */
export function bestMatch(card: Reply, match: BestMatch): Reply {
  if (match.others.length === 0) return card;
  const { about, total, isMore, others, open } = match;
  const count = `${many(total)}${isMore ? "+" : ""}`;
  const head = text(`-# ${say.bestMatch(count, escape(about, LONGEST_ABOUT))}`);
  return reply([
    head,
    ...card.components,
    openMenu({ hits: others, open, placeholder: say.labels.orDidYouMean }),
  ]);
}
