import { readDate } from "../dates.ts";
import type { Line } from "./lines/line.ts";

/** One listing page: what its furniture says, and the lines below. A file may hold several. */
export interface RawPage {
  firstLine: number;
  /** Whether any furniture was there. */
  furnished: boolean;
  textKind: "abstract" | "summary";
  /** The day of the saving, where the furniture leaves no doubt that it is one. */
  savedOn: Line | null;
  lines: Line[];
}

/** In the order in which pages show it. A page's own day comes after the byline. */
const FURNITURE = ["new", "invitation", "subscribe", "name", "byline", "summaries"] as const;
type Furniture = (typeof FURNITURE)[number];

const WORDS: Record<Furniture, RegExp> = {
  new: /^new$/i,
  invitation: /^get trending papers in your email inbox!?$/i,
  subscribe: /^subscribe$/i,
  name: /^daily papers$/i,
  byline: /^by ?AK\b.{0,60}$/,
  summaries: /^summaries by paperboy$/i,
};

/** What a line ends with where a page was appended to one that has no newline at its end. */
const GLUED_ON =
  /(?<=\S)(?:new|Subscribe|Daily Papers|Get trending papers in your email inbox!|by ?AK and the research community)$/;

/**
 * Parts a file into its pages. Furniture is told by its words, at the top of a page only: below the
 * byline the same words are titles. A page inside the file begins where several lines of furniture
 * follow each other in their order.
 */
export function splitPages(rawLines: string[]): RawPage[] {
  const lines = unglue(markFrontMatter(notBlank(rawLines)));
  const pages: RawPage[] = [];
  let at = 0;
  while (at < lines.length || pages.length === 0) {
    const { page, next } = readFurniture(lines, at);
    let end = next;
    while (end < lines.length && !beginsPage(lines, end)) end++;
    page.lines = lines.slice(next, end);
    pages.push(page);
    at = end;
  }
  return pages;
}

/** What mail puts before each line of what it quotes. */
const QUOTE = /^\s*(?:>(?:\s|$))+/;
/** A picture in Markdown, as before the name of who wrote something. */
const PICTURE = /!\[[^[\]]{0,200}\]\([^\s()]{0,1000}\)\s?/g;

/** How Markdown and HTML write the end of a line. */
const HARD_BREAK = /(?<=[^\\\s]\s?)(?:\\|(?:<br ?\/?>)+)$/i;
/** Signs of metadata, where a program left them as HTML has them. */
const REFERENCE = /&(?:(bull|#8226)|(middot|#183)|nbsp|#160);/g;
const LONGEST_WITH_REFERENCES = 120;

/** Without pictures, line breaks and the like; a line of nothing else stays. */
function withoutMarkup(line: string): string {
  let plain = line.includes("![") ? line.replace(PICTURE, "").trim() : line;
  if (/[\\>]$/.test(line)) plain = plain.replace(HARD_BREAK, "").trim();
  if (plain.includes("&") && plain.length <= LONGEST_WITH_REFERENCES)
    plain = plain.replace(REFERENCE, (_, bullet, dot) => (bullet ? "•" : dot ? "·" : " ")).trim();
  return plain === line || /[\p{L}\p{N}·]/u.test(plain) ? plain : line;
}

const FRONT_MATTER_LINE = /^(?:[\w-]+:(?:\s|$)|-\s|\[\[)/;
const MAX_FRONT_MATTER = 60;

/** Marks what stands between two rules at the top of a file, each line a name and a value. */
function markFrontMatter(lines: Line[]): Line[] {
  if (lines[0]?.text !== "---") return lines;
  const end = lines.findIndex(({ text }, at) => at > 0 && /^(?:---|\.\.\.)$/.test(text));
  const isFrontMatter =
    end > 1 &&
    end <= MAX_FRONT_MATTER &&
    lines.slice(1, end).every(({ text }) => FRONT_MATTER_LINE.test(text));
  if (!isFrontMatter) return lines;
  return lines.map((line, at) => (at > 0 && at < end ? { ...line, isFrontMatter } : line));
}

function notBlank(rawLines: string[]): Line[] {
  const lines: Line[] = [];
  let gap = true;
  const isQuoted = rawLines.every((raw) => raw.trim() === "" || QUOTE.test(raw));
  for (const [index, raw] of rawLines.entries()) {
    const text = withoutMarkup((isQuoted ? raw.replace(QUOTE, "") : raw).trim());
    if (text !== "") lines.push({ number: index + 1, text, gap });
    gap = text === "";
  }
  return lines;
}

/** `Mar 22, 2024new` is what `cat a.txt b.txt` makes of two pages. */
function unglue(lines: Line[]): Line[] {
  return lines.flatMap((line, index) => {
    const glued = GLUED_ON.exec(line.text.slice(-80));
    if (!glued) return [line];
    const word = { number: line.number, text: glued[0], gap: false };
    if (!beginsPage([word, ...lines.slice(index + 1, index + 8)], 0)) return [line];
    return [{ ...line, text: line.text.slice(0, -word.text.length).trim() }, word];
  });
}

function furnitureOf(line: Line): Furniture | null {
  // Pages saved as Markdown have heading marks, and stars around what was bold.
  const words = line.text.slice(0, 120).replace(/^#{1,6}\s+|^[*_]{1,2}|[*_]{1,2}$/g, "");
  return FURNITURE.find((kind) => WORDS[kind].test(words)) ?? null;
}

/** Whether the line says whose words the texts of its page are. */
export function saysSummaries(line: Line): boolean {
  return furnitureOf(line) === "summaries";
}

function isDayOfSaving(line: Line | undefined): boolean {
  const date = line && readDate(line.text);
  return Boolean(date) && date?.comments === null;
}

/** Whether a run of furniture begins here that cannot be a title and its text. */
function beginsPage(lines: Line[], at: number): boolean {
  let length = 0;
  let place = -1;
  let invites = false;
  let names = false;
  let unmistakable = false;
  for (const line of lines.slice(at, at + FURNITURE.length + 1)) {
    const kind = furnitureOf(line);
    if (kind === null) {
      if (unmistakable && place >= FURNITURE.indexOf("byline") && isDayOfSaving(line)) length++;
      break;
    }
    if (FURNITURE.indexOf(kind) <= place) break;
    place = FURNITURE.indexOf(kind);
    invites ||= kind === "invitation";
    names ||= kind === "name";
    // An invitation alone may stand between entries.
    unmistakable ||= kind === "byline" || (invites && names);
    length++;
  }
  return unmistakable && length >= 2;
}

function readFurniture(lines: Line[], from: number): { page: RawPage; next: number } {
  const page: RawPage = {
    firstLine: lines[from]?.number ?? 1,
    furnished: false,
    textKind: "abstract",
    savedOn: null,
    lines: [],
  };
  const seen = new Set<Furniture>();
  let at = from;
  for (let line = lines[at]; line !== undefined; line = lines[++at]) {
    const kind = furnitureOf(line);
    if (kind === null) {
      // Otherwise it may be a title; the reader of the entries finds out.
      const below = lines[at + 1];
      const certain = below !== undefined && furnitureOf(below) === "summaries";
      if (page.savedOn !== null || !certain || seen.has("summaries") || !isDayOfSaving(line)) break;
      page.savedOn = line;
      continue;
    }
    if (seen.has(kind) || (seen.has("byline") && kind !== "summaries")) break;
    seen.add(kind);
  }
  page.furnished = seen.size > 0;
  if (seen.has("summaries")) page.textKind = "summary";
  return { page, next: at };
}
