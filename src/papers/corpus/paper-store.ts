import type { StoredCorpus } from "./corpus.ts";
import type { PageHead, Paper } from "../paper.ts";
import type { Arriving, KeptEntry, KeptPage } from "./kept-pages.ts";
import type { Merged, RelatedEntries } from "./merge-in.ts";

/** Entries that come and go, all at once. One that takes the place of an earlier one has its id. */
export interface EntryExchange {
  arriving: readonly (Arriving & { id?: number })[];
  /** Ids of entries that are no longer listed. */
  leaving: readonly number[];
}

/** Where entries are kept, and the papers that they make. */
export interface PaperStore {
  /** As it is now. What happens later needs another. */
  corpus(): StoredCorpus;
  /** Another whenever the corpus is another, whichever process changed it. */
  version(): Promise<string>;
  /** Whether, when its version was last asked for, it had all that other processes had taken in by then. */
  hasAll(): boolean;
  /** Papers of which no source has told the arXiv id, in the order first seen. */
  withoutArxivId(): Promise<Pick<Paper, "id" | "title" | "published">[]>;
  pages(): Promise<KeptPage[]>;
  /** The id of the page, with this head from now on; it counts as interrupted until it is closed. */
  openPage(head: PageHead, number: number): Promise<number>;
  closePage(id: number, mark: string): Promise<void>;
  /** Its entries must have left. */
  removePage(id: number): Promise<void>;
  /** By id; of many, those after an id, so many at most. */
  entriesOf(pageId: number, part?: { after: number; limit: number }): Promise<KeptEntry[]>;
  /**
   * Makes the search index of some papers that are not in it, in one short transaction: of those that
   * another version of Paperboy kept. False when all are in it.
   */
  indexSome(): Promise<boolean>;
  /**
   * Writes entries, papers and search index in one transaction, as `merge` decides. A paper without
   * entries is gone: kept, but neither found nor listed until an entry of it comes again. `giveWay` is called
   * after each small piece of work: whoever only reads may have a turn.
   */
  exchange(
    exchange: EntryExchange,
    merge: (around: RelatedEntries, arriving: readonly Arriving[]) => Merged,
    giveWay?: () => Promise<void>,
  ): Promise<ExchangeResult>;
}

export interface ExchangeResult extends Merged {
  /** Ids of papers that nobody knew. */
  fresh: string[];
  /** How long it kept the processor: without waiting for others' writing, and for the disk at the end. */
  computedMs: number;
}
