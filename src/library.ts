import type { Logger } from "pino";
import type { Corpus } from "./papers/corpus.ts";
import type { Snapshot } from "./papers/paper.ts";
import type { Shelf } from "./papers/shelf.ts";
import type { SourceHealth } from "./papers/source-health.ts";
import { renewListings, takeInFiles } from "./papers/take-in.ts";
import { inferYears } from "./papers/years.ts";
import { createIndex } from "./search/create-index.ts";
import type { PaperIndex } from "./search/paper-index.ts";
import { readFolders, SeedsFolderError, stateOfFolders } from "./sources/seeds.ts";
import type { SourceMemory } from "./sources/source.ts";

/** The corpus and its index as they are now. Read them anew for each question: `refresh` replaces both. */
export interface Library {
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  readonly health: SourceHealth;
  /** Reads the folders again if a file came, went or changed; true when it did. */
  refresh(): Promise<boolean>;
}

export interface LibraryOptions {
  folders: readonly string[];
  /** Where papers are kept from one run to the next. */
  shelf: Shelf;
  memory: SourceMemory;
  now: () => Temporal.Instant;
  /** IANA name: the zone whose today caps the years that pages leave out. */
  timeZone: string;
  log: Logger;
}

/** A folder full of nonsense shall not fill the log: `npm run corpus` shows everything. */
const MOST_PROBLEMS_LOGGED = 20;

/** What the folders were like when all their pages had been taken in. */
const FOLDERS_READ = "folders";

/**
 * Opens what is kept, and takes in what has changed in the folders since. Fails with
 * `SeedsFolderError` when one cannot be read at all.
 */
export async function openLibrary({
  folders,
  shelf,
  memory,
  now,
  timeZone,
  log,
}: LibraryOptions): Promise<Library> {
  let trouble: string | null = null;
  let since: Temporal.Instant | null = null;
  let readAt: Temporal.Instant;
  let corpus: Corpus;
  let index: PaperIndex;

  /** True when anything is other than before. */
  async function readAnew(): Promise<boolean> {
    const state = await stateOfFolders(folders);
    if (state === (await memory.load(FOLDERS_READ))) return false;
    const today = now().toZonedDateTimeISO(timeZone).toPlainDate();
    const taken = await takeInFiles(inferYears(await readFolders(folders), today), shelf);
    await memory.save(FOLDERS_READ, state);
    logProblems(taken.pages);
    return taken.changed;
  }

  function openAnew(): void {
    readAt = now();
    corpus = shelf.corpus();
    index = createIndex([...corpus.all()]);
    log.info(
      { papers: corpus.size, pages: corpus.pages },
      "Read the listing pages; npm run corpus prints the report",
    );
  }

  function logProblems(pages: readonly Snapshot[]): void {
    const problems = pages.flatMap(({ file, problems: ofPage }) =>
      ofPage.map((problem) => ({ file, ...problem })),
    );
    for (const problem of problems.slice(0, MOST_PROBLEMS_LOGGED))
      log.warn(problem, "A listing page has a problem");
  }

  await readAnew();
  await renewListings(shelf);
  openAnew();
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
        const changed = await readAnew();
        if (trouble !== null) [trouble, since] = [null, now()];
        if (changed) openAnew();
        return changed;
      } catch (error) {
        if (!(error instanceof SeedsFolderError)) throw error;
        if (trouble === null) {
          log.warn({ reason: error.message }, "The corpus stays as it was");
          since = now();
        }
        trouble = error.message;
        return false;
      }
    },
  };
}
