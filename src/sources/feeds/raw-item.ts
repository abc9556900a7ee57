/** An item as its feed has it, whatever the format: texts are not cleaned yet. */
export interface RawItem {
  /** From 1. */
  position: number;
  id: string | null;
  /** Perhaps relative. */
  link: string | null;
  /** Against which the link is to be read, where the feed says it. */
  base: string | null;
  title: string;
  /** HTML, or plain text. */
  texts: string[];
  authors: string[];
  /** In the order in which they are to be believed. */
  dates: string[];
  /** DOIs, and much else. */
  identifiers: string[];
}

/** A feed, taken apart so that one broken item costs no other. */
export interface RawFeed {
  title: string | null;
  /** How many items there are. */
  count: number;
  /** Those that are read; a sentence without subject and full stop for one that cannot be. Each when it is its turn. */
  items: Iterable<RawItem | { position: number; unreadable: string }>;
  /** Whether it has its end; without it, the answer was cut. */
  isComplete: boolean;
}

/** Of more, the newest are read. */
export const MAX_ITEMS = 2000;
