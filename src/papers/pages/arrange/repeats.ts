import type { Line } from "../lines/line.ts";
import { isName, isNames } from "../lines/names.ts";
import type { PagePiece } from "../lines/pieces.ts";
import { endsSentence } from "../lines/sentences.ts";

/** What the lines of a page have in common: how often short ones come again, and where. */
export interface Repeats {
  /** Of short lines, by their words with all numbers alike. */
  shapes: Map<string, number>;
  /** Of short lines, by their first two words. */
  beginnings: Map<string, number>;
  /** Lines that stand, short, above the title of every entry: votes, names of submitters. */
  heads: Set<Line>;
  /** Lines that stand, short, right above the metadata of every entry. */
  tails: Set<Line>;
  /** Names of authors below titles. */
  bylines: Set<Line>;
  /** What is said again right below: a title as the label of a picture. */
  doubled: Set<Line>;
}

export const LONGEST_REPEATED = 60;
const LONGEST_BEGINNING = 40;
const MAX_SHAPES = 200_000;

export function repeatsOf(pieces: readonly PagePiece[]): Repeats {
  const repeats: Repeats = {
    shapes: new Map(),
    beginnings: new Map(),
    heads: headsOf(pieces),
    tails: tailsOf(pieces),
    bylines: bylinesOf(pieces),
    doubled: doubledIn(pieces),
  };
  for (const piece of pieces) {
    if (piece.kind !== "words" || piece.line.text.length > LONGEST_REPEATED) continue;
    add(repeats.shapes, shapeOf(piece.line.text));
    const beginning = beginningOf(piece.line.text);
    if (beginning !== null) add(repeats.beginnings, beginning);
  }
  return repeats;
}

function add(counts: Map<string, number>, key: string): void {
  const count = counts.get(key);
  if (count !== undefined || counts.size < MAX_SHAPES) counts.set(key, (count ?? 0) + 1);
}

export function shapeOf(line: string): string {
  return line.toLowerCase().replace(/\d[\d.,]*k?/g, "#");
}

/** `Keywords: maps, plans` */
const LABEL = /^\p{L}+\s?[:：]/u;

export function beginningOf(line: string): string | null {
  const label = LABEL.exec(line)?.[0];
  if (label !== undefined) return label;
  if (line.length > LONGEST_BEGINNING || endsSentence(line)) return null;
  const words = line.split(/\s+/);
  return words.length >= 3 && words.length <= 5 ? words.slice(0, 2).join(" ") : null;
}

/** The first lines below metadata, where most entries have such a short one above title and text. */
function headsOf(pieces: readonly PagePiece[]): Set<Line> {
  const heads: Line[] = [];
  let entries = 0;
  let words: Line[] = [];
  for (const piece of pieces) {
    if (piece.kind === "words") words.push(piece.line);
    else if (piece.kind !== "scrap") {
      const [first, second] = words;
      if (words.length >= 2) entries++;
      if (first && second && words.length >= 3 && isHead(first.text) && isTitle(second.text))
        heads.push(first);
      words = [];
    }
  }
  return new Set(heads.length >= 2 && heads.length >= entries * 0.6 ? heads : []);
}

/** Where titles have names of several people below them, names of one are told by their place. */
function bylinesOf(pieces: readonly PagePiece[]): Set<Line> {
  const lines: Line[] = [];
  let certain = 0;
  for (const [at, piece] of pieces.entries()) {
    const above = pieces[at - 1];
    if (piece.kind !== "words" || above?.kind !== "words") continue;
    const { text } = piece.line;
    if (text.length > LONGEST_REPEATED && !text.includes(",")) continue;
    if (isNames(text)) certain++;
    else if (text.length > LONGEST_REPEATED || !isName(text) || pieces[at + 1]?.kind !== "words")
      continue;
    lines.push(piece.line);
  }
  return new Set(certain >= 2 && certain * 2 >= lines.length ? lines : []);
}

const SHORTEST_DOUBLED = 8;

function doubledIn(pieces: readonly PagePiece[]): Set<Line> {
  const doubled = new Set<Line>();
  for (const [at, piece] of pieces.entries()) {
    const below = pieces[at + 1];
    if (piece.kind !== "words" || below?.kind !== "words") continue;
    const { text } = below.line;
    if (text.length < SHORTEST_DOUBLED || text.length > 300) continue;
    if (piece.line.text.length <= text.length + 40 && piece.line.text.endsWith(text))
      doubled.add(piece.line);
  }
  return doubled;
}

/** The last lines above metadata, where most entries have such a short one below their text. */
function tailsOf(pieces: readonly PagePiece[]): Set<Line> {
  const tails: Line[] = [];
  let entries = 0;
  let words: Line[] = [];
  for (const piece of pieces) {
    if (piece.kind === "words") words.push(piece.line);
    else if (piece.kind === "metadata" || piece.kind === "date") {
      const [text, last] = words.slice(-2);
      if (words.length >= 2) entries++;
      const isTail = words.length >= 3 && last && last.gap && last.text.length <= LONGEST_REPEATED;
      if (text && isTail && endsSentence(text.text) && !endsSentence(last.text)) tails.push(last);
      words = [];
    }
  }
  return new Set(tails.length >= 2 && tails.length >= entries * 0.6 ? tails : []);
}

function isHead(line: string): boolean {
  return line.length <= 30 && line.split(/\s+/).length <= 3 && !endsSentence(line);
}

function isTitle(line: string): boolean {
  return !endsSentence(line) && !/^\p{Ll}/u.test(line);
}
