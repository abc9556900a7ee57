import { createHash } from "node:crypto";
import type { Snapshot } from "../paper.ts";

/** A page of a file, as it is now. */
export interface FilePage {
  file: string;
  /** Its number within the file, from 0. */
  number: number;
  /** See `markOf`. */
  mark: string;
  /** Null where it is as it was kept under that mark. */
  snapshot: Snapshot | null;
}

/** What the files are that papers are read from. */
export interface ReadFiles {
  pages: Iterable<FilePage>;
  /** Names of files of which nothing can be said now: what they gave before stays. */
  unread: ReadonlySet<string>;
}

/** To be raised whenever pages are read, or papers merged or analysed, in another way. */
export const READING_VERSION = "4";

/** Numbers and marks pages. */
export function readFilesOf(pages: readonly Snapshot[]): ReadFiles {
  const read = pages.filter(({ unread }) => !unread);
  return {
    pages: numbered(read),
    unread: new Set(pages.filter(({ unread }) => unread).map(({ file }) => file)),
  };
}

/** What tells a page apart from all others. */
export function placeOf({ file, number }: Pick<FilePage, "file" | "number">): string {
  return `${number} ${file}`;
}

function* numbered(pages: readonly Snapshot[]): Generator<FilePage> {
  const counts = new Map<string, number>();
  for (const snapshot of pages) {
    const { file } = snapshot;
    const number = counts.get(file) ?? 0;
    counts.set(file, number + 1);
    yield { file, number, mark: markOf(snapshot), snapshot };
  }
}

/** Another whenever a page is read to something else. */
function markOf({ entries, problems, ...head }: Snapshot): string {
  const hash = createHash("sha256").update(JSON.stringify(head));
  // Bit by bit: all of a large page together may be more than a string can be.
  for (const one of [...entries, ...problems]) hash.update(JSON.stringify(one));
  return `${READING_VERSION}:${hash.digest("base64")}`;
}
