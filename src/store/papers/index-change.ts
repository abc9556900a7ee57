import type { DatabaseSync } from "node:sqlite";
import type { Transaction } from "kysely";
import { type Paper, paperSchema } from "../../papers/paper.ts";
import { readForIndex } from "../../search/index/indexed-paper.ts";
import { jsonColumn } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { exchangeNames } from "../words/known-names.ts";
import type { SearchWriter } from "../words/search-writer.ts";
import type { PaperRows } from "./paper-rows.ts";
import { unlinkVectors } from "./vectors.ts";
import type { PaperChange } from "./write-exchange.ts";

interface IndexChange {
  /** The connection of the transaction. */
  database: DatabaseSync;
  read: PaperRows;
  /** What it has to write is written when it is flushed. */
  search: SearchWriter;
  /** Called after each small piece of work: others may have their turn. */
  giveWay: () => Promise<void>;
}

/** Writes what is derived of papers that became others: the index of words, names, and which have vectors. */
export async function indexChange(
  db: Transaction<Schema>,
  { before, after }: PaperChange,
  { database, read, search, giveWay }: IndexChange,
): Promise<void> {
  for (const { id, seq, paper } of before) {
    const old = read.paper(paper, id);
    search.remove(seq, old && readForIndex(old));
    await giveWay();
  }
  await unlinkVectors(
    db,
    before.map(({ id }) => id),
  );
  for (const { seq, paper } of after) {
    search.put(seq, readForIndex(paper));
    await giveWay();
  }
  exchangeNames(database, {
    before: before.filter((row) => row.gone === 0).flatMap(({ paper }) => namedIn(paper)),
    after: after.map(({ paper }) => paper),
  });
}

const named = jsonColumn.pipe(paperSchema.pick({ authors: true, organisation: true }));

/** None where the row cannot be read: its names were not counted either. */
function namedIn(stored: string): Pick<Paper, "authors" | "organisation">[] {
  const { data } = named.safeParse(stored);
  return data ? [data] : [];
}
