import { setImmediate as nextTurn } from "node:timers/promises";
import type { Corpus, StoredCorpus } from "../papers/corpus/corpus.ts";
import type { SourceHealth } from "../papers/source-health.ts";
import { createIndexInSlices } from "../search/create-index.ts";
import type { WordStore } from "../search/index/stored/word-store.ts";
import { openSearchIndex, type StoredPapers } from "../search/open-search-index.ts";
import type { PaperIndex } from "../search/paper-index.ts";
import { type Meanings, shippedMeanings } from "../search/words/meaning/meanings.ts";
import type { SearchEngine } from "../settings/config.ts";
import { type FoldersOptions, openFolders } from "./folders.ts";

/** The corpus and its index as they are now. Read them anew for each question: `refresh` replaces both. */
export interface Library {
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  readonly health: SourceHealth;
  /**
   * Whether so much was to be taken in at the start that nobody is kept waiting for it: what is there can
   * be found, and each `refresh` shows more, until one shows all of it.
   */
  readonly isIncomplete: boolean;
  /** Whether more of that is to come, although nobody is told: the store had no room for it. */
  readonly isHalfTaken: boolean;
  /** Reads the folders again if a file came, went or changed. True when the corpus is another. */
  refresh(): Promise<boolean>;
  /** Sees what other processes took in by now, whatever the folders do. */
  catchUp(): Promise<CaughtUp>;
}

export interface CaughtUp {
  /** Whether the corpus is another. */
  hasChanged: boolean;
  /** Whether it has everything now that another process had when it was asked for. */
  hasAll: boolean;
}

export interface LibraryOptions extends FoldersOptions {
  /** The words of the papers kept, and who looks them up. */
  words: WordStore;
  /** Default `auto`. */
  engine?: SearchEngine;
  /** Whether this process reads the folders again, after the first time. Default: it does. */
  mayRead?: () => boolean;
  /** What words mean. Default: what ships. */
  meanings?: Meanings;
  /**
   * When it aborts, reading ends, and fails. Until then, what the first mistyped word would wait for is
   * read ahead; without it, not.
   */
  stopped?: AbortSignal;
}

/**
 * From so many papers on the words are looked up in the store: to build the index in memory takes a
 * millisecond a paper, at each start and whenever a paper comes.
 */
const MAX_IN_MEMORY = 1000;

/** At the start so many entries are waited for: that takes a few seconds at most. */
const MAX_WAITED_FOR = 1000;

/**
 * Opens what is kept, and takes in what has changed in the folders since. Trouble with the folders
 * is told by `health`, and what is kept stays; but where nothing is kept of them yet, a folder that
 * cannot be read is a wrong setting, and fails with `SeedsFolderError`. With `stopped`, what takes long goes
 * on after this.
 */
export async function openLibrary({
  words,
  engine = "auto",
  meanings = shippedMeanings,
  mayRead = () => true,
  stopped,
  ...options
}: LibraryOptions): Promise<Library> {
  const { paperStore, log } = options;
  const folders = openFolders({ ...options, stopped });
  let corpus: StoredCorpus;
  let index: PaperIndex;
  let version: string;

  /** Asks the corpus of the moment, so that it is there from the start to the end. */
  const kept: StoredPapers = {
    paperAt(at) {
      const paper = corpus.at(at);
      if (!paper) throw new RangeError(`There is no paper ${at}`);
      return paper;
    },
    placeOf: ({ id }) => corpus.seqOf(id),
    idsAt: (ats) => corpus.idsAt(ats),
  };
  const stored = openSearchIndex(words, kept, meanings);

  async function indexOf(papers: Corpus): Promise<PaperIndex> {
    // While many come, to build it anew for each look would take most of the time.
    const mayBeInMemory = papers.size < MAX_IN_MEMORY || (engine === "minisearch" && isAllThere());
    const isInMemory = engine !== "fts5" && mayBeInMemory;
    if (isInMemory) return await createIndexInSlices([...papers.all()], meanings);
    if (stopped) void warm(stopped);
    return stored.index;
  }

  async function warm(signal: AbortSignal): Promise<void> {
    try {
      await stored.warm(signal);
    } catch (error) {
      if (!signal.aborted)
        log.error({ err: error }, "Could not read ahead for the first questions");
    }
  }

  async function openAnew(): Promise<void> {
    version = await paperStore.version();
    const opened = paperStore.corpus();
    const indexed = await indexOf(opened);
    // Both at once, with nothing awaited in between: whoever asks meanwhile gets two that fit.
    [corpus, index] = [opened, indexed];
    log.info(
      { papers: corpus.size, pages: corpus.pages },
      "Papers updated; run npm run corpus for a report on the listing pages",
    );
  }

  let indexing: "complete" | "under way" | "interrupted" = "under way";

  /** Of papers that another version of Paperboy kept; those that come later are put into it at once. */
  async function indexMore(): Promise<boolean> {
    try {
      const isMore = await paperStore.indexSome();
      if (!isMore) indexing = "complete";
      return isMore;
    } catch (error) {
      indexing = "interrupted";
      if (!stopped?.aborted) log.error({ err: error }, "Some papers can't be searched for now");
      return false;
    }
  }

  async function completeIndex(): Promise<void> {
    indexing = "under way";
    while (await indexMore()) {
      if (stopped?.aborted) return;
      await nextTurn();
    }
  }

  // A small index is complete at once; for a large one nobody waits.
  if (await indexMore()) {
    if (stopped) void completeIndex();
    else await completeIndex();
  }

  let taking: "under way" | "ended" | "seen" = "under way";
  const isAllThere = () => taking !== "under way";

  async function takeInFirst(): Promise<void> {
    const read = Promise.withResolvers<number>();
    const looked = folders.lookFirst(read.resolve).finally(() => (taking = "ended"));
    const entries = await Promise.race([read.promise, looked.then(() => 0)]);
    if (!stopped || entries <= MAX_WAITED_FOR) {
      await looked;
      return;
    }
    log.info({ entries }, "Taking in the listing pages goes on while people are answered");
    looked.catch((error: unknown) => {
      if (!stopped.aborted) log.error({ err: error }, "Could not take in all listing pages");
    });
  }

  async function seeStore(): Promise<boolean> {
    if ((await paperStore.version()) === version) return false;
    await openAnew();
    return true;
  }

  await takeInFirst();
  await openAnew();
  if (isAllThere()) taking = "seen";
  return {
    get corpus() {
      return corpus;
    },
    get index() {
      return index;
    },
    get health() {
      const { health } = folders;
      const state = taking === "seen" ? health.state : "reading";
      return { name: "Saved pages", newest: corpus.newest, ...health, state };
    },
    get isIncomplete() {
      return taking !== "seen";
    },
    get isHalfTaken() {
      return folders.isHalfTaken;
    },
    async refresh() {
      // A disk that was full may have room by now.
      if (indexing === "interrupted") void completeIndex();
      // Two looks at a time would read the same pages.
      if (isAllThere() && mayRead()) await folders.look();
      // Live sources, and other processes, change the corpus too.
      if (taking !== "ended") return await seeStore();
      await openAnew();
      taking = "seen";
      return true;
    },
    async catchUp() {
      const hasChanged = await seeStore();
      return { hasChanged, hasAll: paperStore.hasAll() };
    },
  };
}
