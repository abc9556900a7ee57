import type { ListedDate } from "./dates.ts";
import { type Metadata, metadataOf } from "./metadata.ts";
import type { Line } from "./pages.ts";
import type { Piece } from "./pieces.ts";

/** What a part of a page turned out to be. Together the parts hold every line, each once. */
export type Part =
  | { role: "title"; lines: Line[] }
  | { role: "text"; lines: Line[] }
  | { role: "metadata"; metadata: Metadata }
  | { role: "day"; line: Line; date: ListedDate }
  | { role: "scrap"; line: Line; what: string };

/** Where in an entry we are: what it has so far. "fresh" is the top of the page. */
type State = "fresh" | "between" | "title" | "text" | "paragraphs" | "bare";

/**
 * How far from the format a step is. Pages follow it almost everywhere, so a step off it must be
 * paid for by lines that look wrong otherwise.
 */
const COST = {
  titleWithoutText: 4,
  secondParagraph: 4,
  furtherParagraph: 2,
  /** Where entries have metadata, a sentence right below a text rather goes on with it. */
  sentenceAsNextTitle: 5,
  textWithoutTitle: 6,
  textBelowMetadata: 2,
  metadataWithoutEntry: 4,
  dateAlone: 1.5,
  dateAsTitle: 2,
  dateAsText: 3.5,
  /** A gain: under furniture a date is the page's own, unless much speaks for a title. */
  dayUnderFurniture: -2,
  dayWithComments: 4,
  titleOverLines: 2,
  textOverLines: 0.3,
  titleAndTextJoined: 1,
} as const;

export interface PageForm {
  /** Whether a date at the top is the page's own: furniture above makes it likely. */
  ownDay: "likely" | "possible" | "known already";
  /** Whether blank lines part its blocks; otherwise each line stands for itself. */
  hasGaps: boolean;
}

interface Option {
  cost: number;
  parts: Part[];
}

/** The cheapest way to a state, and the way before its last step. */
interface Path {
  cost: number;
  parts: Part[];
  before: Path | null;
}

type Column = Map<State, Path>;

/**
 * Tells titles from texts: the cheapest way to read the page as entries (Viterbi's algorithm, over
 * blocks). Titles and texts take turns; where they do not, because one is missing or a text has
 * several paragraphs, length and punctuation of the lines decide.
 */
export function arrange(pieces: Piece[], page: PageForm): Part[] {
  const steps = pieces.flatMap((piece) => optionsOf(piece, page));
  const metadata = pieces.filter(({ kind }) => kind === "metadata").length;
  // An entry has a title, a text and metadata, here and there some paragraphs more.
  const metadataIsUsual = metadata > 0 && metadata * 6 >= steps.length;
  let column: Column = new Map([["fresh", { cost: 0, parts: [], before: null }]]);
  for (const options of steps) {
    const next: Column = new Map();
    for (const [state, path] of column)
      for (const option of options) {
        const step = take(state, option.parts, metadataIsUsual);
        if (!step) continue;
        const cost = path.cost + option.cost + step.cost;
        if (cost < (next.get(step.state)?.cost ?? Infinity))
          next.set(step.state, { cost, parts: option.parts, before: path });
      }
    column = next;
  }
  return partsOf(cheapest(column));
}

function cheapest(column: Column): Path | null {
  let best: Path | null = null;
  let lowest = Infinity;
  for (const [state, path] of column) {
    const cost = path.cost + (state === "title" ? COST.titleWithoutText : 0);
    if (cost < lowest) [best, lowest] = [path, cost];
  }
  return best;
}

function partsOf(end: Path | null): Part[] {
  const parts: Part[][] = [];
  for (let path = end; path !== null; path = path.before) parts.push(path.parts);
  return parts.toReversed().flat();
}

/** Goes through `parts` from `state`; null where that makes no sense at all. */
function take(
  state: State,
  parts: Part[],
  metadataIsUsual: boolean,
): { state: State; cost: number } | null {
  let cost = 0;
  for (const part of parts) {
    if (part.role === "scrap") continue;
    if (part.role === "day") {
      if (state !== "fresh") return null;
      state = "between";
    } else if (part.role === "title") {
      const isBelowText = state === "text" || state === "paragraphs";
      if (state === "title") cost += COST.titleWithoutText;
      else if (isBelowText && metadataIsUsual && endsSentence(part.lines))
        cost += COST.sentenceAsNextTitle;
      state = "title";
    } else if (part.role === "text") {
      if (state === "text") cost += COST.secondParagraph;
      else if (state === "paragraphs") cost += COST.furtherParagraph;
      else if (state === "bare") cost += COST.textBelowMetadata;
      else if (state !== "title") cost += COST.textWithoutTitle;
      if (state === "title") state = "text";
      else state = state === "text" || state === "paragraphs" ? "paragraphs" : "between";
    } else {
      if (state === "title") cost += COST.titleWithoutText;
      else if (state !== "text" && state !== "paragraphs") cost += COST.metadataWithoutEntry;
      state = state === "title" ? "bare" : "between";
    }
  }
  return { state, cost };
}

/** The ways to read a piece, one list for each step through it. */
function optionsOf(piece: Piece, { hasGaps, ownDay }: PageForm): Option[][] {
  switch (piece.kind) {
    case "metadata":
      return [[{ cost: 0, parts: [{ role: "metadata", metadata: piece.metadata }] }]];
    case "scrap":
      return [[{ cost: 0, parts: [{ role: "scrap", line: piece.line, what: piece.what }] }]];
    case "date":
      return [dateOptions(piece.line, piece.date, ownDay)];
    case "words":
      return blocksOf(piece.lines, hasGaps).map(blockOptions);
    default:
      return piece satisfies never;
  }
}

function dateOptions(line: Line, date: ListedDate, ownDay: PageForm["ownDay"]): Option[] {
  const lines = [line];
  const options: Option[] = [
    { cost: COST.dateAlone, parts: [{ role: "metadata", metadata: metadataOf(line, date) }] },
    { cost: COST.dateAsTitle, parts: [{ role: "title", lines }] },
    { cost: COST.dateAsText, parts: [{ role: "text", lines }] },
  ];
  if (ownDay === "known already") return options;
  const cost =
    (ownDay === "likely" ? COST.dayUnderFurniture : 0) +
    (date.comments === null ? 0 : COST.dayWithComments);
  return [...options, { cost, parts: [{ role: "day", line, date }] }];
}

function blocksOf(lines: Line[], hasGaps: boolean): Line[][] {
  const blocks: Line[][] = [];
  for (const line of lines) {
    if (line.gap || !hasGaps || blocks.length === 0) blocks.push([line]);
    else blocks.at(-1)?.push(line);
  }
  return blocks;
}

function blockOptions(lines: Line[]): Option[] {
  const [first, ...rest] = lines;
  const extra = rest.length;
  const options: Option[] = [
    { cost: titleCost(lines) + extra * COST.titleOverLines, parts: [{ role: "title", lines }] },
    {
      cost: textCost(lines) + Math.min(extra, 1) * COST.textOverLines,
      parts: [{ role: "text", lines }],
    },
  ];
  if (!first || extra === 0) return options;
  options.push({
    cost: COST.titleAndTextJoined + titleCost([first]) + textCost(rest),
    parts: [
      { role: "title", lines: [first] },
      { role: "text", lines: rest },
    ],
  });
  if (lines.length % 2 === 0 && lines.length > 2) {
    const parts = lines.map((line, index): Part => ({
      role: index % 2 === 0 ? "title" : "text",
      lines: [line],
    }));
    let cost: number = COST.titleAndTextJoined;
    for (const [index, line] of lines.entries())
      cost += index % 2 === 0 ? titleCost([line]) : textCost([line]);
    options.push({ cost, parts });
  }
  return options;
}

/** How little a block looks like a title. Of the real ones, the longest has 144 characters. */
function titleCost(lines: Line[]): number {
  const length = lengthOf(lines);
  const start = lines[0]?.text.slice(0, 400) ?? "";
  const end = lines.at(-1)?.text.slice(-40) ?? "";
  let cost = Math.min(Math.max(0, (length - 150) / 40), 10);
  if (endsSentence(lines)) cost += 4;
  else if (/[,;]$/.test(end)) cost += 1;
  if (/[a-z)][.!?]\s+\p{Lu}/u.test(start)) cost += 1;
  if (/^\p{Ll}/u.test(start)) cost += 0.5;
  if (/https?:\/\//.test(start)) cost += 1;
  return cost;
}

/** How little a block looks like a text. */
function textCost(lines: Line[]): number {
  const length = lengthOf(lines);
  const start = lines[0]?.text.slice(0, 200) ?? "";
  const end = lines.at(-1)?.text.slice(-40) ?? "";
  let cost = 0;
  if (length < 60) cost += 1;
  if (!/[.!?:…)"”。]$|https?:\/\/\S*$/.test(end)) cost += length < 200 ? 2 : 0.3;
  const longWords = start.match(/\p{L}{4,}/gu) ?? [];
  const capitals = longWords.filter((word) => /^\p{Lu}/u.test(word)).length;
  if (longWords.length >= 3 && capitals >= longWords.length * 0.7) cost += 1;
  return cost;
}

function endsSentence(lines: Line[]): boolean {
  return /[^.]\.$/.test(lines.at(-1)?.text.slice(-40) ?? "");
}

function lengthOf(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.text.length, lines.length - 1);
}
