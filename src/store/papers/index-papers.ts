import { type Kysely, sql, type Transaction } from "kysely";
import { READING_VERSION } from "../../papers/corpus/file-pages.ts";
import { readForIndex } from "../../search/index/indexed-paper.ts";
import type { Schema } from "../schema/schema.ts";
import { EMPTY_WORD_TABLES } from "../schema/search-tables.ts";
import type { SearchWriter } from "../words/search-writer.ts";
import type { PaperRows } from "./paper-rows.ts";

/**
 * Empties an index of words that was made by reading papers in another way: what its papers were counted
 * as cannot be told any more.
 */
export async function emptyOldIndex(db: Kysely<Schema>): Promise<void> {
  if (await isOfThisReading(db)) return;
  await db.transaction().execute(async (transaction) => {
    // Another process may have done it meanwhile.
    if (await isOfThisReading(transaction)) return;
    await emptyIndex(transaction);
  });
}

/** Empties the index of words: `indexSome` puts the papers into it that are there. */
export async function emptyIndex(transaction: Transaction<Schema>): Promise<void> {
  for (const statement of EMPTY_WORD_TABLES) await sql.raw(statement).execute(transaction);
  await sql`update search_sum set reading = ${READING_VERSION}`.execute(transaction);
}

async function isOfThisReading(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ reading: string }>`select reading from search_sum`.execute(db);
  return rows[0]?.reading === READING_VERSION;
}

/** What one transaction should compute: few notice that. */
const MAX_TRANSACTION_MS = 20;
const PAPERS_PER_READ = 50;
/** Higher than the number of any paper: from then on each is put into the index when it is kept. */
const ALL = Number.MAX_SAFE_INTEGER;

/** As `PaperStore.indexSome`. */
export async function indexSomePapers(
  db: Kysely<Schema>,
  read: PaperRows,
  searchWriters: () => SearchWriter,
): Promise<boolean> {
  if ((await indexedUpTo(db)) === ALL) return false;
  const { search, isMore } = await db.transaction().execute(async (transaction) => {
    const writer = searchWriters();
    const began = performance.now();
    let last = await indexedUpTo(transaction);
    while (last < ALL && performance.now() - began < MAX_TRANSACTION_MS) {
      const { rows } = await sql<{ seq: number; id: string; paper: string }>`
        select seq, id, paper from paper where gone = 0 and seq > ${last}
          and not exists (select 1 from paper_forward where at = seq)
          order by seq limit ${PAPERS_PER_READ}`.execute(transaction);
      for (const { seq, id, paper } of rows) {
        const known = read.paper(paper, id);
        if (known) writer.put(seq, readForIndex(known));
      }
      last = rows.length < PAPERS_PER_READ ? ALL : (rows.at(-1)?.seq ?? ALL);
    }
    writer.flush();
    await sql`update search_sum set up_to = ${last}`.execute(transaction);
    return { search: writer, isMore: last < ALL };
  });
  search.keep();
  return isMore;
}

async function indexedUpTo(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ up_to: number }>`select up_to from search_sum`.execute(db);
  return rows[0]?.up_to ?? ALL;
}
