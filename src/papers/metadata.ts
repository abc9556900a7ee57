import { isBrokenDate, type ListedDate, readCount, readDate } from "./dates.ts";
import { isLabelled, maybeOrganisation, organisationName } from "./organisation.ts";
import type { Line } from "./pages.ts";

/** The lines under a text: authors or an organisation or both, a dot, a date. */
export interface Metadata {
  /** First and last line, from 1. */
  line: number;
  endLine: number;
  authorCount: number | null;
  organisation: string | null;
  date: ListedDate | null;
  problems: { line: number; what: string; done: string }[];
}

/** What is around the lines, and decides where an organisation may be. */
export interface Surroundings {
  /** Whether blank lines part the blocks of the page. */
  hasGaps: boolean;
  /** Lines of words since the metadata above. */
  wordsAbove: number;
}

const AUTHORS = /^(?:[•●◦▪∙*+-]\s*)?(\S{1,24}) authors?$/i;
const BULLETED = /^[•●◦▪∙*+-]/;
/** An author line that the end of the file cut off. */
const CUT_AUTHORS = /^•\s*([\d.,k]*)(\s+a\w{0,6})?$/i;
const DOT = /^[·∙⋅‧]$/;
const LONGEST_METADATA = 120;

/** `• 3 authors · Nov 17, 2024` on one line becomes the three lines that pages have. */
export function splitAtDots(line: Line): Line[] {
  if (line.text.length > LONGEST_METADATA || !line.text.includes("·")) return [line];
  const parts = line.text
    .split(/(·)/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((text, index) => ({ number: line.number, text, gap: line.gap && index === 0 }));
  const known = parts.every((part) => isDot(part) || isAuthors(part) || readDate(part.text));
  return known ? parts : [line];
}

/** A date as it should be, or what was clearly meant as one. */
export function dateOf(line: Line): ListedDate | null {
  if (!isBrokenDate(line.text)) return readDate(line.text);
  return unreadable(line, "is not a whole date");
}

/**
 * Reads a group of metadata that begins at `start`; `end` is the line after it. Null where none
 * begins. Author lines and dots are told by their form; an organisation only by its place, since it
 * can be any words.
 */
export function readMetadata(
  lines: readonly Line[],
  start: number,
  around: Surroundings,
): { metadata: Metadata; end: number } | null {
  const first = lines[start];
  if (!first || !begins(lines, start, around)) return null;
  const metadata: Metadata = {
    line: first.number,
    endLine: first.number,
    authorCount: null,
    organisation: null,
    date: null,
    problems: [],
  };
  let hasAuthors = false;
  let dots = 0;
  let at = start;
  for (let line: Line | undefined = first; line && !metadata.date; line = lines[++at]) {
    const belowDot = at > start && isDot(lines[at - 1]);
    const belongs = at === start || belowDot || !line.gap;
    if (isDot(line)) {
      if (belowDot) break;
      dots++;
    } else if (!belongs) {
      break;
    } else if (isAuthors(line) && !hasAuthors) {
      hasAuthors = true;
      metadata.authorCount = readAuthors(line, metadata);
    } else if (metadata.organisation === null && isOrganisation(lines, at, start, hasAuthors)) {
      metadata.organisation = organisationName(line.text);
    } else if (at > start && dateOf(line)) {
      metadata.date = dateOf(line);
    } else if (belowDot && around.hasGaps && endsBlock(lines, at) && maybeOrganisation(line.text)) {
      metadata.date = unreadable(line, "is not a date");
    } else {
      break;
    }
    metadata.endLine = line.number;
  }

  const cut = CUT_AUTHORS.exec(first.text);
  if (at === start && cut && start === lines.length - 1) {
    // Digits with a blank after them are all there; without, some may be missing.
    metadata.authorCount = cut[2] === undefined ? null : readCount(cut[1] ?? "");
    at++;
  }
  const saysNothing = !hasAuthors && metadata.organisation === null && metadata.date === null;
  if (at === start || (saysNothing && at < lines.length)) return null;
  noteWhatIsMissing(metadata, { dots, atEnd: at === lines.length });
  return { metadata, end: at };
}

function begins(lines: readonly Line[], at: number, around: Surroundings): boolean {
  const line = lines[at];
  const next = lines[at + 1];
  if (!line) return false;
  if (isDot(line)) return true;
  if (isAuthors(line)) return BULLETED.test(line.text) || isDot(next) || isDate(next);
  if (!next) return CUT_AUTHORS.test(line.text);
  if (!maybeOrganisation(line.text) || around.wordsAbove === 0) return false;
  const labelled = isLabelled(line.text);
  // A title and a text go before an organisation; with fewer lines above, this may be the text.
  const ownBlock = around.hasGaps && line.gap && !next.gap;
  if (isDot(next)) return labelled || around.wordsAbove >= 2 || ownBlock;
  if (next.gap) return false;
  if (isDate(next)) return labelled || (ownBlock && around.wordsAbove >= 2);
  return isAuthors(next) && around.wordsAbove >= 2 && (labelled || line.gap || !around.hasGaps);
}

function isOrganisation(
  lines: readonly Line[],
  at: number,
  start: number,
  hasAuthors: boolean,
): boolean {
  const line = lines[at];
  const next = lines[at + 1];
  if (!line || !next || isAuthors(line) || !maybeOrganisation(line.text)) return false;
  const below = lines[at + 2];
  if (isDot(next)) return !below || isDate(below) || isAuthors(below) || !below.gap;
  if (at === start) return isAuthors(next) || isDate(next);
  return hasAuthors && !next.gap && !isDate(line) && isDate(next);
}

function noteWhatIsMissing(
  metadata: Metadata,
  { dots, atEnd }: { dots: number; atEnd: boolean },
): void {
  const line = metadata.endLine;
  if (metadata.date?.problem) metadata.problems.push({ line, ...metadata.date.problem });
  if (metadata.date && dots === 0) metadata.problems.push({ line, ...MISSING_DOT });
  if (!metadata.date && atEnd)
    metadata.problems.push({
      line,
      what: "The page ends before the date",
      done: "Kept what is there",
    });
}

/** A date that stands alone, as the metadata of the entry above it. */
export function metadataOf({ number }: Line, date: ListedDate): Metadata {
  const problems = [...(date.problem ? [date.problem] : []), MISSING_DOT];
  return {
    line: number,
    endLine: number,
    authorCount: null,
    organisation: null,
    date,
    problems: problems.map((problem) => ({ line: number, ...problem })),
  };
}

const MISSING_DOT = {
  what: "The “·” before the date is missing",
  done: "Read the date without it",
};

function isAuthors(line: Line): boolean {
  const count = AUTHORS.exec(line.text)?.[1];
  return count !== undefined && (/\d/.test(count) || line.text.startsWith("•"));
}

function readAuthors(line: Line, metadata: Metadata): number | null {
  const digits = AUTHORS.exec(line.text)?.[1] ?? "";
  const count = readCount(digits);
  if (count !== null && count > 0) return count;
  metadata.problems.push({
    line: line.number,
    what: `“${digits}” is not a number of authors`,
    done: "Left the number out",
  });
  return null;
}

export function isDot(line: Line | undefined): boolean {
  return line !== undefined && DOT.test(line.text);
}

function isDate(line: Line | undefined): boolean {
  return line !== undefined && dateOf(line) !== null;
}

function endsBlock(lines: readonly Line[], at: number): boolean {
  return !lines[at]?.gap && lines[at + 1]?.gap !== false;
}

function unreadable(line: Line, why: string): ListedDate {
  const problem = { what: `“${line.text}” ${why}`, done: "Left the date out" };
  return { published: null, comments: null, problem };
}
