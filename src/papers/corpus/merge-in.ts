import { identify, type PlacedEntry } from "./identity.ts";
import { mergeWork } from "./merge.ts";
import type { MergeNote } from "./merge-pages.ts";
import type { Entry, PageHead, Paper, Snapshot } from "../paper.ts";
import type { Arriving, KeptEntry } from "./kept-pages.ts";

/** Everything that may turn out to be one work with the entries that arrive. */
export interface RelatedEntries {
  /** Identity keys and the paper ids they stand for, oldest first. */
  known: ReadonlyMap<string, string>;
  /** Whether anything beyond these has the paper id, or had it. */
  isTaken: (paperId: string) => boolean;
  /** By id; with the pages of the entries that arrive. */
  pages: ReadonlyMap<number, PageHead>;
  /** Those that stay. */
  entries: readonly KeptEntry[];
}

/** What became of the papers around some entries. */
export interface Merged {
  works: { paper: Paper; entries: Entry[] }[];
  /** Identity keys that are new, or stand for another id than before. */
  identities: ReadonlyMap<string, string>;
  /** Values that lost against others; `page` is a page's id. */
  notes: MergeNote[];
}

/** Makes papers of the entries that arrive and of all that is known around them. */
export function mergeIn(
  { known, isTaken, pages, entries }: RelatedEntries,
  arriving: readonly Arriving[],
): Merged {
  const all = Map.groupBy([...entries, ...arriving], ({ page }) => page);
  const pageIds = [...all.keys()].toSorted((a, b) => a - b);
  const snapshots = pageIds.flatMap((id): Snapshot[] => {
    const head = pages.get(id);
    const listed = (all.get(id) ?? []).map(({ entry }) => entry);
    return head ? [{ ...head, entries: listed, problems: [] }] : [];
  });
  const { works, identities } = identify(snapshots, known, isTaken);
  const kept = works.filter((work) => work.entries.some(({ entry }) => entry.onlyIfKnown !== true));
  const leftOut = new Set(works.filter((work) => !kept.includes(work)).map(({ id }) => id));
  const merged = kept.map((work) => ({ ...mergeWork(work), entries: work.entries.map(entryOf) }));
  return {
    works: merged.map(({ paper, entries: ofWork }) => ({ paper, entries: ofWork })),
    identities: new Map(
      [...identities].filter(([key, id]) => known.get(key) !== id && !leftOut.has(id)),
    ),
    notes: merged.flatMap(({ notes }) =>
      notes.map((note) => ({ ...note, page: pageIds[note.page] ?? note.page })),
    ),
  };
}

function entryOf({ entry }: PlacedEntry): Entry {
  return entry;
}
