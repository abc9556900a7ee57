import type { Transaction } from "kysely";
import type { Arriving } from "../../papers/corpus/kept-pages.ts";
import type { Merged, RelatedEntries } from "../../papers/corpus/merge-in.ts";
import type { EntryExchange } from "../../papers/corpus/paper-store.ts";
import type { Schema } from "../schema/schema.ts";
import type { PaperRows } from "./paper-rows.ts";
import { inPlaceOfTwins, relatedEntries } from "./related-entries.ts";
import {
  type PaperChange,
  reopenPages,
  writeEntries,
  writeIdentities,
  writePapers,
} from "./write-exchange.ts";

interface Exchanged {
  change: PaperChange;
  merged: Merged;
  /** Ids of the papers around what came and went, as they were before. */
  known: readonly string[];
}

/** Writes entries, and the papers that `merge` makes of them, without what is derived of those. */
export async function exchangeIn(
  transaction: Transaction<Schema>,
  read: PaperRows,
  wanted: EntryExchange,
  merge: (
    around: Omit<RelatedEntries, "isTaken">,
    arriving: readonly Arriving[],
  ) => Merged | Promise<Merged>,
  /** Called after each piece of work: others may have their turn. */
  giveWay: () => Promise<void> = () => Promise.resolve(),
): Promise<Exchanged> {
  const { paperIds: known, ...found } = await relatedEntries(transaction, read, wanted);
  const { exchange, around } = inPlaceOfTwins(wanted, found);
  // Another process may have closed these pages: they are open until this one has taken in all of them.
  await reopenPages(transaction, exchange.arriving);
  await giveWay();
  const merged = await merge(around, exchange.arriving);
  await giveWay();
  const change = await writePapers(transaction, known, merged);
  await giveWay();
  await writeEntries(transaction, exchange, around.entries, merged);
  await giveWay();
  await writeIdentities(transaction, merged);
  await giveWay();
  return { change, merged, known };
}

/** Ids of papers that nobody knew. */
export function freshOf({ works }: Merged, known: readonly string[]): string[] {
  const before = new Set(known);
  return works.map(({ paper }) => paper.id).filter((id) => !before.has(id));
}
