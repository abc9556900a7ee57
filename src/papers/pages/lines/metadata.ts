import { authorDigits } from "./counts.ts";
import { isBrokenDate, type ListedDate, readDate } from "../../dates.ts";
import { withoutBullet } from "./markdown.ts";
import type { OneLine } from "./one-line.ts";
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

const DOT = /^\\?[·∙⋅‧・]$/;
const LONGEST_METADATA = 120;

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

export const MISSING_DOT = {
  what: "The “·” before the date is missing",
  done: "Read the date without it",
};

export function isAuthors(line: Line): boolean {
  const digits = authorDigits(line.text);
  return digits !== null && (/\d/.test(digits) || line.text.startsWith("•"));
}

export function notACount(digits: string): { what: string; done: string } {
  return { what: `“${digits}” isn't an author count`, done: "Left out the count" };
}

export function isDot(line: Line | undefined): boolean {
  return line !== undefined && DOT.test(line.text);
}

export function unreadable(line: Line, why: string): ListedDate {
  const problem = { what: `“${line.text}” ${why}`, done: "Left out the date" };
  return { published: null, comments: null, problem };
}
