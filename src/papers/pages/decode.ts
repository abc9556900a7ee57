import type { Problem } from "../paper.ts";

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
    const done = "Left out the file";
    return { lines: [], problems: [{ line: null, what: "This isn't text", done }] };
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
    const problem = { what: "UTF-16 without a byte order mark", done: "Read as UTF-16" };
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

/** By the byte order mark, or by its line ends, which have a zero beside them. */
function utf16Of(bytes: Uint8Array): { encoding: "utf-16le" | "utf-16be"; marked: boolean } | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", marked: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", marked: true };
  const sample = bytes.subarray(0, 65_536);
  const pairs = Math.floor(sample.length / 2);
  let zerosAtEven = 0;
  let zerosAtOdd = 0;
  let endsLow = 0;
  let endsHigh = 0;
  let ends = 0;
  for (let i = 0; i < pairs; i++) {
    const [even, odd] = [sample[2 * i], sample[2 * i + 1]];
    if (even === 0) zerosAtEven++;
    if (odd === 0) zerosAtOdd++;
    if (even === 0x0a || odd === 0x0a) ends++;
    if (even === 0x0a && odd === 0) endsLow++;
    if (even === 0 && odd === 0x0a) endsHigh++;
  }
  // English has a zero in every other byte; of other writings hardly more than the line ends do,
  // and their bytes are no UTF-8.
  const isOther = ends > 1 && !isUtf8(sample);
  if ((zerosAtOdd > pairs * 0.6 && zerosAtEven < pairs * 0.1) || (isOther && endsLow > ends * 0.7))
    return { encoding: "utf-16le", marked: false };
  if ((zerosAtEven > pairs * 0.6 && zerosAtOdd < pairs * 0.1) || (isOther && endsHigh > ends * 0.7))
    return { encoding: "utf-16be", marked: false };
  return null;
}

/** A character that the end of a sample cuts in two does not count. */
function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The bullet of an author line and the dot before a date, as Windows-1252 writes them. */
const WINDOWS_1252_BULLET = /\x95 [\d.,]+ authors?[\r\n]/;
const WINDOWS_1252_DOT = /[\r\n]\xb7[\r\n]/;
/** A letter with an accent among letters, as in “café”; curly quotes and dashes at words. */
const WINDOWS_1252_WORD =
  /[A-Za-z][\xdf-\xf6\xf8-\xff](?=[\s.,;:!?)A-Za-z-]|$)|(?<=[\s(]|^)[\xc0-\xd6\xd8-\xde\xe0-\xf6\xf8-\xff][a-z]|[A-Za-z]\x92[a-z]|\x93[A-Za-z]|[A-Za-z.]\x94|\s[\x96\x97]\s|\s[\x95\xb7]\s/g;
const HIGH = /[\x80-\xff]/g;
const UTF8_SEQUENCE = /[\xc2-\xf4][\x80-\xbf]/;

function looksLikeWindows1252(bytes: Uint8Array): boolean {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (UTF8_SEQUENCE.test(raw)) return false;
  const words = raw.match(WINDOWS_1252_WORD)?.length ?? 0;
  if (words > 0 && words >= (raw.match(HIGH)?.length ?? 0) * 0.7) return true;
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
      what: "Bytes that aren't valid text",
      done: "Replaced with �",
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
    problems.push({ line: number, what: `${what} (${namesOf(removed)})`, done: "Removed" });
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
