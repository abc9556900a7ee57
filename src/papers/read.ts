import { arrange, type Part } from "./arrange.ts";
import { type ListedDate, readDate } from "./dates.ts";
import { decode } from "./decode.ts";
import { isHtmlDocument } from "./html.ts";
import type { Metadata } from "./metadata.ts";
import { type Line, type Page, splitPages } from "./pages.ts";
import type { Entry, Problem, Snapshot } from "./paper.ts";
import { splitPieces } from "./pieces.ts";

/**
 * Reads the bytes of one file: a snapshot for each listing page in it, at least one. Every line that
 * is not blank ends up in the furniture, in an entry or in a problem. Years stay as printed; those
 * that were left out can be inferred only when all snapshots are there. Takes time linear in the size.
 */
export function readSnapshots(file: string, bytes: Uint8Array): Snapshot[] {
  const { lines, problems } = decode(bytes);
  const isBlank = lines.every((line) => line.trim() === "");
  if (isBlank && problems.some((problem) => problem.line === null))
    return [nothingFrom(file, problems)];
  if (isBlank)
    return [nothingFrom(file, [...problems, ofWholeFile("The file is empty", "Nothing to read")])];
  if (isHtmlDocument(lines)) {
    const done = "Left the file out; save the page as text";
    return [nothingFrom(file, [ofWholeFile("This is the HTML of a page, not its text", done)])];
  }

  const pages = splitPages(lines);
  const snapshots = pages.map((page, index) => readPage(file, page, index === 0));
  // What the decoding found, line by line, belongs to the page that the line is in.
  let at = 0;
  for (const problem of problems) {
    while ((pages[at + 1]?.firstLine ?? Infinity) <= (problem.line ?? 0)) at++;
    snapshots[at]?.problems.push(problem);
  }
  for (const snapshot of snapshots) snapshot.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return snapshots;
}

function nothingFrom(file: string, problems: Problem[]): Snapshot {
  return { file, savedOn: null, textKind: "abstract", entries: [], problems };
}

function ofWholeFile(what: string, done: string): Problem {
  return { line: null, what, done };
}

function readPage(file: string, page: Page, first: boolean): Snapshot {
  const hasGaps = page.lines.some((line, index) => index > 0 && line.gap);
  const ownDay = page.savedOn ? "known already" : page.furnished ? "likely" : "possible";
  const parts = arrange(splitPieces(page.lines, hasGaps), { hasGaps, ownDay });
  const { entries, problems, day } = readParts(parts);
  const savedOn = page.savedOn ? readDate(page.savedOn.text) : day;
  if (page.savedOn && savedOn?.problem)
    problems.push({ line: page.savedOn.number, ...savedOn.problem });
  if (entries.length === 0)
    problems.push({
      line: first ? null : page.firstLine,
      what: "There are no entries on this page",
      done: "Nothing to read",
    });
  return { file, savedOn: savedOn?.published ?? null, textKind: page.textKind, entries, problems };
}

interface ReadParts {
  entries: Entry[];
  problems: Problem[];
  day: ListedDate | null;
}

function readParts(parts: Part[]): ReadParts {
  const read: ReadParts = { entries: [], problems: [], day: null };
  /** The entry that texts and metadata go to, until its metadata is there. */
  let open: Entry | null = null;
  let complete = false;

  for (const [index, part] of parts.entries()) {
    if (part.role === "scrap")
      read.problems.push({ line: part.line.number, what: part.what, done: "Left out" });
    else if (part.role === "day") {
      read.day = part.date;
      if (part.date.problem) read.problems.push({ line: part.line.number, ...part.date.problem });
    } else if (part.role === "title") {
      open = anEntry(part.lines, read.problems);
      complete = false;
      read.entries.push(open);
      if (!textFollows(parts, index))
        read.problems.push({
          line: open.line,
          what: `“${shortened(open.title)}” has no text`,
          done: "Kept the entry without one",
        });
    } else if (part.role === "text") {
      if (open && (!complete || open.text === null))
        addText(open, part.lines, complete, read.problems);
      else
        read.problems.push({
          ...linesOf(part.lines),
          what: "A text without a title",
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
        what: "Authors or a date without an entry above them",
        done: "Left out",
      });
    }
  }
  return read;
}

/** Whether the title at `index` gets a text, be it below its metadata. */
function textFollows(parts: Part[], index: number): boolean {
  let metadata = 0;
  for (let i = index + 1; i < parts.length; i++) {
    const role = parts[i]?.role;
    if (role === "text") return true;
    if (role === "title" || (role === "metadata" && ++metadata > 1)) return false;
  }
  return false;
}

function anEntry(lines: Line[], problems: Problem[]): Entry {
  const title = textOf(lines);
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

function addText(entry: Entry, lines: Line[], belowMetadata: boolean, problems: Problem[]): void {
  const text = textOf(lines);
  const whose = `“${shortened(entry.title)}”`;
  if (belowMetadata)
    problems.push({
      ...linesOf(lines),
      what: "A text below the authors and the date",
      done: `Taken as the text of ${whose}`,
    });
  else if (entry.text !== null)
    problems.push({
      ...linesOf(lines),
      what: "A text in several paragraphs",
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
