import {
  authorDigits,
  bulletedDigits,
  isBulleted,
  isSubmitter,
  isVotes,
  readAuthorCount,
  readComments,
} from "./counts.ts";
import {
  isBrokenDate,
  type ListedDate,
  readCount,
  readDate,
  readIntroducedDate,
} from "../../dates.ts";
import { withoutBullet } from "./markdown.ts";
import type { OneLine } from "./one-line.ts";
import { isLabelled, maybeOrganisation, organisationName } from "./organisation.ts";
import type { Line } from "./line.ts";

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
export interface GroupSetting {
  /** Whether blank lines part the blocks of the page. */
  hasGaps: boolean;
  /** Lines of words since the metadata above. */
  wordsAbove: number;
}

/** An author line that the end of the file cut off. */
const CUT_AUTHORS = /^•\s*([\d.,k]*)(\s+a\w{0,6})?$/i;
const DOT = /^\\?[·∙⋅‧・]$/;
const LONGEST_METADATA = 120;
/** Numbers of votes and comments, and who submitted: lines below the date that go with it. */
const MAX_BELOW = 4;

/** `• 3 authors ·` on one line becomes the two lines that pages have. */
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
  const text = withoutBullet(line.text);
  if (!isBrokenDate(text)) return readDate(text);
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
  around: GroupSetting,
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
    } else if (!hasAuthors && (isAuthors(line) || isBulletedNumber(lines, at))) {
      hasAuthors = true;
      metadata.authorCount = readAuthors(line, metadata);
    } else if (metadata.organisation === null && isOrganisation(lines, at, start, hasAuthors)) {
      metadata.organisation = organisationName(line.text);
    } else if (at > start && dateOf(line)) {
      metadata.date = dateOf(line);
    } else if (at > start && readIntroducedDate(line.text)) {
      metadata.date = readIntroducedDate(line.text);
    } else if (at > start && (isVotes(line.text) || isSubmitter(line.text))) {
      // They say nothing that an entry keeps.
    } else if (belowDot && mayBeDate(lines, at, around)) {
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
  if (metadata.date) at = readBelow(lines, at, metadata);
  const saysNothing = !hasAuthors && metadata.organisation === null && metadata.date === null;
  if (at === start || (saysNothing && at < lines.length)) return null;
  noteWhatIsMissing(metadata, { dots, atEnd: at === lines.length });
  return { metadata, end: at };
}

/** Goes past numbers of votes and comments below a date, and returns the line after them. */
function readBelow(lines: readonly Line[], from: number, metadata: Metadata): number {
  let at = from;
  for (; at < from + MAX_BELOW; at++) {
    const line = lines[at];
    if (!line) break;
    const comments = readComments(line.text);
    const isNumber = at > from && /^\d[\d.,]*k?$/i.test(line.text);
    // A word alone may be a title; with a number below it counts votes.
    const isWord = /^\p{L}/u.test(line.text) && !/\d/.test(line.text);
    const next = lines[at + 1];
    const counts = !isWord || (next !== undefined && /^\d[\d.,]*k?$/i.test(next.text));
    if (comments === null && !isNumber && !(isVotes(line.text) && counts)) break;
    if (comments !== null && metadata.date?.comments === null)
      metadata.date = { ...metadata.date, comments };
    metadata.endLine = line.number;
  }
  return at;
}

/** What stands in the place of a date, and has the shape of one. */
function mayBeDate(lines: readonly Line[], at: number, { hasGaps }: GroupSetting): boolean {
  const text = lines[at]?.text ?? "";
  if (!hasGaps) return text.length <= 30 && /\d/.test(text);
  return endsBlock(lines, at) && (maybeOrganisation(text) || text.length <= 30);
}

function begins(lines: readonly Line[], at: number, around: GroupSetting): boolean {
  const line = lines[at];
  const next = lines[at + 1];
  if (!line) return false;
  if (isDot(line)) return true;
  if (isAuthors(line))
    return isBulleted(line.text) || isDot(next) || isDate(next) || introducesDate(next);
  if (isBulletedNumber(lines, at)) return true;
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

/** Metadata that stands on one line. */
export function metadataOfLine({ number }: Line, read: OneLine): Metadata {
  const { authorDigits: digits, authorCount, organisation, date, leftOver } = read;
  const problems = [
    ...(digits !== null && authorCount === null ? [notACount(digits)] : []),
    ...(date?.problem ? [date.problem] : []),
    ...(leftOver.length > 0
      ? [
          {
            what: `“${leftOver.join("”, “")}” beside the ${date ? "date" : "authors"}`,
            done: "Left out",
          },
        ]
      : []),
  ];
  return {
    line: number,
    endLine: number,
    authorCount,
    organisation,
    date,
    problems: problems.map((problem) => ({ line: number, ...problem })),
  };
}

const MISSING_DOT = {
  what: "The “·” before the date is missing",
  done: "Read the date without it",
};

function isAuthors(line: Line): boolean {
  const digits = authorDigits(line.text);
  return digits !== null && (/\d/.test(digits) || line.text.startsWith("•"));
}

/** A bullet, a number and a word right above a dot or a date: what else would it count. */
function isBulletedNumber(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  const next = lines[at + 1];
  if (!line || !next || bulletedDigits(line.text) === null) return false;
  return isDot(next) || (!next.gap && isDate(next));
}

function readAuthors(line: Line, metadata: Metadata): number | null {
  const digits = authorDigits(line.text) ?? bulletedDigits(line.text) ?? "";
  const count = readAuthorCount(digits);
  if (count === null) metadata.problems.push({ line: line.number, ...notACount(digits) });
  return count;
}

function notACount(digits: string): { what: string; done: string } {
  return { what: `“${digits}” is not a number of authors`, done: "Left the number out" };
}

export function isDot(line: Line | undefined): boolean {
  return line !== undefined && DOT.test(line.text);
}

function isDate(line: Line | undefined): boolean {
  return line !== undefined && dateOf(line) !== null;
}

function introducesDate(line: Line | undefined): boolean {
  return line !== undefined && !line.gap && readIntroducedDate(line.text) !== null;
}

function endsBlock(lines: readonly Line[], at: number): boolean {
  return !lines[at]?.gap && lines[at + 1]?.gap !== false;
}

function unreadable(line: Line, why: string): ListedDate {
  const problem = { what: `“${line.text}” ${why}`, done: "Left the date out" };
  return { published: null, comments: null, problem };
}
