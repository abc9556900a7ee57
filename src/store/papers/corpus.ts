import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import { type Corpus, newestDay, type StoredCorpus } from "../../papers/corpus/corpus.ts";
import { arxivKey, doiKey, titleKey } from "../../papers/corpus/keys.ts";
import { isSavedPage, type Paper } from "../../papers/paper.ts";
import { isDamage } from "../file/sqlite-trouble.ts";
import { stringList } from "../schema/columns.ts";
import type { PaperRows } from "./paper-rows.ts";

/** Papers that were read a moment ago are asked for again: a search shows them, a card opens. */
const PAPERS_AT_HAND = 2000;

type CorpusRow = Record<string, unknown>;
type Columns = "id" | "id, paper";

/** Not from the papers themselves: to count those, SQLite reads them all. */
const COUNTS = `select count(*) size, count(day) dated, total(code) code,
  count(case when code then day end) dated_code from paper_fact`;

/** In the order of an index that has what is asked for: papers themselves are read only where they are wanted. */
export const MOST_UPVOTED = `select seq, id, paper from paper indexed by paper_by_upvotes
  where gone = 0 and upvotes > 0 and (:since is null or day >= :since)
  and (:among is null or id in (select value from json_each(:among)))
  order by upvotes desc, seq limit :limit`;

const IDS_AT_ONCE = 1000;
const PAPERS_AT_ONCE = 100;

/**
 * The papers of the database as they are now. Each is read when somebody asks for it, and at once:
 * the file is here, so there is nothing to wait for.
 */
export function readCorpus(
  database: DatabaseSync,
  read: PaperRows,
  log: Pick<Logger, "error">,
): StoredCorpus {
  const papers = rememberLast<Paper | undefined>(PAPERS_AT_HAND);
  const paperRow = database.prepare("select seq, id, paper, gone from paper where id = ?");
  const paperAtRow = database.prepare("select seq, id, paper, gone from paper where seq = ?");
  const seqRow = database.prepare("select seq from paper where id = ? and gone = 0");
  const idsRow = database.prepare(
    `select json_group_array(id) ids from
      (select paper.id from json_each(?) wanted cross join paper on seq = wanted.value and gone = 0)`,
  );
  const keyRow = database.prepare("select paper_id from identity where key = ?");

  let counted: Record<string, unknown> | null = null;
  /** Counted when somebody asks, and then kept: it means to walk through all of them. */
  const count = (what: "size" | "dated" | "code" | "dated_code") =>
    Number((counted ??= Object(database.prepare(COUNTS).get()))?.[what]);

  function paperOf(row: CorpusRow | undefined): Paper | undefined {
    return row && papers(Number(row["seq"]), () => readPaper(row));
  }

  function readPaper({ id, paper: json, gone = 0 }: CorpusRow): Paper | undefined {
    const paper = read.paper(json, String(id));
    if (paper === null) return undefined;
    return Number(gone) === 0 ? paper : { ...paper, gone: true };
  }

  /** Of all papers in their order. Those in a damaged part of the file are left out, and the log says so. */
  function* rowsOf(columns: Columns, atOnce: number): Generator<CorpusRow> {
    const some = database.prepare(
      `select seq, ${columns} from paper where seq > ? and gone = 0 order by seq limit ?`,
    );
    let rows: CorpusRow[] = [];
    for (let last = 0; ; last = Number(rows.at(-1)?.["seq"])) {
      try {
        rows = some.all(last, atOnce);
      } catch (error) {
        if (!isDamage(error)) throw error;
        yield* rowsAround(columns, last);
        return;
      }
      yield* rows;
      if (rows.length < atOnce) return;
    }
  }

  /** One by one, by the numbers that another part of the file has. */
  function* rowsAround(columns: Columns, after: number): Generator<CorpusRow> {
    const one = database.prepare(`select ${columns} from paper where seq = ? and gone = 0`);
    let lost = 0;
    for (const { at } of database
      .prepare("select at from paper_fact where at > ? order by at")
      .all(after))
      try {
        const row = one.get(at ?? null);
        if (row) yield row;
      } catch (error) {
        if (!isDamage(error)) throw error;
        lost += 1;
      }
    log.error({ papers: lost }, DAMAGED);
  }

  const byKey = (key: string) => {
    const row = keyRow.get(key);
    return row === undefined ? undefined : paperOf(paperRow.get(String(row["paper_id"])));
  };

  return {
    get size() {
      return count("size");
    },
    ...aboutPages(database, read),
    get namesAuthors() {
      return (
        database
          .prepare("select 1 from paper where paper ->> '$.authors' is not null and gone = 0")
          .get() !== undefined
      );
    },
    *ids() {
      for (const row of rowsOf("id", IDS_AT_ONCE)) yield String(row["id"]);
    },
    unlisted: () =>
      new Map(
        database
          .prepare(UNLISTED)
          .all()
          .map((row) => [String(row["paper_id"]), row["archive"] ? "archive" : "asked for"]),
      ),
    *all() {
      for (const row of rowsOf("id, paper", PAPERS_AT_ONCE)) {
        const paper = readPaper(row);
        if (paper) yield paper;
      }
    },
    lastSeen: (limit) =>
      database
        .prepare("select seq, id, paper from paper where gone = 0 order by seq desc limit ?")
        .all(limit)
        .flatMap((row) => paperOf(row) ?? []),
    latest: ({ offset, limit }) =>
      database
        .prepare(
          "select seq, id, paper from paper where day is not null and gone = 0 order by day desc, seq limit ? offset ?",
        )
        .all(limit, offset)
        .flatMap((row) => paperOf(row) ?? []),
    mostUpvoted: ({ since, among, limit }) =>
      database
        .prepare(MOST_UPVOTED)
        .all({ since, among: among && JSON.stringify([...among]), limit })
        .flatMap((row) => paperOf(row) ?? []),
    dated({ codeOnly } = { codeOnly: false }) {
      const dated = count(codeOnly ? "dated_code" : "dated");
      return { with: dated, without: count(codeOnly ? "code" : "size") - dated };
    },
    at: (seq) =>
      papers(seq, () => {
        const row = paperAtRow.get(seq);
        return row && readPaper(row);
      }),
    seqOf(id) {
      const row = seqRow.get(id);
      return row && Number(row["seq"]);
    },
    idsAt: (seqs) => stringList(String(idsRow.get(JSON.stringify(seqs))?.["ids"] ?? "[]")),
    byId: (id) => paperOf(paperRow.get(id)) ?? byKey(`id:${id}`),
    byTitle: (title) => there(byKey(titleKey(title))),
    byArxivId: (arxivId) => there(byKey(arxivKey(arxivId))),
    byDoi: (doi) => there(byKey(doiKey(doi))),
    joined: () =>
      new Map(
        database
          .prepare(
            "select substr(key, 4) id, paper_id from identity where key between 'id:' and 'id;'",
          )
          .all()
          .map((row) => [String(row["id"]), String(row["paper_id"])]),
      ),
  };
}

/** As `isListed` in `createCorpus` has it. Only pages of answers and archives are gone through. */
const UNLISTED = `select paper_id, total(page.head ->> '$.isArchive') archive from page
  cross join entry on entry.page_id = page.id
  where (page.head ->> '$.isAnswer' or page.head ->> '$.isArchive') and not exists (
    select 1 from entry as other join page as elsewhere on elsewhere.id = other.page_id
    where other.paper_id = entry.paper_id
      and elsewhere.head ->> '$.isAnswer' is null and elsewhere.head ->> '$.isArchive' is null
      and other.entry ->> '$.onlyIfKnown' is null)
  group by paper_id`;

function there(paper: Paper | undefined): Paper | undefined {
  return paper?.gone ? undefined : paper;
}

const DAMAGED =
  "A part of the database is damaged, and some papers cannot be read. Everything else goes on; restore a backup: npm run restore -- FILE";

function aboutPages(database: DatabaseSync, read: PaperRows): Pick<Corpus, "pages" | "newest"> {
  const heads = database
    .prepare("select id, head from page")
    .all()
    .flatMap((row) => read.head(row["head"], Number(row["id"])) ?? [])
    .filter(isSavedPage);
  return { pages: heads.length, newest: newestDay(heads.map(({ savedOn }) => savedOn)) };
}

/** The last so many things that were asked for. */
function rememberLast<T>(most: number): (key: number, read: () => T) => T {
  const known = new Map<number, T>();
  return (key, read) => {
    const value = known.get(key) ?? read();
    known.delete(key);
    known.set(key, value);
    if (known.size > most) known.delete(known.keys().next().value ?? key);
    return value;
  };
}
