import type { Logger } from "pino";
import { z } from "zod";
import type { SearchEngine } from "./config.ts";
import type { Corpus, StoredCorpus } from "./papers/corpus.ts";
import type { Snapshot } from "./papers/paper.ts";
import type { Shelf } from "./papers/shelf.ts";
import type { SourceHealth } from "./papers/source-health.ts";
import { renewListings, takeInFiles } from "./papers/take-in.ts";
import { inferYears } from "./papers/years.ts";
import { createIndexInSlices } from "./search/create-index.ts";
import { openSearchIndex } from "./search/open-search-index.ts";
import type { PaperIndex } from "./search/paper-index.ts";
import type { WordStore } from "./search/word-store.ts";
import { readFolders, SeedsFolderError, stateOfFolders } from "./sources/seeds.ts";
import type { SourceMemory } from "./sources/source.ts";

/** The corpus and its index as they are now. Read them anew for each question: `refresh` replaces both. */
export interface Library {
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  readonly health: SourceHealth;
  /** Reads the folders again if a file came, went or changed. True when the corpus is another. */
  refresh(): Promise<boolean>;
}

export interface LibraryOptions {
  folders: readonly string[];
  /** Where papers are kept from one run to the next. */
  shelf: Shelf;
  memory: SourceMemory;
  /** The words of what is on the shelf, and who looks them up. */
  words: WordStore;
  /** Default `auto`. */
  engine?: SearchEngine;
  /** Until it aborts, what the first mistyped word would wait for is read ahead; default not. */
  stopped?: AbortSignal;
  now: () => Temporal.Instant;
  /** IANA name: the zone whose today caps the years that pages leave out. */
  timeZone: string;
  log: Logger;
}

/** A folder full of nonsense shall not fill the log: `npm run corpus` shows everything. */
const MOST_PROBLEMS_LOGGED = 20;

/**
 * From so many papers on the words are looked up in the store: to build the index in memory takes a
 * millisecond a paper, at each start and whenever a paper comes.
 */
const MOST_IN_MEMORY = 1000;

/** What the folders were like when all their pages had been taken in. */
const FOLDERS_READ = "folders";
const foldersRead = z.object({ state: z.string(), readAt: z.string() }).nullable();

/**
 * Opens what is kept, and takes in what has changed in the folders since. Fails with
 * `SeedsFolderError` when one cannot be read at all.
 */
export async function openLibrary({
  folders,
  shelf,
  memory,
  words,
  engine = "auto",
  stopped,
  now,
  timeZone,
  log,
}: LibraryOptions): Promise<Library> {
  let trouble: string | null = null;
  let since: Temporal.Instant | null = null;
  let readAt: Temporal.Instant | null = null;
  let corpus: StoredCorpus;
  let index: PaperIndex;
  let warming: Promise<void> | null = null;
  let version: string;

  async function readFiles(): Promise<void> {
    const state = await stateOfFolders(folders);
    const before = foldersRead.parse(await memory.load(FOLDERS_READ));
    if (before?.state === state) {
      readAt = Temporal.Instant.from(before.readAt);
      return;
    }
    const today = now().toZonedDateTimeISO(timeZone).toPlainDate();
    const changed = await takeInFiles(inferYears(await readFolders(folders), today), shelf);
    readAt = now();
    await memory.save(FOLDERS_READ, { state, readAt: readAt.toString() });
    logProblems(changed);
  }

  /** Asks the corpus of the moment, so that it is there from the start to the end. */
  const stored = openSearchIndex(words, {
    paperAt(at) {
      const paper = corpus.at(at);
      if (!paper) throw new RangeError(`There is no paper ${at}`);
      return paper;
    },
    placeOf: ({ id }) => corpus.seqOf(id),
  });

  async function indexOf(papers: Corpus): Promise<PaperIndex> {
    const isInMemory =
      engine === "minisearch" || (engine === "auto" && papers.size < MOST_IN_MEMORY);
    if (isInMemory) return await createIndexInSlices([...papers.all()]);
    if (stopped) warming ??= stored.warm(stopped);
    return stored.index;
  }

  async function openAnew(): Promise<void> {
    version = await shelf.version();
    const opened = shelf.corpus();
    const indexed = await indexOf(opened);
    // Without waiting in between: nobody shall see the one with the other of before.
    [corpus, index] = [opened, indexed];
    log.info(
      { papers: corpus.size, pages: corpus.pages },
      "The corpus is another; npm run corpus tells of the listing pages",
    );
  }

  function logProblems(pages: readonly Snapshot[]): void {
    const problems = pages.flatMap(({ file, problems: ofPage }) =>
      ofPage.map((problem) => ({ file, ...problem })),
    );
    for (const problem of problems.slice(0, MOST_PROBLEMS_LOGGED))
      log.warn(problem, "A listing page has a problem");
  }

  await readFiles();
  await renewListings(shelf);
  await openAnew();
  return {
    get corpus() {
      return corpus;
    },
    get index() {
      return index;
    },
    get health(): SourceHealth {
      const how = trouble === null ? "fresh" : "failing";
      const { newest } = corpus;
      return { name: "Saved pages", state: how, since, readAt, newest, trouble };
    },
    async refresh() {
      try {
        await readFiles();
        if (trouble !== null) [trouble, since] = [null, now()];
      } catch (error) {
        if (!(error instanceof SeedsFolderError)) throw error;
        if (trouble === null) {
          log.warn({ reason: error.message }, "The corpus stays as it was");
          since = now();
        }
        trouble = error.message;
      }
      // Live sources, and other processes, change the corpus too.
      if ((await shelf.version()) === version) return false;
      await openAnew();
      return true;
    },
  };
}
