import type { SourceHealth } from "./source-health.ts";

/** A feed that is read. */
export interface ListedFeed {
  /** Short, and tells nothing of its address, which may hold a key. */
  id: string;
  host: string;
  /** The settings name it, so that nobody else can take it away. */
  isOfSettings: boolean;
  health: SourceHealth;
}

/** What became of an address that somebody typed. `why`: a sentence for people. */
export type AddFeed =
  | { kind: "added"; feed: ListedFeed; items: number }
  | { kind: "known"; feed: ListedFeed }
  | { kind: "refused"; why: string };

/** The feeds that are read, and what those who run Paperboy may do with them. */
export interface FeedList {
  all(): readonly ListedFeed[];
  /** Reads it once, and from then on as long as nobody removes it. */
  add(address: string): Promise<AddFeed>;
  /** What it gave stays. Null where there is none, or the settings name it. */
  remove(id: string): Promise<ListedFeed | null>;
}

/** Where none is read, and none can be. */
export const NO_FEEDS: FeedList = {
  all: () => [],
  add: () => Promise.resolve({ kind: "refused", why: "Feeds can't be added here." }),
  remove: () => Promise.resolve(null),
};
