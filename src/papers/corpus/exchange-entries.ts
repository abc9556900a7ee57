import { setImmediate } from "node:timers/promises";
import type { Entry } from "../paper.ts";
import type { KeptEntry } from "./kept-pages.ts";
import { mergeIn } from "./merge-in.ts";
import type { MergeNote } from "./merge-pages.ts";
import type { EntryExchange, PaperStore } from "./paper-store.ts";
import { createSlices } from "./slices.ts";

export type Coming = EntryExchange["arriving"][number];

/**
 * What one transaction should compute: whoever wants to write waits so long. To read what comes is most of that,
 * and others have their turn in between. How long the disk then takes says nothing of that; it is waited for
 * once in a transaction, as most words and pages of the index are written once in it, so it wants few of them.
 */
const MAX_TRANSACTION_MS = 80;
const MAX_ENTRIES_PER_TRANSACTION = 200;
/** What is written at the end of a transaction cannot be parted, and takes longer than this. */
const SLICE_MS = 10;

/** An entry costs something however short it is, and more the longer it is. */
const LEAST_WEIGHT = 500;
const FIRST_WEIGHT = 4000;
const MAX_GROWTH = 4;

/** Hands entries over to the store, in as many transactions as that takes. */
export async function exchangeEntries(
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
      createSlices(SLICE_MS),
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
