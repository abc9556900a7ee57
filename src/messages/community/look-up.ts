import type { Identifier } from "../../papers/identifiers.ts";
import type { Paper } from "../../papers/paper.ts";
import { LIMITS, reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { button, container, row, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { type Action, actionButton, paperLine } from "../papers/card.ts";
import { identifierName } from "../papers/identified.ts";
import { openMenu } from "../papers/results.ts";
import { ASKED } from "../papers/wording.ts";
import { askingFor, labels, namedInMessage, NOTHING_NAMED, notFound } from "./wording.ts";

/** Why there is no card of a paper that a message names. */
export type Missing =
  /** It is not here, and nobody is asked for it. */
  | "unknown"
  /** Neither here nor where it was looked up. */
  | "nowhere"
  | "asked too often"
  | "failed"
  /** Somebody is asked, and the answer changes when it comes. */
  | "asking";

/** What a message names, as far as it is known. */
export interface NamedPapers {
  papers: readonly Paper[];
  /** The buttons of a short card. */
  actionsOf: (paper: Paper) => readonly Action[];
  missing: readonly { by: Identifier; why: Missing }[];
  /** The custom id of the menu that opens one of several. */
  open: string;
}

/** Each of up to six components, beside the heading and the menu. */
export const SHORT_CARDS = 5;
const MISSING_SHOWN = 6;
const LONGEST_ID = 90;

export function nothingNamed(): Reply {
  return reply([container([text(NOTHING_NAMED)])]);
}

/** A card with a button that shows it to the channel; `show` null where that cannot be. */
export function sharableCard(card: Reply, show: string | null): Reply {
  return reply([
    ...card.components,
    ...(show === null ? [] : [row([button(labels.showInChannel, show)])]),
  ]);
}

export function showAction(show: string): Action {
  return { label: labels.showInChannel, customId: show };
}

/**
 * Several papers, or some that are not here: a short card for each of the first ones, and a menu that opens the whole
 * card of any.
 */
export function namedPapers({ papers, actionsOf, missing, open }: NamedPapers): Reply {
  const hits = papers.slice(0, LIMITS.menuOptions).map((paper) => ({ paper }));
  const lines = missing.slice(0, MISSING_SHOWN).map(({ by, why }) => {
    const name = escape(identifierName(by), LONGEST_ID);
    const whom = ASKED[by.kind];
    return `-# ${why === "asking" ? askingFor(whom, name) : notFound(name, why, whom)}`;
  });
  return reply([
    container([text([`### ${namedInMessage(papers.length)}`, ...lines].join("\n"))]),
    ...papers
      .slice(0, SHORT_CARDS)
      .map((paper) =>
        container([text(paperLine(paper, [])), row(actionsOf(paper).map(actionButton))]),
      ),
    ...(hits.length > 0 ? [openMenu({ hits, open })] : []),
  ]);
}
