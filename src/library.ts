import type { Logger } from "pino";
import { z } from "zod";
import type { SearchEngine } from "./config.ts";
import type { Corpus, StoredCorpus } from "./papers/corpus/corpus.ts";
import { isSavedPage, type Snapshot } from "./papers/paper.ts";
import type { KeptPage } from "./papers/corpus/kept-pages.ts";
import type { PaperStore } from "./papers/corpus/paper-store.ts";
import type { SourceHealth } from "./papers/source-health.ts";
import { renewListings, takeInPages } from "./papers/corpus/take-in.ts";
import { createIndexInSlices } from "./search/create-index.ts";
import { openSearchIndex } from "./search/open-search-index.ts";
import type { PaperIndex } from "./search/paper-index.ts";
import type { WordStore } from "./search/index/stored/word-store.ts";
import { foldersWithFiles, SeedsFolderError } from "./sources/seeds/seeds.ts";
import { createFolderReader } from "./sources/seeds/seeds-reader.ts";
import type { Unread } from "./sources/seeds/seeds-talk.ts";
import type { SourceMemory } from "./sources/source.ts";
import { troubleOf } from "./store/file/sqlite-trouble.ts";

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
  paperStore: PaperStore;
  memory: SourceMemory;
  /** The words of the papers kept, and who looks them up. */
  words: WordStore;
  /** Default `auto`. */
  engine?: SearchEngine;
  /**
   * When it aborts, reading ends, and fails. Until then, what the first mistyped word would wait for is
   * read ahead; without it, not.
   */
  stopped?: AbortSignal;
  /** A disk of which nothing is heard for so long hangs. */
  silenceMs?: number;
  now: () => Temporal.Instant;
  /** IANA name: the zone whose today caps the years that pages leave out. */
  timeZone: string;
  log: Logger;
}

/** A folder full of nonsense shall not fill the log: `npm run corpus` shows everything. */
const MAX_PROBLEMS_LOGGED = 20;

/**
 * From so many papers on the words are looked up in the store: to build the index in memory takes a
 * millisecond a paper, at each start and whenever a paper comes.
 */
const MAX_IN_MEMORY = 1000;

/** What the folders were like when all their pages had been taken in. */
const FOLDERS_READ = "folders";
const foldersRead = z
  .object({
    state: z.string(),
    readAt: z.string(),
    /** Files that can be no pages, in words; until the state is another. */
    trouble: z.string().nullable().default(null),
  })
  .nullable();

/**
 * Opens what is kept, and takes in what has changed in the folders since. Trouble with the folders
 * is told by `health`, and what is kept stays; but where nothing is kept of them yet, a folder that
 * cannot be read is a wrong setting, and fails with `SeedsFolderError`.
 */
export async function openLibrary({
  folders,
  paperStore,
  memory,
  words,
  engine = "auto",
  stopped,
  silenceMs,
  now,
  timeZone,
  log,
}: LibraryOptions): Promise<Library> {
  const reader = createFolderReader({
    folders,
    signal: stopped,
    ...(silenceMs !== undefined && { silenceMs }),
  });
  let trouble: string | null = null;
  let since: Temporal.Instant | null = null;
  let readAt: Temporal.Instant | null = null;
  let corpus: StoredCorpus;
  let index: PaperIndex;
  let warming: Promise<void> | null = null;
  let version: string;

  const isAhead = (instant: string) =>
    Temporal.Instant.compare(Temporal.Instant.from(instant), now()) > 0;

  /** Returns what is wrong with some of the files, in words for people. */
  async function readFiles(): Promise<string | null> {
    const state = await reader.state();
    const before = foldersRead.parse(await memory.load(FOLDERS_READ));
    // Pages that were read by a clock that was ahead may have got a year that is none yet.
    const isRead = before?.state === state && !isAhead(before.readAt);
    if (before && isRead) {
      readAt = Temporal.Instant.from(before.readAt);
      return before.trouble;
    }
    const kept = await keptPages();
    refuseEmptied(state, before?.state ?? "[]", kept.length > 0);
    const today = now().toZonedDateTimeISO(timeZone).toPlainDate();
    const { unread, ...read } = await reader.read({ today, kept });
    const names = new Set(unread.map(({ file }) => file));
    const changed = await takeInPages({ ...read, unread: names }, paperStore, stopped);
    logProblems(changed);
    const told = unread.length > 0 ? troubleWith(unread) : null;
    if (unread.every(({ isSettled }) => isSettled)) {
      // What cannot be read for another reason may be read next time, although nothing changes.
      readAt = now();
      await memory.save(FOLDERS_READ, { state, readAt: readAt.toString(), trouble: told });
    }
    return told;
  }

  /** A folder that lost all its files at once is a disk that is away, not news. */
  function refuseEmptied(state: string, before: string, isKept: boolean): void {
    const full = foldersWithFiles(folders, state);
    const was = foldersWithFiles(folders, before);
    const emptied = full.length === 0 && isKept ? folders : was;
    const folder = emptied.find((one) => !full.includes(one));
    if (folder !== undefined)
      throw new SeedsFolderError(
        `The folder “${folder}” is empty, so its papers stay as they were; put its pages back, or any page (*.txt) to go on without the others`,
        { mayPass: true },
      );
  }

  /** Reads the files if they changed; what is wrong with them is said once, and told by `health`. */
  async function look(isFirst = false): Promise<void> {
    let found: string | null;
    let said = "Some pages cannot be read; what they gave before stays";
    try {
      found = await readFiles();
      if (isFirst) await renewListings(paperStore, stopped);
    } catch (error) {
      if (!(error instanceof SeedsFolderError)) {
        // What is kept can be searched all the same.
        found = troubleOf(error)?.reason ?? null;
        if (found === null) throw error;
      } else {
        if (isFirst && !error.mayPass && (await keptPages()).length === 0) throw error;
        found = error.message;
      }
      said = "The corpus stays as it was";
    }
    if (found !== null && found !== trouble) log.warn({ reason: found }, said);
    if ((found === null) !== (trouble === null)) since = now();
    trouble = found;
  }

  async function keptPages(): Promise<KeptPage[]> {
    const pages = await paperStore.pages();
    return pages.filter(({ head }) => isSavedPage(head));
  }

  /** Asks the corpus of the moment, so that it is there from the start to the end. */
  const stored = openSearchIndex(words, {
    paperAt(at) {
      const paper = corpus.at(at);
      if (!paper) throw new RangeError(`There is no paper ${at}`);
      return paper;
    },
    placeOf: ({ id }) => corpus.seqOf(id),
    idsAt: (ats) => corpus.idsAt(ats),
  });

  async function indexOf(papers: Corpus): Promise<PaperIndex> {
    const isInMemory =
      engine === "minisearch" || (engine === "auto" && papers.size < MAX_IN_MEMORY);
    if (isInMemory) return await createIndexInSlices([...papers.all()]);
    if (stopped) warming ??= stored.warm(stopped);
    return stored.index;
  }

  async function openAnew(): Promise<void> {
    version = await paperStore.version();
    const opened = paperStore.corpus();
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
    for (const problem of problems.slice(0, MAX_PROBLEMS_LOGGED))
      log.warn(problem, "A listing page has a problem");
  }

  await look(true);
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
      await look();
      // Live sources, and other processes, change the corpus too.
      if ((await paperStore.version()) === version) return false;
      await openAnew();
      return true;
    },
  };
}

const MAX_UNREAD_TOLD = 2;

function troubleWith(unread: readonly Unread[]): string {
  const told = unread.slice(0, MAX_UNREAD_TOLD).map(({ file, why }) => `“${file}”: ${why}`);
  const more = unread.length - told.length;
  return `Cannot read ${told.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
