import type { Paper } from "../../papers/paper.ts";
import { cut } from "../layout/budget.ts";
import { allDays, mainDay } from "../layout/day.ts";
import { plain, plainWithin } from "../layout/escape.ts";
import { prose } from "./prose.ts";
import * as say from "./wording.ts";

/** Budgets in characters, for places without Markdown. */
const LONGEST_ORGANISATION = 60;
const LONGEST_CARD_LINE = 250;
const LONGEST_CATEGORY = 20;
const MAX_CATEGORIES = 5;
/** A collaboration has thousands; the others are in the menu that its button opens. */
const MAX_AUTHORS_ON_CARD = 3;

const SEPARATOR = " · ";

/**
 * What is known of a paper in one line of at most `max` characters, for a place without Markdown;
 * "" if nothing is. Of a long line days and numbers stay, and names give way.
 */
export function facts(paper: Paper, max: number): string {
  const first = paper.withdrawn ? say.WITHDRAWN : "";
  return withNames(paper, first, [mainDay(paper), ...reception(paper)], { max });
}

/** The same in several lines, with all days, and what arXiv has it under. */
export function factLines(paper: Paper): string[] {
  const days = allDays(paper);
  const isOneDay = days.length < 2;
  const rest = [...(isOneDay ? days : []), ...reception(paper)];
  return [
    withNames(paper, "", rest, { max: LONGEST_CARD_LINE, most: MAX_AUTHORS_ON_CARD }),
    isOneDay ? "" : joined(days),
    joined(underArxiv(paper)),
  ].filter((line) => line !== "");
}

function withNames(
  paper: Paper,
  first: string,
  rest: string[],
  { max, most = Infinity }: { max: number; most?: number },
): string {
  const room = max - joined([first, ...rest]).length - 2 * SEPARATOR.length;
  const complete = plain(prose(paper.organisation ?? ""));
  const reserved = Math.min(complete.length, LONGEST_ORGANISATION, Math.floor(room / 2));
  const authors = authorsWithin(paper, { max: room - reserved, most });
  const organisation = cut(complete, Math.min(LONGEST_ORGANISATION, room - authors.length));
  return cut(joined([first, authors, organisation, ...rest]), max);
}

/** As many names as there is room for, `most` at most, and how many more there are; without any, their number. */
function authorsWithin(
  { authors = [], authorCount }: Paper,
  { max, most }: { max: number; most: number },
): string {
  const count = Math.max(authorCount ?? 0, authors.length);
  const shown: string[] = [];
  let best = authorCount === null && count === 0 ? "" : say.authors(count);
  for (const name of authors) {
    // Sources repair the accents of names, so there is nothing of TeX left to restore.
    const visible = plain(name);
    if (visible === "") continue;
    shown.push(visible);
    if (shown.length > most || shown.join(", ").length > max) break;
    const line = say.authorsAndMore(shown, count - shown.length);
    if (line.length <= max) best = line;
  }
  return best;
}

/** What people made of it. */
function reception({ upvotes, comments }: Paper): string[] {
  return [
    upvotes === undefined ? "" : say.upvotes(upvotes),
    comments === null ? "" : say.comments(comments),
  ];
}

function underArxiv({ arxivId, categories = [] }: Paper): string[] {
  const shown = categories
    .slice(0, MAX_CATEGORIES)
    .map((category) => plainWithin(category, LONGEST_CATEGORY))
    .filter((category) => category !== "");
  const more = categories.length > MAX_CATEGORIES ? ", …" : "";
  return [
    arxivId === undefined ? "" : say.arxiv(plainWithin(arxivId, LONGEST_CATEGORY)),
    shown.length > 0 ? shown.join(", ") + more : "",
  ];
}

function joined(parts: string[]): string {
  return parts.filter((part) => part !== "").join(SEPARATOR);
}
