import { DatabaseSync } from "node:sqlite";
import type { Paper } from "../../src/papers/paper.ts";
import { createIndex } from "../../src/search/create-index.ts";
import { readForIndex } from "../../src/search/index/indexed-paper.ts";
import { openSearchIndex } from "../../src/search/open-search-index.ts";
import type { PaperIndex } from "../../src/search/paper-index.ts";
import type { Meanings } from "../../src/search/words/meaning/meanings.ts";
import { createSearchReader } from "../../src/store/words/search-reader.ts";
import { exchangeNames } from "../../src/store/words/known-names.ts";
import { NAME_TABLE } from "../../src/store/schema/name-table.ts";
import { SEARCH_TABLES } from "../../src/store/schema/search-tables.ts";
import { createSearchWriters, type SearchWriter } from "../../src/store/words/search-writer.ts";

/** Whatever answers, the answers are the same: what holds of one index is tested of both. */
export const engines: [name: string, createIndex: CreateIndex][] = [
  ["in memory", createIndex],
  ["in the store", (papers, meanings) => storeOf(papers, meanings).index],
];

type CreateIndex = (papers: readonly Paper[], meanings?: Meanings) => PaperIndex;

/** A store of papers that come, change and go, and the index over those that are there. */
export function storeOf(papers: readonly Paper[], meanings?: Meanings) {
  const database = new DatabaseSync(":memory:");
  database.exec(
    `create table paper (seq integer primary key autoincrement, id text not null unique,
      paper text not null, day text, has_code integer not null)`,
  );
  for (const statement of [...SEARCH_TABLES, NAME_TABLE]) database.exec(statement);
  const byId = database.prepare("select seq from paper where id = ?");
  const bySeq = database.prepare("select paper from paper where seq = ?");
  const put = database.prepare(
    `insert into paper (id, paper, day, has_code) values (?, ?, ?, ?)
      on conflict (id) do update set paper = excluded.paper, day = excluded.day,
        has_code = excluded.has_code
      returning seq`,
  );
  const placeOf = ({ id }: Pick<Paper, "id">) => {
    const row = byId.get(id);
    return row ? Number(row["seq"]) : undefined;
  };
  const kept = new Map<string, Paper>();
  let read = 0;
  function paperAt(at: number): Paper {
    read += 1;
    const row = bySeq.get(at);
    if (!row) throw new RangeError(`The store has no paper ${at}`);
    const { id } = JSON.parse(String(row["paper"]));
    const paper = kept.get(id);
    if (!paper) throw new RangeError(`Nobody added ${id}`);
    return paper;
  }
  const keptOf = (ids: readonly string[]) => ids.flatMap((id) => kept.get(id) ?? []);

  const writers = createSearchWriters(database);
  function write(change: (writer: SearchWriter) => void): void {
    database.exec("begin");
    const writer = writers();
    change(writer);
    writer.flush();
    database.exec("commit");
    writer.keep();
  }

  function takeOut(writer: SearchWriter, id: string): void {
    const before = kept.get(id);
    if (before) writer.remove(placeOf({ id }) ?? 0, readForIndex(before));
  }

  const store = {
    /** New ones, and those with the id of one that is there in its place. */
    add(some: readonly Paper[]): void {
      write((writer) => {
        exchangeNames(database, { before: keptOf(some.map(({ id }) => id)), after: some });
        for (const paper of some) {
          const day = paper.published?.precision === "day" ? paper.published.date : null;
          const hasCode = paper.links.some(({ kind }) => kind === "code") ? 1 : 0;
          const seq = Number(put.get(paper.id, JSON.stringify(paper), day, hasCode)?.["seq"]);
          takeOut(writer, paper.id);
          writer.put(seq, readForIndex(paper));
          kept.set(paper.id, paper);
        }
      });
    },
    remove(ids: readonly string[]): void {
      write((writer) => {
        exchangeNames(database, { before: keptOf(ids), after: [] });
        for (const id of ids) {
          takeOut(writer, id);
          database.prepare("delete from paper where id = ?").run(id);
          kept.delete(id);
        }
      });
    },
    /** In the order in which they first came. */
    papers: () =>
      database
        .prepare("select id from paper order by seq")
        .all()
        .flatMap((row) => kept.get(String(row["id"])) ?? []),
    /** How many papers were read to answer. */
    read: () => read,
    ...openSearchIndex(createSearchReader(database), { placeOf, paperAt }, meanings),
  };
  store.add(papers);
  return store;
}
