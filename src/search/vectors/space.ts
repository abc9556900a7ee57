import { createSlices } from "../../papers/corpus/slices.ts";

/** The vectors of papers in memory, all of one length. */
export interface VectorSpace {
  readonly size: number;
  /** How many numbers a vector has; null where there are none yet. */
  readonly length: number | null;
  /** In place of the one that the paper had. One of another length is left out. */
  set(paperId: string, vector: Int8Array): void;
  vectorOf(paperId: string): Int8Array | undefined;
  /** How near all papers are, in slices. Null where they can't be compared with it, or became others meanwhile. */
  compare(vector: Int8Array): Promise<Nearness | null>;
  clear(): void;
}

/** How near papers are to something: the cosine of the angle between the two, by row. */
export interface Nearness {
  paperIds: readonly string[];
  cosines: Float32Array;
  rowOf: (paperId: string) => number | undefined;
}

/** Memory is taken for so many papers at once. */
const ROWS_IN_BLOCK = 1024;
/** What is compared before the clock is looked at. */
const ROWS_AT_ONCE = 64;
/** Nobody else waits longer for the processor. */
const SLICE_MS = 10;

export function createSpace(): VectorSpace {
  let length: number | null = null;
  let paperIds: string[] = [];
  let rows = new Map<string, number>();
  let blocks: Int8Array[] = [];
  let sizes: Float32Array[] = [];

  const place = (row: number) => {
    const start = (row % ROWS_IN_BLOCK) * (length ?? 0);
    return { block: Math.floor(row / ROWS_IN_BLOCK), start, end: start + (length ?? 0) };
  };

  function rowFor(paperId: string): number {
    const known = rows.get(paperId);
    if (known !== undefined) return known;
    const row = paperIds.push(paperId) - 1;
    rows.set(paperId, row);
    if (row % ROWS_IN_BLOCK === 0) {
      blocks.push(new Int8Array(ROWS_IN_BLOCK * (length ?? 0)));
      sizes.push(new Float32Array(ROWS_IN_BLOCK));
    }
    return row;
  }

  return {
    get size() {
      return paperIds.length;
    },
    get length() {
      return length;
    },
    set(paperId, vector) {
      length ??= vector.length;
      if (vector.length !== length) return;
      const row = rowFor(paperId);
      const { block, start } = place(row);
      blocks[block]?.set(vector, start);
      const size = sizes[block];
      if (size) size[row % ROWS_IN_BLOCK] = Math.sqrt(product(vector, vector, 0));
    },
    vectorOf(paperId) {
      const row = rows.get(paperId);
      if (row === undefined) return undefined;
      const { block, start, end } = place(row);
      return blocks[block]?.subarray(start, end);
    },
    async compare(vector) {
      if (vector.length !== length || paperIds.length === 0) return null;
      const compared = { paperIds, rows, blocks, sizes };
      // What comes meanwhile is not looked at.
      const cosines = new Float32Array(paperIds.length);
      const own = Math.sqrt(product(vector, vector, 0));
      const giveWay = createSlices(SLICE_MS);
      for (let row = 0; row < cosines.length; row += ROWS_AT_ONCE) {
        const block = Math.floor(row / ROWS_IN_BLOCK);
        const [numbers, ofBlock] = [compared.blocks[block], compared.sizes[block]];
        const last = Math.min(row + ROWS_AT_ONCE, cosines.length);
        if (numbers && ofBlock)
          for (let at = row; at < last; at += 1) {
            const inBlock = at % ROWS_IN_BLOCK;
            const size = own * (ofBlock[inBlock] ?? 0);
            cosines[at] = product(vector, numbers, inBlock * length) / size;
          }
        await giveWay();
        if (compared.rows !== rows) return null;
      }
      return { paperIds: compared.paperIds, cosines, rowOf: (id) => compared.rows.get(id) };
    },
    clear() {
      length = null;
      paperIds = [];
      rows = new Map();
      blocks = [];
      sizes = [];
    },
  };
}

/** Of a vector with the one that begins at `start` in `others`. */
function product(vector: Int8Array, others: Int8Array, start: number): number {
  let sum = 0;
  // Whole numbers all along, which is twice as fast.
  for (let i = 0; i < vector.length; i += 1)
    sum = (sum + Math.imul(vector[i] ?? 0, others[start + i] ?? 0)) | 0;
  return sum;
}
