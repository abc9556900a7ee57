import { identify, type PlacedEntry } from "./identity.ts";
import { arxivKey, doiKey, titleKey } from "./keys.ts";
import { mergeWork } from "./merge.ts";
import type { MergeNote } from "./merge-pages.ts";
import { fullDate, hasCode, type Paper, type Published, type Snapshot } from "../paper.ts";
import { inferYears } from "./years.ts";

/** All papers, and the order in which we first saw them. What is read of it now stays as it is. */
export interface Corpus {
  readonly size: number;
  /** How many saved pages there are; listings of live sources are none. */
  readonly pages: number;
  /** Day of the newest of them; null when no page says when it was saved. */
  readonly newest: Published | null;
  /** Whether any paper names its authors. */
  readonly namesAuthors: boolean;
  /** Ids in the order first seen, a few read at a time. */
  ids(): Iterable<string>;
  /** Ids of papers that no source has listed as news, with why they are here. */
  unlisted(): ReadonlyMap<string, WhyUnlisted>;
  /** Papers in the order first seen, each read when it is its turn. */
  all(): Iterable<Paper>;
  /** The papers seen last, the last one first. */
  lastSeen(limit: number): readonly Paper[];
  /** Papers with a full date, newest first. */
  latest(page: { offset: number; limit: number }): readonly Paper[];
  /** Papers that have upvotes at their source, most first: published since a day, or ever; of all, or of some. */
  mostUpvoted(page: MostUpvoted): readonly Paper[];
  /** How many papers have a full date; of those with code only, where that is wanted. */
  dated(of?: { codeOnly: boolean }): { with: number; without: number };
  /**
   * Finds a paper by its id, or by an id it had before two papers turned out to be one; also one that
   * is gone, which nothing else here gives.
   */
  byId(id: string): Paper | undefined;
  byTitle(title: string): Paper | undefined;
  byArxivId(arxivId: string): Paper | undefined;
  byDoi(doi: string): Paper | undefined;
  /** Ids that lead to another since two papers turned out to be one, and that other. */
  joined(): ReadonlyMap<string, string>;
}

export interface MostUpvoted {
  since: string | null;
  /** Ids; null for all. */
  among: ReadonlySet<string> | null;
  limit: number;
}

/** Somebody asked for it; or a source showed it among what it had before it was read. */
export type WhyUnlisted = "asked for" | "archive";

/** A corpus in the store, where each paper has a number: they grow in the order first seen. */
export interface StoredCorpus extends Corpus {
  at(seq: number): Paper | undefined;
  seqOf(id: string): number | undefined;
  /** In their order; without those that are gone. */
  idsAt(seqs: readonly number[]): string[];
}

/** A corpus that is wholly in memory, with all it was made of. */
export interface MergedCorpus extends Corpus {
  /** In the order first seen. */
  readonly papers: readonly Paper[];
  /** What was read, with years inferred and the problems of reading and merging. */
  readonly snapshots: readonly Snapshot[];
}

/** Infers years, recognises which entries are one work, and merges them. `today` caps inferred years. */
export function createCorpus(
  snapshots: readonly Snapshot[],
  { today }: { today: Temporal.PlainDate },
): MergedCorpus {
  const pages = inferYears(snapshots, today);
  const { works, identities } = identify(pages, new Map());
  const merged = works.map(mergeWork);
  const papers = merged.map(({ paper }) => paper);
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  const byKey = (key: string) => byId.get(identities.get(key) ?? "");
  return {
    papers,
    snapshots: withNotes(
      pages,
      merged.flatMap(({ notes }) => notes),
    ),
    size: papers.length,
    pages: pages.length,
    newest: newestDay(pages.map(({ savedOn }) => savedOn)),
    namesAuthors: papers.some(({ authors }) => authors !== undefined),
    ids: () => papers.map(({ id }) => id),
    unlisted: () =>
      new Map(
        works.flatMap(({ id, entries }) =>
          entries.some(isListed)
            ? []
            : [[id, entries.some(isFromArchive) ? "archive" : "asked for"]],
        ),
      ),
    all: () => papers,
    lastSeen: (limit) => papers.slice(-limit).toReversed(),
    latest: ({ offset, limit }) =>
      papers
        .filter((paper) => fullDate(paper) !== null)
        .toSorted((a, b) => compareText(fullDate(b) ?? "", fullDate(a) ?? ""))
        .slice(offset, offset + limit),
    mostUpvoted: ({ since, among, limit }) =>
      papers
        .filter((paper) => (paper.upvotes ?? 0) > 0 && (fullDate(paper) ?? "") >= (since ?? ""))
        .filter(({ id }) => among?.has(id) ?? true)
        .toSorted((a, b) => (b.upvotes ?? 0) - (a.upvotes ?? 0))
        .slice(0, limit),
    dated({ codeOnly } = { codeOnly: false }) {
      const some = codeOnly ? papers.filter(hasCode) : papers;
      const dated = some.filter((paper) => fullDate(paper) !== null).length;
      return { with: dated, without: some.length - dated };
    },
    byId: (id) => byId.get(id) ?? byKey(`id:${id}`),
    byTitle: (title) => byKey(titleKey(title)),
    byArxivId: (arxivId) => byKey(arxivKey(arxivId)),
    byDoi: (doi) => byKey(doiKey(doi)),
    joined: () =>
      new Map(
        [...identities].flatMap(([key, id]) => (key.startsWith("id:") ? [[key.slice(3), id]] : [])),
      ),
  };
}

/** What only tells more of a paper that is known lists none, nor does an archive. */
function isListed({ snapshot, entry }: PlacedEntry): boolean {
  return !snapshot.isAnswer && !snapshot.isArchive && !entry.onlyIfKnown;
}

function isFromArchive({ snapshot }: PlacedEntry): boolean {
  return snapshot.isArchive === true;
}

/** A day with a year is newer than one without: those cannot be compared. */
export function newestDay(savedOn: readonly (Published | null)[]): Published | null {
  const days = savedOn.flatMap((day) => day ?? []);
  const full = days.filter(({ precision }) => precision === "day");
  const comparable = full.length > 0 ? full : days;
  return comparable.reduce<Published | null>(
    (newest, day) => (newest && newest.date >= day.date ? newest : day),
    null,
  );
}

function withNotes(pages: Snapshot[], notes: MergeNote[]): Snapshot[] {
  const byPage = Map.groupBy(notes, (note) => note.page);
  return pages.map((page, index) => {
    const added = byPage.get(index)?.map(({ problem }) => problem) ?? [];
    const problems = [...page.problems, ...added].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return { ...page, problems };
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
