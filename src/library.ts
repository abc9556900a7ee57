import type { Logger } from "pino";
import { type Corpus, createCorpus } from "./papers/corpus.ts";
import { createIndex } from "./search/create-index.ts";
import type { SourceHealth } from "./papers/source-health.ts";
import type { PaperIndex } from "./search/paper-index.ts";
import { readFolders, SeedsFolderError, stateOfFolders } from "./sources/seeds.ts";

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
  /** Which paper each identity key stands for, for ever. */
  identities: {
    all(): Promise<Map<string, string>>;
    remember(identities: ReadonlyMap<string, string>): Promise<void>;
  };
  now: () => Temporal.Instant;
  /** IANA name: the zone whose today caps the years that pages leave out. */
  timeZone: string;
  log: Logger;
}

/** A folder full of nonsense shall not fill the log: `npm run corpus` shows everything. */
const MOST_PROBLEMS_LOGGED = 20;

/** Reads the folders. Fails with `SeedsFolderError` when one cannot be read at all. */
export async function openLibrary({
  folders,
  identities,
  now,
  timeZone,
  log,
}: LibraryOptions): Promise<Library> {
  let state = await stateOfFolders(folders);
  let { corpus, index } = await read();
  let readAt = now();
  let trouble: string | null = null;
  let since: Temporal.Instant | null = null;

  async function read(): Promise<{ corpus: Corpus; index: PaperIndex }> {
    const snapshots = await readFolders(folders);
    const known = await identities.all();
    const today = now().toZonedDateTimeISO(timeZone).toPlainDate();
    const merged = createCorpus(snapshots, { today, known });
    await identities.remember(merged.identities);
    return { corpus: merged, index: createIndex(merged.papers) };
  }

  function logProblems(before: Corpus | null): void {
    const known = new Set(
      before ? problemsOf(before).map((problem) => JSON.stringify(problem)) : [],
    );
    const problems = problemsOf(corpus).filter((problem) => !known.has(JSON.stringify(problem)));
    for (const problem of problems.slice(0, MOST_PROBLEMS_LOGGED))
      log.warn(problem, "A listing page has a problem");
    log.info(
      {
        papers: corpus.papers.length,
        snapshots: corpus.snapshots.length,
        problems: problems.length,
      },
      "Read the listing pages; npm run corpus prints the report",
    );
  }

  logProblems(null);
  return {
    get corpus() {
      return corpus;
    },
    get index() {
      return index;
    },
    get health(): SourceHealth {
      const how = trouble === null ? "fresh" : "failing";
      return { name: "Saved pages", state: how, since, readAt, newest: corpus.newest, trouble };
    },
    async refresh() {
      try {
        const found = await stateOfFolders(folders);
        if (trouble !== null) [trouble, since] = [null, now()];
        if (found === state) return false;
        const before = corpus;
        ({ corpus, index } = await read());
        state = found;
        readAt = now();
        logProblems(before);
        return true;
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

function problemsOf(corpus: Corpus) {
  return corpus.snapshots.flatMap(({ file, problems }) =>
    problems.map((problem) => ({ file, ...problem })),
  );
}
