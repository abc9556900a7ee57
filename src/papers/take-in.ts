import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { MergeNote } from "./merge-pages.ts";
import { type Arriving, mergeIn } from "./merge-in.ts";
import type { Entry, Snapshot } from "./paper.ts";
import type { Exchange, KeptEntry, KeptPage, PageHead, Shelf } from "./shelf.ts";

/**
 * Changes the corpus from the files it was made of to these, which are all there are. Only what
 * differs is worked on, a little at a time: people wait for answers meanwhile. Interrupted anywhere,
 * the next call goes on. Returns the pages that are other than before, with the problems of reading
 * and merging.
 */
export async function takeInFiles(pages: readonly Snapshot[], shelf: Shelf): Promise<Snapshot[]> {
  const files = (await shelf.pages()).filter(({ head }) => isFile(head));
  const kept = new Map(files.map((page) => [placeOf(page.file, page.number), page]));
  const changed: Snapshot[] = [];
  for (const [place, page] of numbered(pages)) {
    const before = kept.get(place);
    kept.delete(place);
    const mark = markOf(page);
    if (before?.mark === mark) continue;
    const notes = await takePage(page, Number.parseInt(place), before, shelf);
    const problems = [...page.problems, ...notes.map(({ problem }) => problem)];
    changed.push({ ...page, problems });
  }
  // After all that came: a file that was renamed shall not take its papers with it.
  for (const { id } of kept.values()) {
    await exchange([], await shelf.entriesOf(id), shelf);
    await shelf.removePage(id);
  }
  return changed;
}

/**
 * Adds a listing of a live source to what it gave before: what it lists no more, it listed once.
 * Returns the ids of papers that nobody knew.
 */
export async function takeInListing(listing: Snapshot, shelf: Shelf): Promise<string[]> {
  const kept = (await shelf.pages()).find(({ file }) => file === listing.file);
  const id = await shelf.openPage(headOf(listing), 0);
  const before = new Map(
    (kept ? await shelf.entriesOf(kept.id) : []).map((one) => [nameOf(one.entry), one]),
  );
  const arriving = eachOnce(listing.entries).flatMap((entry): Exchange["arriving"] => {
    const earlier = before.get(nameOf(entry));
    if (!earlier) return [{ page: id, entry }];
    return isSame(earlier.entry, entry) ? [] : [{ page: id, entry, id: earlier.id }];
  });
  const { fresh } = await exchange(arriving, [], shelf);
  await shelf.closePage(id, VERSION);
  return fresh;
}

/** The first of each name: only one can take the place of an earlier one. */
function eachOnce(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => seen.size < seen.add(nameOf(entry)).size);
}

/** Merges anew what live sources gave to another version of Paperboy. */
export async function renewListings(shelf: Shelf): Promise<void> {
  for (const page of await shelf.pages()) {
    if (isFile(page.head) || page.mark === VERSION) continue;
    await exchange(await shelf.entriesOf(page.id), [], shelf);
    await shelf.closePage(page.id, VERSION);
  }
}

/** To be raised whenever pages are read, or papers merged or analysed, in another way. */
const VERSION = "2";

/** By number within the file, and file. */
function numbered(pages: readonly Snapshot[]): Map<string, Snapshot> {
  const counts = new Map<string, number>();
  return new Map(
    pages.map((page) => {
      const number = counts.get(page.file) ?? 0;
      counts.set(page.file, number + 1);
      return [placeOf(page.file, number), page];
    }),
  );
}

async function takePage(
  page: Snapshot,
  number: number,
  before: KeptPage | undefined,
  shelf: Shelf,
): Promise<MergeNote[]> {
  const kept = before ? await shelf.entriesOf(before.id) : [];
  const id = await shelf.openPage(headOf(page), number);
  const isAsBefore = before?.mark?.startsWith(`${VERSION}:`) && isSame(before.head, headOf(page));
  const byText = Map.groupBy(kept, ({ entry }) => JSON.stringify({ ...entry, line: 0 }));
  const arriving = page.entries.flatMap((entry): Exchange["arriving"] => {
    const same = byText.get(JSON.stringify({ ...entry, line: 0 }))?.shift();
    if (!same) return [{ page: id, entry }];
    return isAsBefore && same.entry.line === entry.line ? [] : [{ page: id, entry, id: same.id }];
  });
  const { notes } = await exchange(arriving, [...byText.values()].flat(), shelf);
  await shelf.closePage(id, markOf(page));
  return notes.filter((note) => note.page === id);
}

/** What one transaction should take: the longest that nobody notices. */
const MOST_MS = 8;
const MOST_AT_ONCE = 200;

async function exchange(
  arriving: Exchange["arriving"],
  leaving: readonly KeptEntry[],
  shelf: Shelf,
): Promise<{ fresh: string[]; notes: MergeNote[] }> {
  const all = [
    ...arriving.map((entry) => ({ arriving: [entry], leaving: [] })),
    ...leaving.map(({ id }) => ({ arriving: [], leaving: [id] })),
  ];
  const fresh: string[] = [];
  const notes: MergeNote[] = [];
  let size = 2;
  for (let start = 0; start < all.length;) {
    const some = all.slice(start, start + size);
    start += some.length;
    const began = performance.now();
    const merged = await shelf.exchange(
      {
        arriving: some.flatMap((one): Exchange["arriving"] => one.arriving),
        leaving: some.flatMap((one): number[] => one.leaving),
      },
      mergeIn,
    );
    fresh.push(...merged.fresh);
    notes.push(...merged.notes);
    const took = performance.now() - began;
    size = Math.min(MOST_AT_ONCE, Math.max(1, Math.round((size * MOST_MS) / Math.max(took, 1))));
    await setImmediate();
  }
  return { fresh, notes };
}

function isFile({ origin = "pages" }: PageHead): boolean {
  return origin === "pages";
}

function placeOf(file: string, number: number): string {
  return `${number} ${file}`;
}

function nameOf({ arxivId, title }: Arriving["entry"]): string {
  return arxivId ?? title;
}

function markOf(page: Snapshot): string {
  return `${VERSION}:${createHash("sha256").update(JSON.stringify(page)).digest("base64")}`;
}

function headOf({ file, origin, savedOn, textKind, year }: Snapshot): PageHead {
  return {
    file,
    ...(origin && { origin }),
    savedOn,
    textKind,
    ...(year && { year }),
  };
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
