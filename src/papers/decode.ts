import type { Problem } from "./paper.ts";

export interface DecodedText {
  /** Without line ends, which are LF, CRLF and CR only. The first one is line 1. */
  lines: string[];
  problems: Problem[];
}

/** A single line longer than this is no listing any more; it is kept, but mentioned. */
const LONGEST_USUAL_LINE = 100_000;

/**
 * The lines of a saved page, whatever it was saved as: UTF-8, UTF-16 or Windows-1252. Characters
 * that nobody can see are taken out, since they would part titles that look the same and let a text
 * pose as another; every such loss is a problem.
 */
export function decode(bytes: Uint8Array): DecodedText {
  const { text, lossy, problem } = decodeBytes(bytes);
  if (isBinary(text, lossy)) {
    const done = "Left the file out";
    return { lines: [], problems: [{ line: null, what: "This is not text", done }] };
  }
  const problems: Problem[] = problem ? [{ line: null, ...problem }] : [];
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((line, index) => cleanLine(line, index + 1, lossy, problems));
  return { lines, problems };
}

interface DecodedBytes {
  text: string;
  /** Whether � stands for bytes that could not be read. */
  lossy: boolean;
  problem?: { what: string; done: string };
}

function decodeBytes(bytes: Uint8Array): DecodedBytes {
  const utf16 = utf16Of(bytes);
  if (utf16) {
    const text = new TextDecoder(utf16.encoding).decode(bytes);
    const lossy = text.includes("\uFFFD");
    if (utf16.marked) return { text, lossy };
    const problem = { what: "UTF-16 without a mark that says so", done: "Read as UTF-16" };
    return { text, lossy, problem };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), lossy: false };
  } catch {
    if (!looksLikeWindows1252(bytes))
      return { text: new TextDecoder("utf-8").decode(bytes), lossy: true };
    const problem = { what: "Not UTF-8", done: "Read as Windows-1252" };
    return { text: new TextDecoder("windows-1252").decode(bytes), lossy: false, problem };
  }
}

/** By the byte order mark, or by the zeros that English text has in every other byte. */
function utf16Of(bytes: Uint8Array): { encoding: "utf-16le" | "utf-16be"; marked: boolean } | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", marked: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", marked: true };
  const sample = bytes.subarray(0, 4096);
  const pairs = Math.floor(sample.length / 2);
  let zerosAtEven = 0;
  let zerosAtOdd = 0;
  for (let i = 0; i < pairs; i++) {
    if (sample[2 * i] === 0) zerosAtEven++;
    if (sample[2 * i + 1] === 0) zerosAtOdd++;
  }
  if (zerosAtOdd > pairs * 0.6 && zerosAtEven < pairs * 0.1)
    return { encoding: "utf-16le", marked: false };
  if (zerosAtEven > pairs * 0.6 && zerosAtOdd < pairs * 0.1)
    return { encoding: "utf-16be", marked: false };
  return null;
}

/** The bullet of an author line and the dot before a date, as Windows-1252 writes them. */
const WINDOWS_1252_BULLET = /\x95 [\d.,]+ authors?[\r\n]/;
const WINDOWS_1252_DOT = /[\r\n]\xb7[\r\n]/;
const UTF8_SEQUENCE = /[\xc2-\xf4][\x80-\xbf]/;

function looksLikeWindows1252(bytes: Uint8Array): boolean {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (UTF8_SEQUENCE.test(raw)) return false;
  return WINDOWS_1252_BULLET.test(raw) || WINDOWS_1252_DOT.test(raw);
}

function isBinary(text: string, lossy: boolean): boolean {
  const sample = text.slice(0, 65_536);
  // Zeros are told apart: a file that was cut off in a crash may end in many.
  const strange = sample.match(lossy ? /[^\P{Cc}\s\0]|\uFFFD/gu : /[^\P{Cc}\s\0]/gu);
  return (strange?.length ?? 0) > sample.length / 10 && sample.length > 32;
}

const CONTROL = /[^\P{Cc}\t]/gu;
/** Controls that stood for a blank or a new line: vertical tab, form feed, next line. */
const BLANK_CONTROL = /[\v\f\u0085]/g;
/** Direction marks, zero-width blanks, soft hyphens, tags. */
const INVISIBLE =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;
/** Joiners mean something between letters of Arabic or Indian scripts and in emoji; not here. */
const IDLE_JOINER =
  /(?<![^\p{Script=Latin}\p{N}\p{P}\s\u200C\u200D])[\u200C\u200D]|[\u200C\u200D](?![^\p{Script=Latin}\p{N}\p{P}\s\u200C\u200D])/gu;
const ANYTHING_ODD =
  /[^\P{Cc}\t]|[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFFD\u{E0000}-\u{E007F}]/u;

function cleanLine(line: string, number: number, lossy: boolean, problems: Problem[]): string {
  if (line.length > LONGEST_USUAL_LINE)
    problems.push({
      line: number,
      what: `A line of ${line.length} characters`,
      done: "Kept it whole",
    });
  if (!ANYTHING_ODD.test(line)) return line;
  if (lossy && line.includes("\uFFFD"))
    problems.push({
      line: number,
      what: "Bytes that are no character",
      done: "Put � in their place",
    });
  const removed = new Set<string>();
  let count = 0;
  const remove = (instead: string) => (found: string) => {
    removed.add(found);
    count++;
    return instead;
  };
  const clean = line
    .replace(BLANK_CONTROL, remove(" "))
    .replace(CONTROL, remove(""))
    .replace(INVISIBLE, remove(""))
    .replace(IDLE_JOINER, remove(""));
  if (count > 0) {
    const what = count === 1 ? "An invisible character" : `${count} invisible characters`;
    problems.push({ line: number, what: `${what} (${namesOf(removed)})`, done: "Taken out" });
  }
  return clean;
}

function namesOf(characters: Set<string>): string {
  const names = Array.from(
    characters,
    (character) => `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`,
  );
  return names.length > 5 ? `${names.slice(0, 5).join(", ")}, …` : names.join(", ");
}
