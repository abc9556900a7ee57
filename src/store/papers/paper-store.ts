import type { DatabaseSync } from "node:sqlite";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Logger } from "pino";
import type { PaperStore } from "../../papers/corpus/paper-store.ts";
import type { Schema } from "../schema/schema.ts";
import { exchangeNames } from "../words/known-names.ts";
import { createSearchWriters } from "../words/search-writer.ts";
import { indexSomePapers } from "./index-papers.ts";
import { readCorpus } from "./corpus.ts";
import { createPaperRows, keptEntries } from "./paper-rows.ts";
import { inPlaceOfTwins, relatedEntries } from "./related-entries.ts";
import { reopenPages, writeEntries, writeIdentities, writePapers } from "./write-exchange.ts";

/** The papers, and the entries and pages that they are made of. */
export function createPaperStore(
  db: Kysely<Schema>,
  database: DatabaseSync,
  log: Pick<Logger, "error">,
): PaperStore {
  const takenRow = database.prepare("select 1 from identity where paper_id = ? or key = ?");
  const isTaken = (paperId: string) => takenRow.get(paperId, `id:${paperId}`) !== undefined;
  const read = createPaperRows(log);
  const searchWriters = createSearchWriters(database);
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

    indexSome: async () => await indexSomePapers(db, read, searchWriters),

    async exchange(wanted, merge, giveWay = () => Promise.resolve()) {
      const { search, exchanged } = await db.transaction().execute(async (transaction) => {
        const writer = searchWriters();
        const began = process.threadCpuUsage();
        const { paperIds, ...found } = await relatedEntries(transaction, read, wanted);
        const { exchange, around } = inPlaceOfTwins(wanted, found);
        // Another process may have closed these pages: they are open until this one has taken in all of them.
        await reopenPages(transaction, exchange.arriving);
        await giveWay();
        const merged = merge({ ...around, isTaken }, exchange.arriving);
        await giveWay();
        await writePapers(transaction, {
          before: paperIds,
          merged,
          read,
          search: writer,
          giveWay,
          exchangeNames: (changed) => exchangeNames(database, changed),
        });
        await giveWay();
        await writeEntries(transaction, exchange, around.entries, merged);
        await giveWay();
        await writeIdentities(transaction, merged);
        await raiseVersion(transaction);
        await giveWay();
        while (writer.flushSome()) await giveWay();
        await giveWay();
        writer.flush();
        // Readers see all of it from now on. To write it to the disk takes a while as well.
        await giveWay();
        const known = new Set(paperIds);
        const fresh = merged.works.map(({ paper }) => paper.id).filter((id) => !known.has(id));
        return {
          search: writer,
          exchanged: { ...merged, fresh, computedMs: computedSince(began) },
        };
      });
      search.keep();
      return exchanged;
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
