import type { ListedDate } from "./dates.ts";
import { isOnlyTags } from "./html.ts";
import { dateOf, isDot, type Metadata, readMetadata, splitAtDots } from "./metadata.ts";
import type { Line } from "./pages.ts";

/** What a page consists of below its furniture, before titles are told from texts. */
export type Piece =
  | { kind: "words"; lines: Line[] }
  | { kind: "metadata"; metadata: Metadata }
  /** A date that stands alone: the metadata of an entry, the page's own day, or a title. */
  | { kind: "date"; line: Line; date: ListedDate }
  | { kind: "scrap"; line: Line; what: string };

/** What Markdown draws lines and boxes with, and a bullet that lost its words. */
const RULE = /^(?:(?:[-*_=~]\s*){3,200}|```\w{0,20}|•)$/;

/** Parts the lines of a page into words and metadata; each line ends up in one piece. */
export function splitPieces(lines: readonly Line[], hasGaps: boolean): Piece[] {
  const tokens = lines.flatMap(splitAtDots);
  const pieces: Piece[] = [];
  let wordsAbove = 0;
  for (let at = 0, token = tokens[at]; token !== undefined; token = tokens[at]) {
    const group = readMetadata(tokens, at, { hasGaps, wordsAbove });
    if (group) {
      pieces.push({ kind: "metadata", metadata: group.metadata });
      wordsAbove = 0;
      at = group.end;
      continue;
    }
    const piece = pieceOf(token);
    const last = pieces.at(-1);
    if (piece.kind !== "words") pieces.push(piece);
    else {
      wordsAbove++;
      if (last?.kind === "words") last.lines.push(token);
      else pieces.push(piece);
    }
    at++;
  }
  return pieces;
}

function pieceOf(line: Line): Piece {
  const date = dateOf(line);
  if (date) return { kind: "date", line, date };
  if (isDot(line)) return { kind: "scrap", line, what: "A “·” without a date" };
  if (RULE.test(line.text) || isOnlyTags(line.text))
    return { kind: "scrap", line, what: "A line without words" };
  return { kind: "words", lines: [line] };
}
