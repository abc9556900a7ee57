import type { PageNumber } from "../../src/messages/layout/wording.ts";

/** One page of a list. */
export interface ListPage<Item> extends PageNumber {
  items: Item[];
  /** Items on earlier pages, and on all. */
  before: number;
  total: number;
  /** Custom ids; null where there is no such page. */
  previous: string | null;
  next: string | null;
}

/** The page with a number, from 1; the last one where the list has become shorter since. */
export function pageOf<Item>(
  all: readonly Item[],
  { number, size, turnTo }: { number: number; size: number; turnTo: (page: number) => string },
): ListPage<Item> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(number, pages);
  const before = (page - 1) * size;
  return {
    items: all.slice(before, before + size),
    before,
    total: all.length,
    page,
    pages,
    previous: page > 1 ? turnTo(page - 1) : null,
    next: page < pages ? turnTo(page + 1) : null,
  };
}
