import { arxivKey, identify, titleKey } from "./identity.ts";
import { type MergeNote, mergeWork } from "./merge.ts";
import { inferYears } from "./years.ts";
import type { Paper, Published, Snapshot } from "./paper.ts";

/** All papers, and the order in which we first saw them. */
export interface Corpus {
  /** In the order first seen. */
  readonly papers: readonly Paper[];
  /** What was read, with years inferred and the problems of reading and merging. */
  readonly snapshots: readonly Snapshot[];
  /** Day of the newest snapshot; null when no page says when it was saved. */
  readonly newest: Published | null;
  /** Finds a paper by its id, or by an id it had before two papers turned out to be one. */
  byId(id: string): Paper | undefined;
  byTitle(title: string): Paper | undefined;
  byArxivId(arxivId: string): Paper | undefined;
  /** Identity keys (`arxiv:…`, `doi:…`, `title:…`) and the paper id each stands for, to be remembered. */
  readonly identities: ReadonlyMap<string, string>;
}

export interface CorpusOptions {
  /** Caps inferred years. */
  today: Temporal.PlainDate;
  /** Identities of earlier runs, so that a paper keeps its id whatever is learned later. */
  known?: ReadonlyMap<string, string>;
}

/** Infers years, recognises which entries are one work, and merges them. */
export function createCorpus(
  snapshots: readonly Snapshot[],
  { today, known = new Map() }: CorpusOptions,
): Corpus {
  const pages = inferYears(snapshots, today);
  const { works, identities } = identify(pages, known);
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
    newest: newestDay(pages),
    byId: (id) => byId.get(id) ?? byKey(`id:${id}`),
    byTitle: (title) => byKey(titleKey(title)),
    byArxivId: (arxivId) => byKey(arxivKey(arxivId)),
    identities,
  };
}

function withNotes(pages: Snapshot[], notes: MergeNote[]): Snapshot[] {
  const byPage = Map.groupBy(notes, (note) => note.page);
  return pages.map((page, index) => {
    const added = byPage.get(index)?.map(({ problem }) => problem) ?? [];
    const problems = [...page.problems, ...added].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return { ...page, problems };
  });
}

/** A day with a year is newer than one without: those cannot be compared. */
function newestDay(pages: Snapshot[]): Published | null {
  const days = pages.flatMap(({ savedOn }) => savedOn ?? []);
  const whole = days.filter(({ precision }) => precision === "day");
  const comparable = whole.length > 0 ? whole : days;
  return comparable.reduce<Published | null>(
    (newest, day) => (newest && newest.date >= day.date ? newest : day),
    null,
  );
}
