import type { ListedDate } from "../dates.ts";
import type { Entry, Problem, Snapshot } from "../paper.ts";
import type { PagePart } from "./arrange/parts.ts";
import { VOTE_SIGN } from "./lines/counts.ts";
import type { Line } from "./lines/line.ts";
import { isNumbered, withoutBullet, withoutNumber } from "./lines/markdown.ts";
import type { Metadata } from "./lines/metadata.ts";
import { saysSummaries } from "./pages.ts";

/** What the parts of one page say. */
export interface ReadParts {
  entries: Entry[];
  problems: Problem[];
  day: ListedDate | null;
  textKind: Snapshot["textKind"];
}

export function readParts(parts: PagePart[]): ReadParts {
  const read: ReadParts = { entries: [], problems: [], day: null, textKind: "abstract" };
  /** The entry that texts and metadata go to, until its metadata is there. */
  let open: Entry | null = null;
  let complete = false;

  for (const [index, part] of parts.entries()) {
    if (part.role === "scrap")
      read.problems.push({ line: part.line.number, what: part.what, done: "Left out" });
    else if (part.role === "furniture") {
      if (part.lines.some(saysSummaries)) read.textKind = "summary";
      read.problems.push(ofFurniture(part.lines));
    } else if (part.role === "day" && read.day === null && read.entries.length === 0) {
      read.day = part.date;
      if (part.date.problem) read.problems.push({ line: part.line.number, ...part.date.problem });
    } else if (part.role === "day") {
      read.problems.push(ofFurniture([part.line]));
    } else if (part.role === "title") {
      open = anEntry(part.lines, read.problems);
      complete = false;
      read.entries.push(open);
      if (!textFollows(parts, index))
        read.problems.push({
          line: open.line,
          what: `“${shortened(open.title)}” has no text`,
          done: "Kept the paper without one",
        });
    } else if (part.role === "text") {
      if (open && (!complete || open.text === null))
        addText(open, part.lines, complete, read.problems);
      else
        read.problems.push({
          ...linesOf(part.lines),
          what: "Text without a title",
          done: "Left out",
        });
    } else if (open && !complete) {
      addMetadata(open, part.metadata, read.problems);
      complete = true;
    } else {
      const { line, endLine } = part.metadata;
      read.problems.push({
        line,
        ...(endLine > line ? { endLine } : {}),
        what: "Authors or a date with no paper above",
        done: "Left out",
      });
    }
  }
  // A list of papers is numbered as a whole, and each title is a title without that.
  if (read.entries.length > 1 && read.entries.every(({ title }) => isNumbered(title)))
    for (const entry of read.entries) entry.title = withoutNumber(entry.title);
  if (read.entries.length > 1 && read.entries.every(({ title }) => VOTES_BEHIND.test(title)))
    for (const entry of read.entries) entry.title = entry.title.replace(VOTES_BEHIND, "");
  withoutLabel(read.entries);
  return read;
}

/** `A Title ▲ 41` */
const VOTES_BEHIND = new RegExp(String.raw`\s+${VOTE_SIGN.source}\s?\d[\d.,]*k?$`, "u");

const LABEL = /^(?:>\s|(?:\*\*)?\p{L}[\p{L} ]{1,20}(?:\*\*)?\s?[:：.—–](?:\*\*)?\s*(?=\S))/u;

/**
 * Where all texts begin with the same word and a colon, as in “Abstract: …”, it belongs to none; neither
 * does the mark of a quotation.
 */
function withoutLabel(entries: readonly Entry[]): void {
  const texts = entries.flatMap(({ text }) => text ?? []);
  const label = LABEL.exec(texts[0]?.slice(0, 40) ?? "")?.[0];
  if (label === undefined || texts.length < 2) return;
  if (!texts.every((text) => text.startsWith(label) && text.length > label.length)) return;
  for (const entry of entries) entry.text = entry.text?.slice(label.length) ?? null;
}

/** Whether the title at `index` gets a text, be it below its metadata. */
function textFollows(parts: PagePart[], index: number): boolean {
  let metadata = 0;
  for (let i = index + 1; i < parts.length; i++) {
    const role = parts[i]?.role;
    if (role === "text") return true;
    if (role === "title" || (role === "metadata" && ++metadata > 1)) return false;
  }
  return false;
}

function anEntry(lines: Line[], problems: Problem[]): Entry {
  const title = withoutBullet(textOf(lines));
  if (lines.length > 1)
    problems.push({
      ...linesOf(lines),
      what: `A title on ${lines.length} lines`,
      done: `Joined them: “${shortened(title)}”`,
    });
  return {
    line: lines[0]?.number ?? 1,
    title,
    text: null,
    authorCount: null,
    organisation: null,
    published: null,
    comments: null,
  };
}

/** A run of furniture is one problem. */
function ofFurniture(lines: Line[]): Problem {
  const first = `“${shortened(lines[0]?.text ?? "")}”`;
  const what =
    lines.length === 1
      ? `${first} doesn't belong to any paper`
      : `${lines.length} lines don't belong to any paper, from ${first}`;
  return { ...linesOf(lines), what, done: "Left out" };
}

function addText(entry: Entry, lines: Line[], belowMetadata: boolean, problems: Problem[]): void {
  const text = lines.length === 1 ? withoutBullet(textOf(lines)) : textOf(lines);
  const whose = `“${shortened(entry.title)}”`;
  if (belowMetadata)
    problems.push({
      ...linesOf(lines),
      what: "Text below the authors and the date",
      done: `Used as the text of ${whose}`,
    });
  else if (entry.text !== null)
    problems.push({
      ...linesOf(lines),
      what: "Text in several paragraphs",
      done: `Joined this one to the text of ${whose}`,
    });
  entry.text = entry.text === null ? text : `${entry.text}\n\n${text}`;
}

function addMetadata(entry: Entry, metadata: Metadata, problems: Problem[]): void {
  entry.authorCount = metadata.authorCount;
  entry.organisation = metadata.organisation;
  entry.published = metadata.date?.published ?? null;
  entry.comments = metadata.date?.comments ?? null;
  problems.push(...metadata.problems);
}

function textOf(lines: Line[]): string {
  return lines.map((line) => line.text).join(" ");
}

function linesOf(lines: Line[]): { line: number; endLine?: number } {
  const line = lines[0]?.number ?? 1;
  const endLine = lines.at(-1)?.number ?? line;
  return endLine > line ? { line, endLine } : { line };
}

function shortened(title: string): string {
  const characters = Array.from(title.slice(0, 200));
  return characters.length > 60 ? `${characters.slice(0, 59).join("").trimEnd()}…` : title;
}
