import { arrange, type PageForm, type PagePart } from "./arrange/arrange.ts";
import { type ListedDate, readDate } from "../dates.ts";
import { VOTE_SIGN } from "./lines/counts.ts";
import { decode } from "./decode.ts";
import { isHtmlDocument } from "../text/html.ts";
import { isNumbered, withoutBullet, withoutNumber } from "./lines/markdown.ts";
import type { Metadata } from "./lines/metadata.ts";
import { type RawPage, saysSummaries, splitPages } from "./pages.ts";
import type { Line } from "./lines/line.ts";
import type { Entry, Problem, Snapshot } from "../paper.ts";
import { type PagePiece, splitPieces } from "./lines/pieces.ts";

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

  const pages = withoutNavigation(readPages(file, splitPages(lines)));
  for (const [index, { snapshot, firstLine }] of pages.entries())
    if (snapshot.entries.length === 0)
      snapshot.problems.push({
        line: index === 0 ? null : firstLine,
        what: "There are no entries on this page",
        done: "Nothing to read",
      });
  // What the decoding found, line by line, belongs to the page that the line is in.
  let at = 0;
  for (const problem of problems) {
    while ((pages[at + 1]?.firstLine ?? Infinity) <= (problem.line ?? 0)) at++;
    pages[at]?.snapshot.problems.push(problem);
  }
  const snapshots = pages.map(({ snapshot }) => snapshot);
  for (const snapshot of snapshots) snapshot.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return snapshots;
}

interface ReadSnapshot {
  firstLine: number;
  /** Whether furniture of its own begins it. */
  furnished: boolean;
  snapshot: Snapshot;
}

/** What stands above the furniture of a page, such as a menu, is no page by itself. */
function withoutNavigation(pages: ReadSnapshot[]): ReadSnapshot[] {
  const kept: ReadSnapshot[] = [];
  let above: ReadSnapshot | null = null;
  for (const [index, page] of pages.entries()) {
    if (above) {
      page.firstLine = above.firstLine;
      page.snapshot.problems = [...above.snapshot.problems, ...page.snapshot.problems];
      above = null;
    }
    const isPage = page.snapshot.entries.length > 0 || page.furnished;
    if (isPage || index === pages.length - 1) kept.push(page);
    else above = page;
  }
  return kept;
}

function nothingFrom(file: string, problems: Problem[]): Snapshot {
  return { file, savedOn: null, textKind: "abstract", entries: [], problems };
}

function ofWholeFile(what: string, done: string): Problem {
  return { line: null, what, done };
}

function readPages(file: string, pages: RawPage[]): ReadSnapshot[] {
  let aboveMetadata = false;
  const read: ReadSnapshot[][] = [];
  for (const page of pages.toReversed()) {
    const hasGaps = page.lines.some((line, index) => index > 0 && line.gap);
    const pieces = splitPieces(page.lines, hasGaps);
    const isAbove = aboveMetadata && !page.furnished;
    read.push(readPage(file, page, pieces, { hasGaps, aboveMetadata: isAbove }));
    aboveMetadata = pieces.some(({ kind }) => kind === "metadata");
  }
  return read.toReversed().flat();
}

function readPage(
  file: string,
  page: RawPage,
  pieces: PagePiece[],
  form: Omit<PageForm, "ownDay">,
): ReadSnapshot[] {
  const ownDay = page.savedOn ? "known already" : page.furnished ? "likely" : "possible";
  const parts = arrange(pieces, { ...form, ownDay });
  return splitAtDays(parts).map((some, index) => {
    const { entries, problems, day, textKind: kind } = readParts(some);
    const printed = index === 0 ? page.savedOn : null;
    const saved = printed ? readDate(printed.text) : day;
    if (printed && saved?.problem) problems.push({ line: printed.number, ...saved.problem });
    const textKind = index === 0 && page.textKind === "summary" ? "summary" : kind;
    const [first] = some;
    return {
      firstLine: index > 0 && first?.role === "furniture" ? numberOf(first.lines) : page.firstLine,
      furnished: index > 0 || page.furnished,
      snapshot: { file, savedOn: saved?.published ?? null, textKind, entries, problems },
    };
  });
}

function numberOf(lines: Line[]): number {
  return lines[0]?.number ?? 1;
}

const MAX_AT_TOP = 200;

/** Where furniture and a day come again that stood at the top, another page begins. */
function splitAtDays(parts: PagePart[]): PagePart[][] {
  const pages: PagePart[][] = [[]];
  const top = new Set<string>();
  let entries = 0;
  for (const [index, part] of parts.entries()) {
    if (part.role === "furniture" && entries === 0)
      for (const { text } of part.lines.slice(0, MAX_AT_TOP)) top.add(text);
    if (part.role === "title") entries++;
    const begins =
      part.role === "furniture" &&
      entries > 0 &&
      parts[index + 1]?.role === "day" &&
      part.lines.some(({ text }) => top.has(text));
    if (begins) pages.push([]);
    pages.at(-1)?.push(part);
  }
  return pages;
}

interface ReadParts {
  entries: Entry[];
  problems: Problem[];
  day: ListedDate | null;
  textKind: Snapshot["textKind"];
}

function readParts(parts: PagePart[]): ReadParts {
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
      ? `${first} belongs to no entry`
      : `${lines.length} lines belong to no entry, from ${first}`;
  return { ...linesOf(lines), what, done: "Left out" };
}

function addText(entry: Entry, lines: Line[], belowMetadata: boolean, problems: Problem[]): void {
  const text = lines.length === 1 ? withoutBullet(textOf(lines)) : textOf(lines);
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
