import type { DatabaseSync } from "node:sqlite";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Logger } from "pino";
import type { PaperStore } from "../../papers/corpus/paper-store.ts";
import type { Schema } from "../schema/schema.ts";
import { createSearchWriters } from "../words/search-writer.ts";
import { exchangeIn, freshOf } from "./exchange-in.ts";
import { indexChange } from "./index-change.ts";
import { indexSomePapers } from "./index-papers.ts";
import { pagesIn } from "./pages.ts";
import { readCorpus } from "./corpus.ts";
import { createPaperRows } from "./paper-rows.ts";

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

    hasAll: () => true,

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

    ...pagesIn(db, read),

    indexSome: async () => await indexSomePapers(db, read, searchWriters),

    async exchange(wanted, merge, giveWay = () => Promise.resolve()) {
      const { search, exchanged } = await db.transaction().execute(async (transaction) => {
        const writer = searchWriters();
        const began = process.threadCpuUsage();
        const { change, merged, known } = await exchangeIn(
          transaction,
          read,
          wanted,
          (around, arriving) => merge({ ...around, isTaken }, arriving),
          giveWay,
        );
        await indexChange(transaction, change, { database, read, search: writer, giveWay });
        await raiseVersion(transaction);
        await giveWay();
        while (writer.flushSome()) await giveWay();
        await giveWay();
        writer.flush();
        // Readers see all of it from now on. To write it to the disk takes a while as well.
        await giveWay();
        return {
          search: writer,
          exchanged: {
            ...merged,
            fresh: freshOf(merged, known),
            computedMs: computedSince(began),
          },
        };
      });
      search.keep();
      return exchanged;
    },
  };
}

/** Of the processor alone: others who want it, and the disk, take time of their own. */
export function computedSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}

const CORPUS_VERSION_KEY = "corpus version";

export async function raiseVersion(db: Transaction<Schema>): Promise<void> {
  await db
    .insertInto("source_memory")
    .values({ key: CORPUS_VERSION_KEY, value: "1" })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({ value: sql<string>`source_memory.value + 1` }),
    )
    .execute();
}
