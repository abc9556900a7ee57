import type { Transaction } from "kysely";
import type { KeptEntry } from "../../papers/corpus/kept-pages.ts";
import type { Merged } from "../../papers/corpus/merge-in.ts";
import type { EntryExchange } from "../../papers/corpus/paper-store.ts";
import { type Entry, fullDate, hasCode, type Paper } from "../../papers/paper.ts";
import { chunks } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { gather } from "./gather.ts";
import { noteRewordings } from "./rewordings.ts";

export async function reopenPages(
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

/** A row of a paper, before a change or after it. */
export interface PaperRow {
  id: string;
  seq: number;
  paper: string;
  gone: number;
}

/** Papers before a change, and after it those that it made or changed. */
export interface PaperChange {
  before: readonly PaperRow[];
  after: readonly { seq: number; paper: Paper }[];
}

/** Writes the papers that a change makes, in place of those with the ids that it touches. */
export async function writePapers(
  db: Transaction<Schema>,
  touched: readonly string[],
  { works, identities }: Merged,
): Promise<PaperChange> {
  const before = await gather(touched, (some) =>
    db.selectFrom("paper").select(["id", "seq", "paper", "gone"]).where("id", "in", some).execute(),
  );
  const made = new Map(works.map(({ paper }) => [paper.id, paper]));
  await noteRewordings(db, before, made);
  // Of two that turned out to be one, the other id leads there. What nobody shows any more stays to
  // be opened: it was sent, and people press its buttons.
  const unmade = before.flatMap(({ id }) => (made.has(id) ? [] : [id]));
  const [joined, gone] = [
    unmade.filter((id) => identities.has(`id:${id}`)),
    unmade.filter((id) => !identities.has(`id:${id}`)),
  ];
  for (const some of chunks(joined, 1))
    await db.deleteFrom("paper").where("id", "in", some).execute();
  for (const some of chunks(gone, 1))
    await db.updateTable("paper").set({ gone: 1 }).where("id", "in", some).execute();
  const after: { seq: number; paper: Paper }[] = [];
  for (const some of chunks(works, 5)) {
    const written = await db
      .insertInto("paper")
      .values(some.map(({ paper }) => paperRow(paper)))
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((row) => ({
          paper: row.ref("excluded.paper"),
          day: row.ref("excluded.day"),
          has_code: row.ref("excluded.has_code"),
          upvotes: row.ref("excluded.upvotes"),
          gone: 0,
        })),
      )
      .returning(["id", "seq"])
      .execute();
    for (const { id, seq } of written) {
      const paper = made.get(id);
      if (paper) after.push({ seq, paper });
    }
  }
  return { before, after };
}

function paperRow(paper: Paper): {
  id: string;
  paper: string;
  day: string | null;
  has_code: number;
  upvotes: number;
} {
  return {
    id: paper.id,
    paper: JSON.stringify(paper),
    day: fullDate(paper),
    has_code: hasCode(paper) ? 1 : 0,
    upvotes: paper.upvotes ?? 0,
  };
}

export async function writeEntries(
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
  // An entry that only tells more of a known work has none where the work is not known.
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

export async function writeIdentities(
  db: Transaction<Schema>,
  { identities }: Merged,
): Promise<void> {
  for (const some of chunks([...identities], 2))
    await db
      .insertInto("identity")
      .values(some.map(([key, paper_id]) => ({ key, paper_id })))
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet((row) => ({ paper_id: row.ref("excluded.paper_id") })),
      )
      .execute();
}
