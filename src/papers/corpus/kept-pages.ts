import type { Entry, PageHead } from "../paper.ts";

/** A page that was read, by its place: a file may hold several. */
export interface KeptPage {
  id: number;
  file: string;
  /** Its number within the file, from 0. */
  number: number;
  head: PageHead;
  /** What it was when all of it had been taken in; null where that was interrupted. */
  mark: string | null;
}

/** An entry that was read earlier. */
export interface KeptEntry {
  id: number;
  page: number;
  paperId: string;
  entry: Entry;
}

/** An entry that was not read before, and the id of its page. */
export interface Arriving {
  page: number;
  entry: Entry;
}
