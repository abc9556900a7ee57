import type { DatabaseSync } from "node:sqlite";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Logger } from "pino";
import { keysOf } from "../../papers/corpus/identity.ts";
import type { Arriving, KeptEntry } from "../../papers/corpus/kept-pages.ts";
import type { Merged, RelatedEntries } from "../../papers/corpus/merge-in.ts";
import {
  type Entry,
  fullDate,
  hasCode,
  isSavedPage,
  type PageHead,
  type Paper,
} from "../../papers/paper.ts";
import type { EntryExchange, PaperStore } from "../../papers/corpus/paper-store.ts";
import { readForIndex } from "../../search/index/indexed-paper.ts";
import { chunks } from "../schema/columns.ts";
import { readCorpus } from "./corpus.ts";
import { createPaperRows, keptEntries, type PaperRows } from "./paper-rows.ts";
import type { Schema } from "../schema/schema.ts";
import { createSearchWriter, type SearchWriter } from "../words/search-writer.ts";

/** The papers, and the entries and pages that they are made of. */
export function createPaperStore(
  db: Kysely<Schema>,
  database: DatabaseSync,
  log: Pick<Logger, "error">,
): PaperStore {
  const takenRow = database.prepare("select 1 from identity where paper_id = ? or key = ?");
  const isTaken = (paperId: string) => takenRow.get(paperId, `id:${paperId}`) !== undefined;
  const read = createPaperRows(log);
  return {
    corpus: () => readCorpus(database, read, log),

    async version() {
      const row = await db
        .selectFrom("source_memory")
        .select("value")
        .where("key", "=", CORPUS_VERSION_KEY)
        .executeTakeFirst();
      return row?.value ?? "0";
    },

    async withoutArxivId() {
      const rows = await db
        .selectFrom("paper")
        .select(["id", "paper"])
        .where("gone", "=", 0)
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom("identity")
                .select("key")
                .whereRef("identity.paper_id", "=", "paper.id")
                .where("key", "like", "arxiv:%"),
            ),
          ),
        )
        .orderBy("seq")
        .execute();
      return rows.flatMap(({ id, paper }) => read.paper(paper, id) ?? []);
    },

    async pages() {
      const rows = await db.selectFrom("page").selectAll().orderBy("id").execute();
      return rows.flatMap(({ head: json, ...page }) => {
        const head = read.head(json, page.id);
        return head === null ? [] : [{ ...page, head }];
      });
    },

    async openPage(head, number) {
      const values = { file: head.file, number, head: JSON.stringify(head), mark: null };
      const { id } = await db
        .insertInto("page")
        .values(values)
        .onConflict((conflict) =>
          conflict.columns(["file", "number"]).doUpdateSet({ head: values.head, mark: null }),
        )
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    async closePage(id, mark) {
      await db.updateTable("page").set({ mark }).where("id", "=", id).execute();
    },

    async removePage(id) {
      await db.transaction().execute(async (transaction) => {
        // Those that cannot be read are still there.
        await transaction.deleteFrom("entry").where("page_id", "=", id).execute();
        await transaction.deleteFrom("page").where("id", "=", id).execute();
      });
    },

    async entriesOf(pageId, part) {
      const rows = await db
        .selectFrom("entry")
        .selectAll()
        .where("page_id", "=", pageId)
        .$if(part !== undefined, (query) => query.where("id", ">", part?.after ?? 0))
        .orderBy("id")
        .$if(part !== undefined, (query) => query.limit(part?.limit ?? 0))
        .execute();
      return keptEntries(rows, read);
    },

    async exchange(wanted, merge) {
      return await db.transaction().execute(async (transaction) => {
        const began = process.threadCpuUsage();
        const { paperIds, ...found } = await relatedEntries(transaction, read, wanted);
        const { exchange, around } = inPlaceOfTwins(wanted, found);
        // Until it is closed, whoever else thought that all of it was taken in.
        await reopenPages(transaction, exchange.arriving);
        const merged = merge({ ...around, isTaken }, exchange.arriving);
        await writePapers(transaction, paperIds, merged, createSearchWriter(database));
        await writeEntries(transaction, exchange, around.entries, merged);
        for (const some of chunks([...merged.identities], 2))
          await transaction
            .insertInto("identity")
            .values(some.map(([key, paper_id]) => ({ key, paper_id })))
            .onConflict((conflict) =>
              conflict
                .column("key")
                .doUpdateSet((row) => ({ paper_id: row.ref("excluded.paper_id") })),
            )
            .execute();
        await raiseVersion(transaction);
        const known = new Set(paperIds);
        const fresh = merged.works.map(({ paper }) => paper.id).filter((id) => !known.has(id));
        return { ...merged, fresh, computedMs: computedSince(began) };
      });
    },
  };
}

/** Of the processor alone: others who want it, and the disk, take time of their own. */
function computedSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}

const CORPUS_VERSION_KEY = "corpus version";

async function raiseVersion(db: Transaction<Schema>): Promise<void> {
  await db
    .insertInto("source_memory")
    .values({ key: CORPUS_VERSION_KEY, value: "1" })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({ value: sql<string>`source_memory.value + 1` }),
    )
    .execute();
}

/**
 * All that the exchange may touch: the works of what comes and of what goes, and whatever shares a
 * key with an entry of theirs, and so on.
 */
async function relatedEntries(
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
function inPlaceOfTwins<Around extends Pick<RelatedEntries, "entries" | "pages">>(
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
  const name = isSavedPage(head ?? {}) ? JSON.stringify(entry) : (entry.arxivId ?? entry.title);
  return `${page} ${name}`;
}

async function reopenPages(
  db: Transaction<Schema>,
  arriving: EntryExchange["arriving"],
): Promise<void> {
  for (const page of new Set(arriving.map((one) => one.page)))
    await db
      .updateTable("page")
      .set({ mark: null })
      .where("id", "=", page)
      .where("mark", "is not", null)
      .execute();
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

/** The rows of a query for many values, which one statement may not hold. */
async function gather<Value, Row>(
  values: readonly Value[],
  query: (some: Value[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const some of chunks(values, 1)) rows.push(...(await query(some)));
  return rows;
}

async function writePapers(
  db: Transaction<Schema>,
  before: string[],
  { works, identities }: Merged,
  search: SearchWriter,
): Promise<void> {
  const there = await gather(before, (some) =>
    db.selectFrom("paper").select(["id", "seq"]).where("id", "in", some).execute(),
  );
  for (const { seq } of there) search.remove(seq);
  const made = new Map(works.map(({ paper }) => [paper.id, paper]));
  // Of two that turned out to be one, the other id leads there. What nobody shows any more stays to
  // be opened: it was sent, and people press its buttons.
  const unmade = there.flatMap(({ id }) => (made.has(id) ? [] : [id]));
  const [joined, gone] = [
    unmade.filter((id) => identities.has(`id:${id}`)),
    unmade.filter((id) => !identities.has(`id:${id}`)),
  ];
  for (const some of chunks(joined, 1))
    await db.deleteFrom("paper").where("id", "in", some).execute();
  for (const some of chunks(gone, 1))
    await db.updateTable("paper").set({ gone: 1 }).where("id", "in", some).execute();
  for (const some of chunks(works, 4)) {
    const written = await db
      .insertInto("paper")
      .values(some.map(({ paper }) => paperRow(paper)))
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((row) => ({
          paper: row.ref("excluded.paper"),
          day: row.ref("excluded.day"),
          has_code: row.ref("excluded.has_code"),
          gone: 0,
        })),
      )
      .returning(["id", "seq"])
      .execute();
    for (const { id, seq } of written) {
      const paper = made.get(id);
      if (paper) search.put(seq, readForIndex(paper));
    }
  }
  search.flush();
}

function paperRow(paper: Paper): {
  id: string;
  paper: string;
  day: string | null;
  has_code: number;
} {
  return {
    id: paper.id,
    paper: JSON.stringify(paper),
    day: fullDate(paper),
    has_code: hasCode(paper) ? 1 : 0,
  };
}

async function writeEntries(
  db: Transaction<Schema>,
  { arriving, leaving }: EntryExchange,
  staying: readonly KeptEntry[],
  { works }: Merged,
): Promise<void> {
  const gone = [...leaving, ...arriving.flatMap(({ id }) => id ?? [])];
  for (const some of chunks(gone, 1))
    await db.deleteFrom("entry").where("id", "in", some).execute();
  const paperOf = new Map<Entry, string>(
    works.flatMap(({ paper, entries }) =>
      entries.map((entry): [Entry, string] => [entry, paper.id]),
    ),
  );
  // An entry without a work only tells of works that nobody knows.
  const kept = arriving.flatMap((one) => {
    const paper_id = paperOf.get(one.entry);
    return paper_id === undefined ? [] : [{ ...one, paper_id }];
  });
  for (const some of chunks(kept, 4))
    await db
      .insertInto("entry")
      .values(
        some.map(({ id, page, paper_id, entry }) => ({
          ...(id !== undefined && { id }),
          page_id: page,
          paper_id,
          entry: JSON.stringify(entry),
        })),
      )
      .execute();
  for (const { id, paperId, entry } of staying) {
    const paper_id = paperOf.get(entry);
    if (paper_id !== undefined && paper_id !== paperId)
      await db.updateTable("entry").set({ paper_id }).where("id", "=", id).execute();
  }
}
