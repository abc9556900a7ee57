import { readCount, readIntroducedDate } from "../../dates.ts";
import {
  authorDigits,
  bulletedDigits,
  isBulleted,
  isSubmitter,
  isVotes,
  readAuthorCount,
  readComments,
} from "./counts.ts";
import type { Line } from "./line.ts";
import {
  dateOf,
  isAuthors,
  isDot,
  type Metadata,
  MISSING_DOT,
  notACount,
  unreadable,
} from "./metadata.ts";
import { isLabelled, maybeOrganisation, organisationName } from "./organisation.ts";

/** What is around the lines, and decides where an organisation may be. */
export interface GroupSetting {
  /** Whether blank lines part the blocks of the page. */
  hasGaps: boolean;
  /** Lines of words since the metadata above. */
  wordsAbove: number;
}

/** An author line that the end of the file cut off. */
const CUT_AUTHORS = /^•\s*([\d.,k]*)(\s+a\w{0,6})?$/i;
/** Numbers of votes and comments, and who submitted: lines below the date that go with it. */
const MAX_BELOW = 4;

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

function isDate(line: Line | undefined): boolean {
  return line !== undefined && dateOf(line) !== null;
}

function introducesDate(line: Line | undefined): boolean {
  return line !== undefined && !line.gap && readIntroducedDate(line.text) !== null;
}

function endsBlock(lines: readonly Line[], at: number): boolean {
  return !lines[at]?.gap && lines[at + 1]?.gap !== false;
}
