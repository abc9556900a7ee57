import type { Identifier } from "../../papers/identifiers.ts";
import { LIMITS, reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { button, container, row, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { AS_TYPED, openMenu, type ResultPage } from "./results.ts";

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
  return `the ${NAMES[kind]} ${id.slice(0, LONGEST_ID)}`;
}

const NAMES: Record<Identifier["kind"], string> = {
  arxiv: "arXiv id",
  doi: "DOI",
  openreview: "OpenReview id",
};

/** The card of the paper that was named, and how it was. */
export function identifiedCard(card: Reply, identified: Identified): Reply {
  const { by, others, unknown, asTyped, open } = identified;
  const lines = [
    `-# Found by ${escape(identifierName(by), 2 * LONGEST_ID)}`,
    ...(unknown.length > 0 ? [`-# No paper here has ${namesOf(unknown)}`] : []),
  ];
  const hits = others.slice(0, LIMITS.menuOptions);
  return reply([
    text(lines.join("\n")),
    ...card.components,
    ...(hits.length > 0 ? [openMenu({ hits, open, placeholder: "Open another paper" })] : []),
    ...asTypedRow(asTyped),
  ]);
}

/** That none of the papers named is here. */
export function unknownPaper(unknown: readonly Identifier[], asTyped: string | null): Reply {
  const lines = [
    `Paperboy has no paper with ${namesOf(unknown)}.`,
    "-# Try the title: some listings leave the id out",
  ];
  return reply([container([text(lines.join("\n")), ...asTypedRow(asTyped)])]);
}

function namesOf(unknown: readonly Identifier[]): string {
  const told = unknown.slice(0, MAX_UNKNOWN_TOLD).map(identifierName);
  return told.map((name) => escape(name, 2 * LONGEST_ID)).join(" or ");
}

function asTypedRow(asTyped: string | null) {
  return asTyped === null ? [] : [row([button(AS_TYPED, asTyped)])];
}
