import type { Transaction } from "kysely";
import { keysOf, nameInListing } from "../../papers/corpus/keys.ts";
import type { Arriving, KeptEntry } from "../../papers/corpus/kept-pages.ts";
import type { RelatedEntries } from "../../papers/corpus/merge-in.ts";
import type { EntryExchange } from "../../papers/corpus/paper-store.ts";
import { type Entry, isSavedPage, type PageHead } from "../../papers/paper.ts";
import type { Schema } from "../schema/schema.ts";
import { gather } from "./gather.ts";
import { keptEntries, type PaperRows } from "./paper-rows.ts";

/**
 * All that the exchange may touch: the works of what comes and of what goes, and whatever shares a
 * key with an entry of theirs, and so on.
 */
export async function relatedEntries(
  db: Transaction<Schema>,
  read: PaperRows,
  { arriving, leaving }: EntryExchange,
): Promise<Omit<RelatedEntries, "isTaken"> & { paperIds: string[] }> {
  const gone = [...leaving, ...arriving.flatMap(({ id }) => id ?? [])];
  const ofGone = await gather(gone, (some) =>
    db.selectFrom("entry").select("paper_id").where("id", "in", some).execute(),
  );
  const paperIds = new Set<string>();
  const entries: KeptEntry[] = [];
  let found = new Set([
    ...ofGone.map(({ paper_id }) => paper_id),
    ...(await papersWithKeysOf(db, arriving)),
  ]);
  while (found.size > 0) {
    for (const id of found) paperIds.add(id);
    const rows = await gather([...found], (some) =>
      db.selectFrom("entry").selectAll().where("paper_id", "in", some).execute(),
    );
    const there = keptEntries(rows, read);
    entries.push(...there);
    found = (await papersWithKeysOf(db, there)).difference(paperIds);
  }
  const known = await gather([...paperIds], (some) =>
    db.selectFrom("identity").selectAll().where("paper_id", "in", some).execute(),
  );
  const oldestFirst = known.toSorted((a, b) => a.seq - b.seq);
  const isGone = new Set(gone);
  const staying = entries.filter(({ id }) => !isGone.has(id)).toSorted((a, b) => a.id - b.id);
  return {
    paperIds: [...paperIds],
    known: new Map(oldestFirst.map(({ key, paper_id }) => [key, paper_id])),
    entries: staying,
    pages: await headsOf(db, read, [...new Set([...staying, ...arriving].map(({ page }) => page))]),
  };
}

/**
 * Another process may have read the same page and have taken it in since this one looked what was
 * there. What is there by now comes in its own place: it shares its keys, so it is among what was found.
 */
export function inPlaceOfTwins<Around extends Pick<RelatedEntries, "entries" | "pages">>(
  { arriving, leaving }: EntryExchange,
  around: Around,
): { exchange: EntryExchange; around: Around } {
  const nameOf = (page: number, entry: Entry) => placeName(around.pages.get(page), page, entry);
  const there = new Map(around.entries.map((kept) => [nameOf(kept.page, kept.entry), kept.id]));
  const replaced = new Set<number>();
  const placed = arriving.map((one) => {
    if (one.id !== undefined) return one;
    const name = nameOf(one.page, one.entry);
    const id = there.get(name);
    if (id === undefined) return one;
    there.delete(name);
    replaced.add(id);
    return { ...one, id };
  });
  const entries = around.entries.filter(({ id }) => !replaced.has(id));
  return { exchange: { arriving: placed, leaving }, around: { ...around, entries } };
}

/** What stands once on a page: of a file an entry in its line, of a live source's listing a paper. */
function placeName(head: PageHead | undefined, page: number, entry: Entry): string {
  const name = isSavedPage(head ?? {}) ? JSON.stringify(entry) : nameInListing(entry);
  return `${page} ${name}`;
}

async function papersWithKeysOf(
  db: Transaction<Schema>,
  entries: readonly Pick<Arriving, "entry">[],
): Promise<Set<string>> {
  const keys = [...new Set(entries.flatMap(({ entry }) => keysOf(entry)))];
  const rows = await gather(keys, (some) =>
    db.selectFrom("identity").select("paper_id").where("key", "in", some).execute(),
  );
  return new Set(rows.map(({ paper_id }) => paper_id));
}

async function headsOf(
  db: Transaction<Schema>,
  read: PaperRows,
  ids: number[],
): Promise<Map<number, PageHead>> {
  const rows = await gather(ids, (some) =>
    db.selectFrom("page").select(["id", "file", "head"]).where("id", "in", some).execute(),
  );
  return new Map(
    rows.map(({ id, file, head }) => [
      id,
      // Without a head its entries would go.
      read.head(head, id) ?? { file, savedOn: null, textKind: "abstract" },
    ]),
  );
}
