import type { Field } from "../../search/words/paper-fields.ts";
import type { ForwardRow } from "../../search/index/stored/word-store.ts";

/** In this order a row has its fields: the bytes in a file depend on it. */
const ROW_FIELDS = ["title", "text", "organisation"] as const satisfies Field[];

/** Three numbers for each field: its words, its compounds, its length. The words follow. */
const NUMBERS_IN_HEADER = 3 * ROW_FIELDS.length;

/** What `ForwardField` has, to be written. */
export interface FieldTerms {
  words: number[];
  joined: number[];
  length: number;
}

/**
 * The bytes in which a `ForwardRow` is kept: of this machine's order, for the file never leaves it. The numbers of
 * its terms are given by `idOf`.
 */
export function writeForwardRow(
  row: Record<Field, FieldTerms>,
  idOf: (term: number) => number,
): Uint8Array {
  const fields = ROW_FIELDS.map((field) => row[field]);
  const terms = fields.reduce((sum, { words, joined }) => sum + words.length + joined.length, 0);
  const numbers = new Uint32Array(NUMBERS_IN_HEADER + terms);
  let header = 0;
  let at = NUMBERS_IN_HEADER;
  for (const { words, joined, length } of fields) {
    for (const number of [words.length, joined.length, length]) numbers[header++] = number;
    for (const term of words) numbers[at++] = idOf(term);
    for (const term of joined) numbers[at++] = idOf(term);
  }
  return new Uint8Array(numbers.buffer);
}

export function readForwardRow(bytes: Uint8Array): ForwardRow {
  const numbers = numbersIn(bytes);
  let at = NUMBERS_IN_HEADER;
  const next = (length: number) => numbers.subarray(at, (at += length));
  const [title, text, organisation] = ROW_FIELDS.map((_, i) => ({
    words: next(numbers[3 * i] ?? 0),
    joined: next(numbers[3 * i + 1] ?? 0),
    length: numbers[3 * i + 2] ?? 0,
  }));
  if (!title || !text || !organisation) throw new RangeError("A row has three fields");
  return { title, text, organisation };
}

function numbersIn(bytes: Uint8Array): Uint32Array {
  // What the driver gives may begin anywhere; numbers have to begin at a multiple of four.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}
