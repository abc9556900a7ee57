import type { ListedDate } from "../../dates.ts";
import type { Line } from "../lines/line.ts";
import type { Metadata } from "../lines/metadata.ts";
import type { PagePiece } from "../lines/pieces.ts";
import { AS_DAY, AS_ENTRY, AS_FURNITURE, AS_METADATA, AS_TEXT, AS_TITLE } from "./states.ts";

/** What a part of a page turned out to be. Together the parts hold every line, each once. */
export type PagePart =
  | { role: "title"; lines: Line[] }
  | { role: "text"; lines: Line[] }
  | { role: "metadata"; metadata: Metadata }
  | { role: "day"; line: Line; date: ListedDate }
  /** What sites put around and between their entries. */
  | { role: "furniture"; lines: Line[] }
  | { role: "scrap"; line: Line; what: string };

/** Adds a piece as what it is taken for; a line that goes on with a part becomes one of its lines. */
export function addPart(parts: PagePart[], piece: PagePiece, role: number): void {
  if (piece.kind === "scrap") {
    parts.push({ role: "scrap", line: piece.line, what: piece.what });
    return;
  }
  if (piece.kind === "metadata") {
    if (role === AS_ENTRY && piece.title) parts.push({ role: "title", lines: [piece.title] });
    const { metadata } = piece;
    parts.push({
      role: "metadata",
      metadata: role === AS_ENTRY ? { ...metadata, organisation: null } : metadata,
    });
    return;
  }
  const { line } = piece;
  if (piece.kind === "date" && role === AS_METADATA)
    parts.push({ role: "metadata", metadata: piece.metadata });
  else if (piece.kind === "date" && role === AS_DAY && piece.date)
    parts.push({ role: "day", line, date: piece.date });
  else if (role === AS_TITLE) parts.push({ role: "title", lines: [line] });
  else if (role === AS_TEXT) parts.push({ role: "text", lines: [line] });
  else if (role === AS_FURNITURE) {
    const last = parts.at(-1);
    if (last?.role === "furniture") last.lines.push(line);
    else parts.push({ role: "furniture", lines: [line] });
  } else {
    const last = parts.at(-1);
    if (last?.role === "title" || last?.role === "text") last.lines.push(line);
  }
}
