import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { type Kysely, sql, type Transaction } from "kysely";
import { z } from "zod";
import { indexChange } from "../papers/index-change.ts";
import { emptyIndex } from "../papers/index-papers.ts";
import type { PaperRows } from "../papers/paper-rows.ts";
import { raiseVersion } from "../papers/paper-store.ts";
import type { PaperRow } from "../papers/write-exchange.ts";
import type { Schema } from "../schema/schema.ts";
import { createSearchWriters } from "../words/search-writer.ts";
import { inOneMoment } from "./one-moment.ts";
import { PAPER_TABLES } from "./paper-changes.ts";

interface Follower {
  /** Where the papers are. */
  shared: Kysely<Schema>;
  /** The file of this process, which has a copy of them and what is derived from it. */
  local: Kysely<Schema>;
  database: DatabaseSync;
  read: PaperRows;
}

/** Rows are read so many at a time, and papers indexed so many in a transaction: few notice that. */
const ROWS_AT_ONCE = 500;
const PAPERS_AT_ONCE = 20;

/** How far the copy goes, and of which database. */
const markSchema = z.object({ origin: z.string(), number: z.number() });
const MARK_KEY = "papers up to";

/** Brings the copy up to date when it is called: everything that was committed by then is in it afterwards. */
export function createFollower(follower: Follower): () => Promise<void> {
  const searchWriters = createSearchWriters(follower.database);
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  async function turn(): Promise<void> {
    await running.catch(() => undefined);
    next = null;
    running = catchUp(follower, searchWriters);
    await running;
  }

  // Whoever asks while one waits for its turn is served by that.
  return async () => {
    next ??= turn();
    await next;
  };
}

type SearchWriters = ReturnType<typeof createSearchWriters>;

/**
 * All from one moment: a paper comes after the entries and pages that say whether it is listed. The mark
 * moves at the end, so what is interrupted is done again; rows that are there already cost little.
 */
async function catchUp(follower: Follower, searchWriters: SearchWriters): Promise<void> {
  const { shared, local } = follower;
  await inOneMoment(shared, async (from) => {
    const { rows } = await sql<{ origin: string; newest: number }>`
        select id::text as origin, (select coalesce(max(number), 0) from paper_change) as newest
        from paper_origin`.execute(from);
    const [there] = rows;
    if (!there) throw new Error("The database doesn't say which it is");
    const { origin, newest } = there;
    const mark = await markOf(local);
    const isOfThese = mark !== null && mark.origin === origin && mark.number <= newest;
    if (isOfThese && mark.number === newest) return;
    if (!isOfThese) await beginAnew(local);
    for (const table of PAPER_TABLES)
      await copyChanges(follower, {
        from,
        ...table,
        after: isOfThese ? mark.number : 0,
        searchWriters,
      });
    await local.transaction().execute(async (to) => {
      await keepMark(to, { origin, number: newest });
      await raiseVersion(to);
    });
  });
}

/** Whether the copy was complete once: people can be answered from it. */
export async function hasCopy(local: Kysely<Schema>): Promise<boolean> {
  return (await markOf(local)) !== null;
}

async function markOf(local: Kysely<Schema>): Promise<z.infer<typeof markSchema> | null> {
  const row = await local
    .selectFrom("source_memory")
    .select("value")
    .where("key", "=", MARK_KEY)
    .executeTakeFirst();
  return row ? markSchema.parse(JSON.parse(row.value)) : null;
}

async function keepMark(to: Transaction<Schema>, mark: z.infer<typeof markSchema>): Promise<void> {
  const value = JSON.stringify(mark);
  await to
    .insertInto("source_memory")
    .values({ key: MARK_KEY, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
}

/** Removes the copy of another database, and what is derived from it. Vectors of texts are anybody's. */
async function beginAnew(local: Kysely<Schema>): Promise<void> {
  await local.transaction().execute(async (to) => {
    for (const table of [
      "entry",
      "page",
      "identity",
      "paper",
      "paper_vector",
      "known_name",
      "paper_fact",
    ])
      await sql`delete from ${sql.table(table)}`.execute(to);
    await emptyIndex(to);
  });
}

interface Copying {
  from: Transaction<Schema>;
  table: (typeof PAPER_TABLES)[number]["table"];
  key: string;
  /** Changes up to this number are there. */
  after: number;
  searchWriters: SearchWriters;
}

type Row = Record<string, unknown>;

async function copyChanges(
  follower: Follower,
  { from, table, key, after, searchWriters }: Copying,
): Promise<void> {
  const [rowKey, rowsAtOnce] = [sql.ref(key), table === "paper" ? PAPERS_AT_ONCE : ROWS_AT_ONCE];
  for (let last = after; ;) {
    const { rows: changes } = await sql<{ row_id: number; number: number }>`
      select row_id, number from paper_change
      where kind = ${table} and number > ${last} order by number limit ${rowsAtOnce}`.execute(from);
    const newest = changes.at(-1);
    if (!newest) return;
    last = newest.number;
    const keys = changes.map(({ row_id }) => row_id);
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} where ${rowKey} in (${sql.join(keys)}) order by ${rowKey}`.execute(
      from,
    );
    const there = new Set(rows.map((row) => Number(row[key])));
    const gone = keys.filter((one) => !there.has(one));
    if (table === "paper") await replacePapers(follower, { rows, gone, searchWriters });
    else
      await follower.local.transaction().execute(async (to) => {
        await remove(to, table, key, gone);
        await replace(to, table, rows);
      });
    await setImmediate();
  }
}

const paperRow = z.object({ id: z.string(), seq: z.number(), paper: z.string(), gone: z.number() });

interface Papers {
  rows: readonly Row[];
  gone: readonly number[];
  searchWriters: SearchWriters;
}

async function replacePapers(
  { local, database, read }: Follower,
  { rows, gone, searchWriters }: Papers,
): Promise<void> {
  const search = await local.transaction().execute(async (to) => {
    const writer = searchWriters();
    const coming = paperRow.array().parse(rows);
    const before = await to
      .selectFrom("paper")
      .select(["id", "seq", "paper", "gone"])
      .where("seq", "in", [...gone, ...coming.map(({ seq }) => seq)])
      .execute();
    const known = new Map(before.map((row) => [row.seq, row]));
    const isSame = (row: PaperRow) => {
      const old = known.get(row.seq);
      return old?.id === row.id && old.paper === row.paper && old.gone === row.gone;
    };
    const same = new Set(coming.filter(isSame).map(({ seq }) => seq));
    await remove(to, "paper", "seq", gone);
    await replace(
      to,
      "paper",
      rows.filter((row) => !same.has(Number(row["seq"]))),
    );
    const change = {
      before: before.filter(({ seq }) => !same.has(seq)),
      after: coming.flatMap((row) => {
        const paper = same.has(row.seq) || row.gone !== 0 ? null : read.paper(row.paper, row.id);
        return paper ? [{ seq: row.seq, paper }] : [];
      }),
    };
    await indexChange(to, change, {
      database,
      read,
      search: writer,
      giveWay: () => setImmediate(),
    });
    writer.flush();
    return writer;
  });
  search.keep();
}

async function remove(
  to: Transaction<Schema>,
  table: string,
  key: string,
  gone: readonly number[],
): Promise<void> {
  if (gone.length > 0)
    await sql`delete from ${sql.table(table)} where ${sql.ref(key)} in (${sql.join(gone)})`.execute(
      to,
    );
}

/** All columns that there are, in place of the row with the same key. */
async function replace(
  to: Transaction<Schema>,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  const names = columns.map((column) => sql.ref(column));
  await sql`insert or replace into ${sql.table(table)} (${sql.join(names)}) values ${sql.join(values)}`.execute(
    to,
  );
}
