import { isSubmitter, isVotes } from "./counts.ts";
import { type ListedDate, readIntroducedDate } from "../../dates.ts";
import { isOnlyTags } from "../../text/html.ts";
import {
  dateOf,
  isDot,
  type Metadata,
  metadataOf,
  metadataOfLine,
  splitAtDots,
} from "./metadata.ts";
import { readMetadata } from "./metadata-group.ts";
import { isHeading, unwrapped } from "./markdown.ts";
import { type OneLine, readOneLine } from "./one-line.ts";
import type { Line } from "./line.ts";

/** What a page consists of below its furniture, before titles are told from texts. */
export type PagePiece =
  | { kind: "words"; line: Line }
  | { kind: "metadata"; metadata: Metadata; title: Line | null }
  /**
   * A date that stands alone or beside a name: the metadata of an entry, the page's own day, or a
   * title. `date` is null where it cannot be the page's own.
   */
  | { kind: "date"; line: Line; date: ListedDate | null; metadata: Metadata }
  | { kind: "scrap"; line: Line; what: string };

/** What Markdown draws lines and boxes with, and a bullet that lost its words. */
const RULE =
  /^(?:(?:[-*_=~]\s*){3,200}|```\w{0,20}|:{3,}\s?(?:\{[^{}]*\}|\w*)|(?:>\s?)?\[!\w+\][+-]?|•)$/;

/** Parts the lines of a page into words and metadata; each line ends up in one piece. */
export function splitPieces(lines: readonly Line[], hasGaps: boolean): PagePiece[] {
  const tokens = lines.flatMap(splitAtDots);
  const pieces: PagePiece[] = [];
  let wordsAbove = 0;
  for (let at = 0, token = tokens[at]; token !== undefined; token = tokens[at]) {
    const group = readMetadata(tokens, at, { hasGaps, wordsAbove });
    if (group) {
      pieces.push({ kind: "metadata", metadata: group.metadata, title: null });
      wordsAbove = 0;
      at = group.end;
      continue;
    }
    const piece = pieceOf(token);
    pieces.push(piece);
    if (piece.kind === "words") wordsAbove += mayBelongToEntry(piece.line.text) ? 1 : 0;
    else if (piece.kind === "metadata") wordsAbove = 0;
    at++;
  }
  return pieces;
}

/** What is above a title and a text may not be counted as one. */
function mayBelongToEntry(text: string): boolean {
  return /\p{L}/u.test(text) && !isVotes(text) && !isSubmitter(text);
}

function pieceOf(line: Line): PagePiece {
  const date = dateOf(line);
  if (date) return { kind: "date", line, date, metadata: metadataOf(line, date) };
  const read = readOneLine(line.text);
  if (read) return pieceOfOneLine(line, read);
  const introduced = readIntroducedDate(line.text);
  if (introduced) return { kind: "date", line, date: null, metadata: metadataOf(line, introduced) };
  if (isDot(line)) return { kind: "scrap", line, what: "A “·” without a date" };
  if (RULE.test(line.text) || isOnlyTags(line.text))
    return { kind: "scrap", line, what: "A line without words" };
  return { kind: "words", line: plainLine(line) };
}

/** Without what Markdown puts around a line; a heading begins a block. */
function plainLine(line: Line): Line {
  const text = unwrapped(line.text);
  if (text === line.text) return line;
  return isHeading(line.text) ? { ...line, text, gap: true, heading: true } : { ...line, text };
}

function pieceOfOneLine(line: Line, read: OneLine): PagePiece {
  const metadata = metadataOfLine(line, read);
  if (read.authorDigits === null) return { kind: "date", line, date: null, metadata };
  const title = read.mayBeTitle;
  return { kind: "metadata", metadata, title: title ? { ...line, text: title } : null };
}
