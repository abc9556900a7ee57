import type { Published } from "./paper.ts";

/**
 * `fresh`: read, with something in it. `quiet`: read, and rightly without news, as at a weekend.
 * `stale`: it shows an earlier day as today's. `truncated`: it shows a part only. `failing`: it
 * cannot be read, or is empty where it should not be. `unread`: it was not read yet. `reading`: it is
 * being read for the first time since the start, and there is much of it.
 */
export const SOURCE_STATES = [
  "fresh",
  "quiet",
  "stale",
  "truncated",
  "failing",
  "unread",
  "reading",
] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/** Whether it was read, and showed what it should. */
export function isFine(state: SourceState): boolean {
  return state === "fresh" || state === "quiet";
}

/** Whether something is wrong with it; of one that was not read yet nobody knows. */
export function isTroubled(state: SourceState): boolean {
  return !isFine(state) && state !== "unread" && state !== "reading";
}

/** Whether there are papers that nobody can find yet. */
export function isLibraryIncomplete(sources: readonly Pick<SourceHealth, "state">[]): boolean {
  return sources.some(({ state }) => state === "reading");
}

/** How a source of papers is. */
export interface SourceHealth {
  /** As people know it: `Saved pages`, `arXiv`. */
  name: string;
  state: SourceState;
  /** Since when it is so; null where it was never otherwise. */
  since: Temporal.Instant | null;
  /** When it was last read whole; null before the first time. */
  readAt: Temporal.Instant | null;
  /** The day of the newest listing that it gave, where it says one. */
  newest: Published | null;
  /** What is wrong with it now, or why there is no news, in words for people; null when nothing is. */
  trouble: string | null;
}
