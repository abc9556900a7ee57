import type { PagePiece } from "../lines/pieces.ts";
import { endsWithStop } from "../lines/sentences.ts";

/** More than any abstract has, however it is wrapped. */
const MAX_LINES_ABOVE = 60;

/** Whether the piece stands right below words, in their block. */
export function goesOnWithBlock(pieces: readonly PagePiece[], at: number): boolean {
  const piece = pieces[at];
  const above = pieces[at - 1];
  return piece?.kind === "words" && above?.kind === "words" && !piece.line.gap;
}

/** Whether title and text of most entries stand in one block. */
export function mostAreJoined(pieces: readonly PagePiece[]): boolean {
  let entries = 0;
  let joined = 0;
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== "metadata") continue;
    entries++;
    const [first, second] = blockAbove(pieces, at);
    // The lines of a wrapped text begin with small letters as often as not.
    if (first && second && !endsWithStop(first) && !/^\p{Ll}/u.test(second)) joined++;
  }
  return joined > entries * 0.6;
}

/** The lines of the block of words right above a piece. */
function blockAbove(pieces: readonly PagePiece[], at: number): string[] {
  const lines: string[] = [];
  for (let above = at - 1; above >= 0 && lines.length < MAX_LINES_ABOVE; above--) {
    const piece = pieces[above];
    if (piece?.kind !== "words") break;
    lines.unshift(piece.line.text);
    if (!goesOnWithBlock(pieces, above)) break;
  }
  return lines;
}
