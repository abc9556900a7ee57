import { arrange, type PageForm } from "./arrange/arrange.ts";
import type { PagePart } from "./arrange/parts.ts";
import { readDate } from "../dates.ts";
import { decode } from "./decode.ts";
import { isHtmlDocument } from "../text/html.ts";
import { type RawPage, splitPages } from "./pages.ts";
import { readParts } from "./read-parts.ts";
import type { Line } from "./lines/line.ts";
import type { Problem, Snapshot } from "../paper.ts";
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
    const done = "Left out the file; save the page as text";
    return [nothingFrom(file, [ofWholeFile("This is the HTML of a page, not its text", done)])];
  }

  const pages = withoutNavigation(readPages(file, splitPages(lines)));
  for (const [index, { snapshot, firstLine }] of pages.entries())
    if (snapshot.entries.length === 0)
      snapshot.problems.push({
        line: index === 0 ? null : firstLine,
        what: "There are no papers on this page",
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
