import { setImmediate } from "node:timers/promises";
import { type Entry, isSavedPage, type PageHead, type Snapshot } from "../paper.ts";
import { type Coming, exchangeEntries } from "./exchange-entries.ts";
import {
  type FilePage,
  placeOf,
  READING_VERSION,
  type ReadFiles,
  readFilesOf,
} from "./file-pages.ts";
import { nameInListing } from "./keys.ts";
import type { KeptEntry, KeptPage } from "./kept-pages.ts";
import type { MergeNote } from "./merge-pages.ts";
import type { PaperStore } from "./paper-store.ts";
import { createSlices } from "./slices.ts";

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
  // Last, so that the papers of a renamed file are in their new place before the old one goes.
  for (const { id, file } of kept.values()) {
    if (unread.has(file)) continue;
    await exchangeEntries([], await allEntriesOf(id, paperStore), paperStore, signal);
    await paperStore.removePage(id);
  }
  return changed;
}

/**
 * Adds a listing of a live source to what it gave before: what it lists no more, it listed once.
 * Returns the ids of papers that nobody knew.
 */
export async function takeInListing(listing: Snapshot, paperStore: PaperStore): Promise<string[]> {
  const kept = (await paperStore.pages()).find(({ file }) => file === listing.file);
  const id = await paperStore.openPage(headOf(listing), 0);
  const before = new Map(
    (kept ? await allEntriesOf(kept.id, paperStore) : []).map((one) => [
      nameInListing(one.entry),
      one,
    ]),
  );
  const arriving: Coming[] = [];
  const slice = createSlices();
  for (const entry of eachOnce(listing.entries)) {
    const earlier = before.get(nameInListing(entry));
    if (!earlier) arriving.push({ page: id, entry });
    else if (!isSame(earlier.entry, entry)) arriving.push({ page: id, entry, id: earlier.id });
    await slice();
  }
  const { fresh } = await exchangeEntries(arriving, [], paperStore);
  await paperStore.closePage(id, READING_VERSION);
  return fresh;
}

/** The first of each name: only one can take the place of an earlier one. */
function eachOnce(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => seen.size < seen.add(nameInListing(entry)).size);
}

/** Merges anew what live sources gave to another version of Paperboy. */
export async function renewListings(paperStore: PaperStore, signal?: AbortSignal): Promise<void> {
  for (const page of await paperStore.pages()) {
    if (isSavedPage(page.head) || page.mark === READING_VERSION) continue;
    await exchangeEntries(await allEntriesOf(page.id, paperStore), [], paperStore, signal);
    await paperStore.closePage(page.id, READING_VERSION);
  }
}

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
  const { notes } = await exchangeEntries(
    arriving,
    [...byText.values()].flat(),
    paperStore,
    signal,
  );
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

function headOf({
  file,
  origin,
  isAnswer,
  isArchive,
  savedOn,
  textKind,
  year,
}: Snapshot): PageHead {
  return {
    file,
    ...(origin && { origin }),
    ...(isAnswer && { isAnswer }),
    ...(isArchive && { isArchive }),
    savedOn,
    textKind,
    ...(year && { year }),
  };
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
