import type { Logger } from "pino";
import { z } from "zod";
import type { KeptPage } from "../papers/corpus/kept-pages.ts";
import type { PaperStore } from "../papers/corpus/paper-store.ts";
import { renewListings, takeInPages } from "../papers/corpus/take-in.ts";
import { isSavedPage, type Snapshot } from "../papers/paper.ts";
import type { SourceHealth } from "../papers/source-health.ts";
import { foldersWithFiles, SeedsFolderError } from "../sources/seeds/seeds.ts";
import { createFolderReader } from "../sources/seeds/seeds-reader.ts";
import type { Unread } from "../sources/seeds/seeds-talk.ts";
import type { SourceMemory } from "../sources/source.ts";
import { isInLog, troubleOf } from "../store/trouble.ts";

type OnRead = (entries: number) => void;

/** The folders of listing pages, and what is known of how they are. */
export interface Folders {
  /**
   * Takes in the files if any changed. Trouble is said once and told by `health`, and what is kept stays;
   * but where nothing is kept yet, a folder that cannot be read is a wrong setting, and the first look
   * fails with `SeedsFolderError`.
   */
  look(): Promise<void>;
  /** The same for the first time. `onRead` is told how many entries are to be taken in then. */
  lookFirst(onRead: OnRead): Promise<void>;
  /** Whether the last look could not write all that it had read, as where the disk is full: another will. */
  readonly isHalfTaken: boolean;
  readonly health: Pick<SourceHealth, "state" | "since" | "readAt" | "trouble">;
}

export interface FoldersOptions {
  folders: readonly string[];
  /** Where papers are kept from one run to the next. */
  paperStore: PaperStore;
  memory: SourceMemory;
  /** When it aborts, reading ends, and fails. */
  stopped?: AbortSignal | undefined;
  /** A disk of which nothing is heard for so long hangs. */
  silenceMs?: number | undefined;
  now: () => Temporal.Instant;
  /** IANA name: the zone whose today caps the years that pages leave out. */
  timeZone: string;
  log: Logger;
}

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

export function openFolders({
  folders,
  paperStore,
  memory,
  stopped,
  silenceMs,
  now,
  timeZone,
  log,
}: FoldersOptions): Folders {
  const reader = createFolderReader({
    folders,
    signal: stopped,
    ...(silenceMs !== undefined && { silenceMs }),
  });
  let trouble: string | null = null;
  let isHalfTaken = false;
  let since: Temporal.Instant | null = null;
  let readAt: Temporal.Instant | null = null;

  const isAhead = (instant: string) =>
    Temporal.Instant.compare(Temporal.Instant.from(instant), now()) > 0;

  async function look(onRead: OnRead | null): Promise<void> {
    const isFirst = onRead !== null;
    let found: string | null;
    let consequence = "Some pages can't be read; keeping what they had before";
    let isTold = false;
    try {
      found = await readFiles(onRead);
      if (isFirst) await renewListings(paperStore, stopped);
      isHalfTaken = false;
    } catch (error) {
      if (!(error instanceof SeedsFolderError)) {
        // What is kept can be searched all the same.
        found = troubleOf(error)?.reason ?? null;
        if (found === null) throw error;
        isHalfTaken = true;
        isTold = isInLog(error);
      } else {
        const isWrongSetting = isFirst && !error.mayPass;
        if (isWrongSetting && (await keptPages(paperStore)).length === 0) throw error;
        found = error.message;
      }
      consequence = "Keeping the papers as they were";
    }
    if (found !== null && found !== trouble && !isTold) log.warn({ reason: found }, consequence);
    if ((found === null) !== (trouble === null)) since = now();
    trouble = found;
  }

  /** Returns what is wrong with some of the files, in words for people. */
  async function readFiles(onRead: OnRead | null): Promise<string | null> {
    const state = await reader.state();
    const before = foldersRead.parse(await memory.load(FOLDERS_READ));
    // Pages that were read by a clock that was ahead may have got a year that is none yet.
    const isRead = before?.state === state && !isAhead(before.readAt);
    if (before && isRead) {
      readAt = Temporal.Instant.from(before.readAt);
      return before.trouble;
    }
    const kept = await keptPages(paperStore);
    refuseEmptied(folders, state, before?.state ?? "[]", kept.length > 0);
    const today = now().toZonedDateTimeISO(timeZone).toPlainDate();
    const { unread, ...read } = await reader.read({ today, kept });
    const names = new Set(unread.map(({ file }) => file));
    if (onRead) {
      const coming = read.pages.reduce(
        (sum, { snapshot }) => sum + (snapshot?.entries.length ?? 0),
        0,
      );
      onRead(coming);
    }
    const changed = await takeInPages({ ...read, unread: names }, paperStore, stopped);
    logProblems(changed, log);
    const found = unread.length > 0 ? troubleWith(unread) : null;
    if (unread.every(({ isSettled }) => isSettled)) {
      // What cannot be read for another reason may be read next time, although nothing changes.
      readAt = now();
      await memory.save(FOLDERS_READ, { state, readAt: readAt.toString(), trouble: found });
    }
    return found;
  }

  return {
    look: () => look(null),
    lookFirst: look,
    get isHalfTaken() {
      return isHalfTaken;
    },
    get health() {
      return { state: trouble === null ? "fresh" : "failing", since, readAt, trouble } as const;
    },
  };
}

async function keptPages(paperStore: PaperStore): Promise<KeptPage[]> {
  const pages = await paperStore.pages();
  return pages.filter(({ head }) => isSavedPage(head));
}

/** A folder that lost all its files at once is a disk that is away, not news. */
function refuseEmptied(
  folders: readonly string[],
  state: string,
  before: string,
  isKept: boolean,
): void {
  const full = foldersWithFiles(folders, state);
  const emptied = full.length === 0 && isKept ? folders : foldersWithFiles(folders, before);
  const folder = emptied.find((one) => !full.includes(one));
  if (folder !== undefined)
    throw new SeedsFolderError(
      `The folder “${folder}” is empty, so its papers are kept. Put its pages back, or add any page (*.txt) to go on without the others`,
      { mayPass: true },
    );
}

/** A folder full of nonsense shall not fill the log: `npm run corpus` shows everything. */
const MAX_PAGE_PROBLEMS_LOGGED = 20;

function logProblems(pages: readonly Snapshot[], log: Logger): void {
  const problems = pages.flatMap(({ file, problems: ofPage }) =>
    ofPage.map((problem) => ({ file, ...problem })),
  );
  for (const problem of problems.slice(0, MAX_PAGE_PROBLEMS_LOGGED))
    log.warn(problem, "A listing page has a problem");
}

const MAX_UNREAD_NAMED = 2;

function troubleWith(unread: readonly Unread[]): string {
  const named = unread.slice(0, MAX_UNREAD_NAMED).map(({ file, why }) => `“${file}”: ${why}`);
  const more = unread.length - named.length;
  return `Can't read ${named.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
