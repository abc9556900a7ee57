import type { Published } from "./paper.ts";

/** How fresh a source of papers is. */
export interface SourceHealth {
  /** As people know it: `Saved pages`, `arXiv`. */
  name: string;
  /** When it was last read whole; null before the first time. */
  readAt: Temporal.Instant | null;
  /** The day of the newest listing that it gave, where it says one. */
  newest: Published | null;
  /** What is wrong with it now, in words for people; null when nothing is. */
  trouble: string | null;
}
