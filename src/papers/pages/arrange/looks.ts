import { isNumberOfSomething, isSubmitter, isVotes } from "../lines/counts.ts";
import { isControl, isNotice } from "../lines/furniture.ts";
import { isOnlyLinks } from "../lines/markdown.ts";
import { isTableRow } from "../lines/one-line.ts";
import { isName, isNames } from "../lines/names.ts";
import type { Line } from "../lines/line.ts";
import type { PagePiece } from "../lines/pieces.ts";

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

const LONGEST_REPEATED = 60;
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

function shapeOf(line: string): string {
  return line.toLowerCase().replace(/\d[\d.,]*k?/g, "#");
}

/** `Keywords: maps, plans` */
const LABEL = /^\p{L}+\s?[:：]/u;

function beginningOf(line: string): string | null {
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

/** How little a line looks like each part of a page; the higher, the less. */
export interface Look {
  titleStart: number;
  titleEnd: number;
  /** As a line that goes on with a title. */
  moreTitle: number;
  textStart: number;
  textEnd: number;
  /** As a line that goes on with a text. */
  moreText: number;
  /** As a line of furniture below other parts, and below other furniture. */
  furniture: number;
  moreFurniture: number;
  endsSentence: boolean;
}

interface Setting {
  /** What it costs to begin furniture with a line that nothing else tells. */
  furniture: number;
  /** Whether entries are told by their metadata, so that a short sentence alone is none. */
  sure: boolean;
}

export function lookOf(line: Line, { furniture, sure }: Setting, repeats: Repeats): Look {
  const { text } = line;
  const sentence = endsSentence(text);
  const evidence = evidenceOf(line, repeats);
  const asText =
    evidence === "certain" || evidence === "words" ? 0 : likeText(text, sentence, sure);
  const start = { certain: 0.3, words: 1, repeats: 1, begins: 1.6, none: furniture };
  const more = { certain: 0.1, words: 0.2, repeats: 0.2, begins: 0.4, none: 0.5 };
  const unlike = UNLIKE[isTableRow(text) ? "row" : evidence];
  return {
    titleStart: titleStart(text) + unlike.title,
    titleEnd: titleEnd(text),
    moreTitle: evidence === "certain" || evidence === "words" ? unlike.title : 0,
    textStart: textStart(text) + unlike.text + (line.heading ? 4 : 0),
    moreText: unlike.text,
    textEnd: textEnd(text, text.length),
    furniture: start[evidence] + asText,
    moreFurniture: more[evidence] + asText,
    endsSentence: sentence,
  };
}

/** How much lines that look like furniture look like nothing else. */
const UNLIKE = {
  row: { title: 6, text: 6 },
  certain: { title: 2, text: 3 },
  words: { title: 2, text: 1.5 },
  repeats: { title: 0.5, text: 0 },
  begins: { title: 0.3, text: 0 },
  none: { title: 0, text: 0 },
};

type Evidence = "certain" | "words" | "repeats" | "begins" | "none";

function evidenceOf(line: Line, repeats: Repeats): Evidence {
  const { text } = line;
  if (line.isFrontMatter || repeats.doubled.has(line)) return "certain";
  if (repeats.bylines.has(line) || isNames(text)) return "words";
  if (text.length > 160) return isOnlyLinks(text) || isTableRow(text) ? "certain" : "none";
  if (!/\p{L}/u.test(text) || isTableRow(text) || isOnlyLinks(text)) return "certain";
  if (isMenu(text) || HASHTAGS.test(text)) return "certain";
  if (
    /^(?:\d{1,4}[.)]\s+|[-*•]\s+)?https?:\/\/\S+$|^[\w-]+(?:\.[\w-]+)*\.(?:co|com|org|net|io|ai|dev)(?:\/\S*)?$/i.test(
      text,
    )
  )
    return "certain";
  if (isNotice(text)) return "words";
  if (text.length <= 80 && (isVotes(text) || isSubmitter(text) || isControl(text))) return "words";
  if (/^\d/.test(text) && text.length <= 30 && isNumberOfSomething(text) && !/\s\p{Lu}/u.test(text))
    return "words";
  if (repeats.heads.has(line) || repeats.tails.has(line)) return "repeats";
  if (text.length <= LONGEST_REPEATED && (repeats.shapes.get(shapeOf(text)) ?? 0) > 1)
    return "repeats";
  const beginning = beginningOf(text);
  return beginning !== null && (repeats.beginnings.get(beginning) ?? 0) > 1 ? "begins" : "none";
}

const HASHTAGS = /^(?:#[\p{L}\p{N}_-]+\s*)+$/u;
const MENU_SIGN = /\s*[|｜│]\s*|\s[·•/»›]\s/u;

/** `Home | Archive | About`, on one line. */
function isMenu(text: string): boolean {
  if (!/[|｜│·•/»›]/.test(text)) return false;
  const items = text.split(MENU_SIGN).filter((item) => item !== "");
  return items.length >= 3 && items.every((item) => item.length <= 30 && !endsSentence(item));
}

/** How much a line looks like an abstract, or a part of one. */
function likeText(text: string, sentence: boolean, sure: boolean): number {
  const { length } = text;
  if (length >= 60) return (sentence ? 3 : 1.5) + Math.min(length / 100, 8);
  if (!sentence) return 0;
  return sure ? 1.5 : 3;
}

/** Of the real titles, the longest has 144 characters. */
function titleStart(text: string): number {
  const start = text.slice(0, 400);
  let cost = Math.min(Math.max(0, (text.length - 150) / 40), 10);
  if (/[a-z)][.!?]\s+\p{Lu}|[。！？]\s*\p{L}/u.test(start)) cost += 1;
  if (/^\p{Ll}/u.test(start)) cost += 0.5;
  if (/https?:\/\//.test(start)) cost += 1;
  return cost;
}

function titleEnd(text: string): number {
  if (endsWithStop(text)) return 4;
  return /[,;，；]$/.test(text) ? 1 : 0;
}

function textStart(text: string): number {
  const start = text.slice(0, 200);
  const longWords = start.match(/\p{L}{4,}/gu) ?? [];
  const capitals = longWords.filter((word) => /^\p{Lu}/u.test(word)).length;
  return longWords.length >= 3 && capitals >= longWords.length * 0.7 ? 1 : 0;
}

/** `length` is that of the text so far. */
export function textEnd(text: string, length: number): number {
  // Letters of Chinese or Japanese say as much as three of English.
  const full = /\p{Script=Han}/u.test(text.slice(0, 60)) ? 20 : 60;
  const short = length < full ? 1 : 0;
  if (/[.!?:…)"”。！？」』」]$|https?:\/\/\S*$/u.test(text.slice(-200))) return short;
  return short + (length < 200 ? 2 : 0.3);
}

/** A full stop makes a sentence of it, which few titles are. */
export function endsWithStop(text: string): boolean {
  return /[^.]\.$|。$/.test(text.slice(-40));
}

function endsSentence(text: string): boolean {
  return /[.!?…。！？][)"”’」』]?$/u.test(text.slice(-40));
}
