import {
  authorDigits,
  isNumberOfSomething,
  isSubmitter,
  readAuthorCount,
  readComments,
  VOTE_SIGN,
} from "./counts.ts";
import { type ListedDate, readCount, readDate, readIntroducedDate } from "../../dates.ts";
import { unwrapped } from "./markdown.ts";
import { isNames } from "./names.ts";
import { isLabelled, maybeOrganisation, organisationName } from "./organisation.ts";

/** What one line says: `12 authors · Nov 16, 2026 ▲ 41`, `Quill Lab – 2026-11-15`. */
export interface OneLine {
  /** As printed. */
  authorDigits: string | null;
  authorCount: number | null;
  organisation: string | null;
  date: ListedDate | null;
  /** The first words, where they may be a title: an entry of one line. */
  mayBeTitle: string | null;
  /** Words that are neither authors nor a date nor the organisation. */
  leftOver: string[];
}

const SIGN = String.raw`[·•∙⋅‧・|｜│]`;
const BETWEEN = new RegExp(
  String.raw`\s*(?:${SIGN}|\s[^\p{L}\p{N}\s&+()\[\]]{1,2}\s|\s{2,}|\t|;\s|\s(?=\+\s?\d)|(?=${VOTE_SIGN.source}|💬|🗨))\s*`,
  "u",
);
const LONGEST_ONE_LINE = 160;
/** Of what stands behind the authors in the place of a date. */
const LONGEST_BROKEN_DATE = 24;
const MARKS_AROUND = /^[*_([（•●◦▪+-]+\s*|[*_)\]）]+$/gu;

type Chunk =
  | { kind: "authors"; digits: string }
  | { kind: "date"; date: ListedDate }
  | { kind: "number"; comments: number | null }
  | { kind: "submitter" }
  | { kind: "words"; text: string };

/** Without any of these a line is one piece, unless it begins with a number. */
const MAY_BE_SEVERAL = new RegExp(
  String.raw`${SIGN}|[;,，、(（\t]|\s[^\p{L}\p{N}\s]{1,2}\s|\s\s|${VOTE_SIGN.source}|💬|🗨|^\P{L}{0,3}\d`,
  "u",
);

/** Null where the line is not several pieces of metadata, one of them authors or a date. */
export function readOneLine(line: string): OneLine | null {
  if (line.length > LONGEST_ONE_LINE || !/\d/.test(line) || isTableRow(line)) return null;
  if (!MAY_BE_SEVERAL.test(line)) return null;
  const raw = line.split(BETWEEN);
  const chunks = raw
    .map((text) => text.replace(MARKS_AROUND, "").trim())
    .filter((text) => text !== "")
    .flatMap(readChunk);
  if (chunks.length < 2) return null;
  const read: OneLine = {
    authorDigits: null,
    authorCount: null,
    organisation: null,
    date: null,
    mayBeTitle: null,
    leftOver: [],
  };
  for (const [index, chunk] of chunks.entries()) {
    if (chunk.kind === "words") {
      if (index === 0 && /\s/.test(chunk.text)) read.mayBeTitle = unwrapped(raw[0] ?? "");
      read.leftOver.push(chunk.text);
    } else if (chunk.kind === "authors") {
      if (read.authorDigits !== null) return null;
      read.authorDigits = chunk.digits;
      read.authorCount = readAuthorCount(chunk.digits);
    } else if (chunk.kind === "date") {
      if (read.date) return null;
      read.date = chunk.date;
    } else if (chunk.kind === "number" && read.date && read.date.comments === null) {
      read.date = { ...read.date, comments: chunk.comments };
    }
  }
  if (read.authorDigits === null && read.date === null) return null;
  // Words alone beside the authors may be the title of a paper on authors.
  const [name] = read.leftOver;
  if (read.date === null && name !== undefined) {
    const [first] = chunks;
    const isInPlaceOfDate = first?.kind === "authors" && name.length <= LONGEST_BROKEN_DATE;
    return isInPlaceOfDate && read.leftOver.length === 1 ? read : null;
  }
  if (name !== undefined && read.leftOver.length === 1 && maybeOrganisation(name)) {
    read.organisation = organisationName(name);
    read.leftOver = [];
    if (isLabelled(name)) read.mayBeTitle = null;
  }
  const known = read.date !== null && (read.authorDigits !== null || read.leftOver.every(isNames));
  return read.leftOver.length === 0 || known ? read : null;
}

function readChunk(text: string): Chunk[] {
  return [knownChunk(text) ?? null].flatMap((known) => known ?? splitFurther(text));
}

function knownChunk(text: string): Chunk | null {
  const digits = authorDigits(text);
  if (digits !== null) return { kind: "authors", digits };
  const date = readDate(text) ?? readIntroducedDate(text);
  if (date) return { kind: "date", date };
  const comments = readComments(text);
  if (comments !== null) return { kind: "number", comments };
  if (/^\d/.test(text) && readCount(text) !== null)
    return { kind: "number", comments: readCount(text) };
  if (isNumberOfSomething(text)) return { kind: "number", comments: null };
  return isSubmitter(text) ? { kind: "submitter" } : null;
}

/** `3 authors, Nov 17, 2026` and `3 authors Nov 17, 2026`. */
function splitFurther(text: string): Chunk[] {
  const parts = text.split(/[,，、]\s*|\s+[([（]/u).map((part) => part.replace(/[)\]）]$/u, ""));
  if (parts.length > 6) return [{ kind: "words", text }];
  const chunks: Chunk[] = [];
  for (let at = 0; at < parts.length;) {
    let known: Chunk | null = null;
    let length = Math.min(3, parts.length - at);
    for (; length > 0 && !known; length--)
      known = knownChunk(parts.slice(at, at + length).join(", "));
    chunks.push(known ?? { kind: "words", text: parts[at] ?? "" });
    at += known ? length + 1 : 1;
  }
  const count = (kind: Chunk["kind"]) => chunks.filter((chunk) => chunk.kind === kind).length;
  // A year that something follows is no end of a date.
  const lostYear = chunks.some((chunk) => chunk.kind === "words" && /^\d{4}\b/.test(chunk.text));
  if (chunks.length > 1 && !lostYear && count("words") <= 1 && count("authors") + count("date") > 0)
    return chunks;
  const rest = /^(?<authors>\S+\s\p{L}+)\s(?<date>.+)$/u.exec(text)?.groups;
  const authors = rest && knownChunk(rest["authors"] ?? "");
  const date = rest && knownChunk(rest["date"] ?? "");
  if (authors?.kind === "authors" && date?.kind === "date") return [authors, date];
  return [{ kind: "words", text }];
}

/** `| a | b |`: a row of a table in Markdown. */
export function isTableRow(line: string): boolean {
  return /^\|.*\|$/.test(line);
}
