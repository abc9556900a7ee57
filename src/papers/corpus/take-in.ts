import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { MergeNote } from "./merge-pages.ts";
import type { Arriving, KeptEntry, KeptPage } from "./kept-pages.ts";
import { mergeIn } from "./merge-in.ts";
import { type Entry, isSavedPage, type PageHead, type Snapshot } from "../paper.ts";
import type { EntryExchange, PaperStore } from "./paper-store.ts";
import { createSlices } from "./slices.ts";

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

/**
 * Changes the corpus from the files it was made of to these, which are all there are. Only what
 * differs is worked on, a little at a time: people wait for answers meanwhile. Interrupted anywhere,
 * also by `signal`, the next call goes on. Returns the pages that are other than before, with the
 * problems of reading and merging.
 */
export async function takeInFiles(
  pages: readonly Snapshot[],
  paperStore: PaperStore,
  signal?: AbortSignal,
): Promise<Snapshot[]> {
  return await takeInPages(readFilesOf(pages), paperStore, signal);
}

/** The same, of pages that were marked already. */
export async function takeInPages(
  { pages, unread }: ReadFiles,
  paperStore: PaperStore,
  signal?: AbortSignal,
): Promise<Snapshot[]> {
  const files = (await paperStore.pages()).filter(({ head }) => isSavedPage(head));
  const kept = new Map(files.map((page) => [placeOf(page), page]));
  const changed: Snapshot[] = [];
  for (const { snapshot, ...page } of pages) {
    const place = placeOf(page);
    const before = kept.get(place);
    kept.delete(place);
    if (!snapshot || before?.mark === page.mark) continue;
    const notes = await takePage(snapshot, page, before, paperStore, signal);
    const problems = [...snapshot.problems, ...notes.map(({ problem }) => problem)];
    changed.push({ ...snapshot, problems });
  }
  // After all that came: a file that was renamed shall not take its papers with it.
  for (const { id, file } of kept.values()) {
    if (unread.has(file)) continue;
    await exchange([], await allEntriesOf(id, paperStore), paperStore, signal);
    await paperStore.removePage(id);
  }
  return changed;
}

/** Numbers and marks pages. */
export function readFilesOf(pages: readonly Snapshot[]): ReadFiles {
  const read = pages.filter(({ unread }) => !unread);
  return {
    pages: numbered(read),
    unread: new Set(pages.filter(({ unread }) => unread).map(({ file }) => file)),
  };
}

/**
 * Adds a listing of a live source to what it gave before: what it lists no more, it listed once.
 * Returns the ids of papers that nobody knew.
 */
export async function takeInListing(listing: Snapshot, paperStore: PaperStore): Promise<string[]> {
  const kept = (await paperStore.pages()).find(({ file }) => file === listing.file);
  const id = await paperStore.openPage(headOf(listing), 0);
  const before = new Map(
    (kept ? await allEntriesOf(kept.id, paperStore) : []).map((one) => [nameOf(one.entry), one]),
  );
  const arriving: Coming[] = [];
  const slice = createSlices();
  for (const entry of eachOnce(listing.entries)) {
    const earlier = before.get(nameOf(entry));
    if (!earlier) arriving.push({ page: id, entry });
    else if (!isSame(earlier.entry, entry)) arriving.push({ page: id, entry, id: earlier.id });
    await slice();
  }
  const { fresh } = await exchange(arriving, [], paperStore);
  await paperStore.closePage(id, READING_VERSION);
  return fresh;
}

/** The first of each name: only one can take the place of an earlier one. */
function eachOnce(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => seen.size < seen.add(nameOf(entry)).size);
}

/** Merges anew what live sources gave to another version of Paperboy. */
export async function renewListings(paperStore: PaperStore, signal?: AbortSignal): Promise<void> {
  for (const page of await paperStore.pages()) {
    if (isSavedPage(page.head) || page.mark === READING_VERSION) continue;
    await exchange(await allEntriesOf(page.id, paperStore), [], paperStore, signal);
    await paperStore.closePage(page.id, READING_VERSION);
  }
}

/** To be raised whenever pages are read, or papers merged or analysed, in another way. */
const READING_VERSION = "3";

function* numbered(pages: readonly Snapshot[]): Generator<FilePage> {
  const counts = new Map<string, number>();
  for (const snapshot of pages) {
    const { file } = snapshot;
    const number = counts.get(file) ?? 0;
    counts.set(file, number + 1);
    yield { file, number, mark: markOf(snapshot), snapshot };
  }
}

type Coming = EntryExchange["arriving"][number];

async function takePage(
  page: Snapshot,
  { number, mark }: Pick<FilePage, "number" | "mark">,
  before: KeptPage | undefined,
  paperStore: PaperStore,
  signal: AbortSignal | undefined,
): Promise<MergeNote[]> {
  const kept = before ? await allEntriesOf(before.id, paperStore) : [];
  const id = await paperStore.openPage(headOf(page), number);
  const isAsBefore =
    before?.mark?.startsWith(`${READING_VERSION}:`) && isSame(before.head, headOf(page));
  const byText = new Map<string, KeptEntry[]>();
  const slice = createSlices();
  for (const one of kept) {
    const text = textOf(one.entry);
    const alike = byText.get(text);
    if (alike) alike.push(one);
    else byText.set(text, [one]);
    await slice();
  }
  const arriving: Coming[] = [];
  for (const entry of page.entries) {
    const same = byText.get(textOf(entry))?.shift();
    if (!same) arriving.push({ page: id, entry });
    else if (!isAsBefore || same.entry.line !== entry.line)
      arriving.push({ page: id, entry, id: same.id });
    await slice();
  }
  const { notes } = await exchange(arriving, [...byText.values()].flat(), paperStore, signal);
  await paperStore.closePage(id, mark);
  return notes.filter((note) => note.page === id);
}

/** All that an entry says, wherever it stands. */
function textOf(entry: Entry): string {
  return JSON.stringify({ ...entry, line: 0 });
}

const ENTRIES_PER_READ = 200;

/** As `PaperStore.entriesOf`, with others' turns in between. */
async function allEntriesOf(pageId: number, paperStore: PaperStore): Promise<KeptEntry[]> {
  const all: KeptEntry[] = [];
  for (;;) {
    const some = await paperStore.entriesOf(pageId, {
      after: all.at(-1)?.id ?? 0,
      limit: ENTRIES_PER_READ,
    });
    all.push(...some);
    if (some.length < ENTRIES_PER_READ) return all;
    await setImmediate();
  }
}

/**
 * What one transaction should compute: few notice that. How long the disk then takes says nothing of
 * that; it is waited for once in a transaction, so a slow one wants few of them.
 */
const MAX_TRANSACTION_MS = 15;
const MAX_ENTRIES_PER_TRANSACTION = 200;

/** An entry costs something however short it is, and more the longer it is. */
const LEAST_WEIGHT = 500;
const FIRST_WEIGHT = 4000;
const MAX_GROWTH = 4;

async function exchange(
  arriving: readonly Coming[],
  leaving: readonly KeptEntry[],
  paperStore: PaperStore,
  signal?: AbortSignal,
): Promise<{ fresh: string[]; notes: MergeNote[] }> {
  const fresh: string[] = [];
  const notes: MergeNote[] = [];
  const all: Change[] = [
    ...arriving.map((coming) => ({ coming, entry: coming.entry })),
    ...leaving.map(({ id, entry }) => ({ going: id, entry })),
  ];
  let most = FIRST_WEIGHT;
  for (let start = 0; start < all.length;) {
    signal?.throwIfAborted();
    const { some, weight } = weighOut(all, start, most);
    start += some.length;
    const merged = await paperStore.exchange(
      {
        arriving: some.flatMap(({ coming }) => coming ?? []),
        leaving: some.flatMap(({ going }) => going ?? []),
      },
      mergeIn,
    );
    fresh.push(...merged.fresh);
    notes.push(...merged.notes);
    const fitting = (weight * MAX_TRANSACTION_MS) / Math.max(merged.computedMs, 0.1);
    most = Math.min(most * MAX_GROWTH, Math.max(LEAST_WEIGHT, fitting));
    await setImmediate();
  }
  return { fresh, notes };
}

interface Change {
  coming?: Coming;
  /** The id of an entry. */
  going?: number;
  entry: Entry;
}

/** As many as weigh so much, and one at least. */
function weighOut(
  all: readonly Change[],
  start: number,
  most: number,
): { some: Change[]; weight: number } {
  let end = start;
  let weight = 0;
  while (end < all.length && end < start + MAX_ENTRIES_PER_TRANSACTION) {
    const next = weightOf(all[end]?.entry);
    if (end > start && weight + next > most) break;
    weight += next;
    end += 1;
  }
  return { some: all.slice(start, end), weight };
}

function weightOf(entry: Entry | undefined): number {
  return LEAST_WEIGHT + (entry?.title.length ?? 0) + (entry?.text?.length ?? 0);
}

/** What tells a page apart from all others. */
export function placeOf({ file, number }: Pick<FilePage, "file" | "number">): string {
  return `${number} ${file}`;
}

function nameOf({ arxivId, title }: Arriving["entry"]): string {
  return arxivId ?? title;
}

/** Another whenever a page is read to something else. */
function markOf({ entries, problems, ...head }: Snapshot): string {
  const hash = createHash("sha256").update(JSON.stringify(head));
  // Bit by bit: all of a large page together may be more than a string can be.
  for (const one of [...entries, ...problems]) hash.update(JSON.stringify(one));
  return `${READING_VERSION}:${hash.digest("base64")}`;
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
