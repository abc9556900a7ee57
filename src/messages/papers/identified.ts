import type { Identifier } from "../../papers/identifiers.ts";
import { LIMITS, reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { button, container, row, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { openMenu, type ResultPage } from "./results.ts";
import * as say from "./wording.ts";

/** What came of the identifiers in a question. */
export interface Identified {
  /** By which the paper on the card is known. */
  by: Identifier;
  /** Other papers that were named. */
  others: Pick<ResultPage["hits"][number], "paper">[];
  /** Those that lead to no paper here. */
  unknown: readonly Identifier[];
  /** Custom ids: of a button that searches for the words, or null; and of the menu of the others. */
  asTyped: string | null;
  open: string;
}

const LONGEST_ID = 80;
const MAX_UNKNOWN_TOLD = 3;

/** Not escaped yet: `the arXiv id 2411.01234`. */
export function identifierName({ kind, id }: Identifier): string {
  return say.IDENTIFIERS[kind](id.slice(0, LONGEST_ID));
}

/** The card of the paper that was named, and how it was. */
export function identifiedCard(card: Reply, identified: Identified): Reply {
  const { by, others, unknown, asTyped, open } = identified;
  const lines = [
    `-# ${say.foundBy(escape(identifierName(by), 2 * LONGEST_ID))}`,
    ...(unknown.length > 0 ? [`-# ${say.noneHereHas(namesOf(unknown))}`] : []),
  ];
  const hits = others.slice(0, LIMITS.menuOptions);
  return reply([
    text(lines.join("\n")),
    ...card.components,
    ...(hits.length > 0
      ? [openMenu({ hits, open, placeholder: say.labels.openAnotherPaper })]
      : []),
    ...asTypedRow(asTyped),
  ]);
}

/** Why there is no card of a paper that was named. */
export type NoCard =
  /** It is not here, and nobody asks for it. */
  | { why: "unknown" }
  /** Somebody is asked, and the answer changes when it comes. */
  | { why: "asking" }
  | { why: "asked too often" }
  | { why: "missing" }
  /** `reason` is a sentence without a full stop. */
  | { why: "failed"; reason: string };

/** That none of the papers named is here, and what becomes of that; `unknown` has at least one, whom the first tells. */
export function noCard(
  unknown: readonly Identifier[],
  { asTyped, ...no }: NoCard & { asTyped: string | null },
): Reply {
  return reply([container([text(noCardLines(unknown, no).join("\n")), ...asTypedRow(asTyped)])]);
}

function noCardLines(unknown: readonly Identifier[], no: NoCard): string[] {
  const names = namesOf(unknown);
  const notHere = say.noPaperWith(names);
  const whom = say.ASKED[unknown[0]?.kind ?? "arxiv"];
  switch (no.why) {
    case "unknown":
      return [notHere, `-# ${say.TRY_THE_TITLE}`];
    case "asking":
      return [say.asking(whom, names)];
    case "asked too often":
      return [notHere, `-# ${say.ASKED_TOO_OFTEN}`];
    case "missing":
      return [say.nobodyHas(whom, names)];
    case "failed":
    default:
      return [say.couldNotGet(whom, names), `-# ${escape(no.reason, LONGEST_REASON)}`];
  }
}

const LONGEST_REASON = 300;

function namesOf(unknown: readonly Identifier[]): string {
  const told = unknown.slice(0, MAX_UNKNOWN_TOLD).map(identifierName);
  return say.either(told.map((name) => escape(name, 2 * LONGEST_ID)));
}

function asTypedRow(asTyped: string | null) {
  return asTyped === null ? [] : [row([button(say.labels.searchAsTyped, asTyped)])];
}
