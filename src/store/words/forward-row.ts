import { FIELDS } from "../../search/words/paper-fields.ts";
import type { ForwardRow } from "../../search/index/stored/word-store.ts";

/** Three numbers for each of `FIELDS`: its words, its compounds, its length. The words follow. */
const NUMBERS_IN_HEADER = 3 * FIELDS.length;

/** Where the terms of a row are kept until they have numbers. */
export interface KeptRow {
  from: number;
  to: number;
}

/** The rows of one transaction, one behind the other: as each gets memory of its own, that takes longer than to fill it. */
export interface ForwardRows {
  /** A row begins, and what has not ended is forgotten. */
  begin(): void;
  /** The next word of the field, and of its compounds: by the place of a term. */
  word(term: number): void;
  joined(term: number): void;
  /** The fields come in their order. */
  endField(length: number): void;
  end(): KeptRow;
  /**
   * The bytes in which a `ForwardRow` is kept, once and until the next: of this machine's order, for the file never leaves it.
   * The numbers of its terms are given by `idOf`.
   */
  row(kept: KeptRow, idOf: (term: number) => number): Uint8Array;
  clear(): void;
}

export function createForwardRows(): ForwardRows {
  let numbers = new Uint32Array(FIRST_NUMBERS);
  let [begun, next, field, fieldBegan] = [0, 0, 0, 0];
  let compounds: number[] = [];

  function add(number: number): void {
    if (next === numbers.length) {
      const longer = new Uint32Array(2 * next);
      longer.set(numbers);
      numbers = longer;
    }
    numbers[next] = number;
    next += 1;
  }

  return {
    begin() {
      next = begun;
      field = 0;
      for (let i = 0; i < NUMBERS_IN_HEADER; i++) add(0);
      fieldBegan = next;
    },
    word: add,
    joined(term) {
      compounds.push(term);
    },
    endField(length) {
      const header = begun + 3 * field;
      numbers[header] = next - fieldBegan;
      numbers[header + 1] = compounds.length;
      numbers[header + 2] = length;
      for (const term of compounds) add(term);
      if (compounds.length > 0) compounds = [];
      field += 1;
      fieldBegan = next;
    },
    end() {
      const row = { from: begun, to: next };
      begun = next;
      return row;
    },
    row({ from, to }, idOf) {
      for (let at = from + NUMBERS_IN_HEADER; at < to; at++) numbers[at] = idOf(numbers[at] ?? 0);
      return new Uint8Array(numbers.buffer, 4 * from, 4 * (to - from));
    },
    clear() {
      [begun, next, compounds] = [0, 0, []];
    },
  };
}

const FIRST_NUMBERS = 4096;

export function readForwardRow(bytes: Uint8Array): ForwardRow {
  const numbers = numbersIn(bytes);
  let at = NUMBERS_IN_HEADER;
  const next = (length: number) => numbers.subarray(at, (at += length));
  const [title, text, organisation] = FIELDS.map((_, i) => ({
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
