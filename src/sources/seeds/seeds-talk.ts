import type { Problem, Snapshot } from "../../papers/paper.ts";
import type { FilePage } from "../../papers/corpus/file-pages.ts";

/** What the process that reads folders is asked; the answer has the same number. */
export type Ask = { number: number; folders: readonly string[] } & (
  | { kind: "state" }
  | {
      kind: "read";
      /** ISO date. */
      today: string;
      /** Of pages that are kept, by `placeOf`: of those with the same nothing more is told. */
      marks: [place: string, mark: string][];
    }
);

/** What it answers, in parts, so that nobody has to take a whole folder at once. */
export type AnswerPart = { number: number } & (
  | { kind: "state"; state: string }
  /** It has what the disk gives, and computes: nothing is heard of it meanwhile. */
  | { kind: "busy" }
  | { kind: "page"; page: Omit<FilePage, "snapshot">; head: SentHead | null }
  /** Of the page before. */
  | { kind: "entries"; entries: Snapshot["entries"] }
  | { kind: "read"; unread: Unread[]; memoryBytes: number }
  | { kind: "failed"; message: string; mayPass: boolean }
);

export type SentHead = Omit<Snapshot, "entries" | "problems"> & { problems: Problem[] };

/** A file of which nothing can be said; see `PageHead.unread`. */
export interface Unread {
  file: string;
  why: string;
  isSettled: boolean;
}
