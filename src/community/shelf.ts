import type { Corpus } from "../papers/corpus/corpus.ts";
import type { Paper } from "../papers/paper.ts";

/** The papers that people keep for themselves. Each sees their own alone, the same everywhere. */
export interface Shelves {
  /** Puts a paper onto somebody's shelf; one that is there keeps its place and its note. */
  save(userId: string, paper: Kept): Promise<void>;
  /** Newest first. */
  of(userId: string): Promise<Kept[]>;
  /** Changes the note of what is there. */
  note(userId: string, paperIds: readonly string[], note: string | null): Promise<void>;
  remove(userId: string, paperIds: readonly string[]): Promise<void>;
}

/** What is kept of a paper on a shelf. */
export interface Kept {
  paperId: string;
  at: Temporal.Instant;
  note: string | null;
}

/** A paper on somebody's shelf. */
export interface SavedPaper {
  paper: Paper;
  /** The ids under which it is kept: several where they saved papers that turned out to be one. */
  ids: string[];
  at: Temporal.Instant;
  note: string | null;
}

/** So many papers fit on a shelf: its files stay within what Discord takes. */
export const MOST_SAVED = 2000;

export const LONGEST_NOTE = 500;

/** What somebody saved, newest first, each paper once; what the library no longer has is left out. */
export async function shelfOf(
  userId: string,
  { shelves, corpus }: { shelves: Pick<Shelves, "of">; corpus: Pick<Corpus, "byId"> },
): Promise<SavedPaper[]> {
  const saved = new Map<string, SavedPaper>();
  for (const { paperId, at, note } of await shelves.of(userId)) {
    const paper = corpus.byId(paperId);
    if (!paper) continue;
    const twin = saved.get(paper.id);
    if (twin) {
      twin.ids.push(paperId);
      twin.note ??= note;
    } else saved.set(paper.id, { paper, ids: [paperId], at, note });
  }
  return [...saved.values()];
}

/** The note as it is kept: its lines, without blanks around them; null where nothing is left. */
export function noteOf(typed: string): string | null {
  const lines = typed.toWellFormed().split(/\r\n|[\n\r\u2028\u2029]/);
  const note = lines
    .map((line) => line.replace(/[\s\p{Cc}]+/gu, " ").trim())
    .join("\n")
    .trim()
    .slice(0, LONGEST_NOTE)
    .toWellFormed();
  return note === "" ? null : note;
}
