import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import { type Paper, wordingOf, wordingSchema } from "../../papers/paper.ts";
import { chunks, jsonColumn } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

/** Notes which papers say something else than before: topics are to be matched with them again. */
export async function noteRewordings(
  db: Transaction<Schema>,
  before: readonly { id: string; paper: string }[],
  made: ReadonlyMap<string, Paper>,
): Promise<void> {
  const rows = before.flatMap(({ id, paper: stored }) => {
    const paper = made.get(id);
    const old = jsonColumn.pipe(wordingSchema).safeParse(stored).data;
    if (!paper || !old || wordingOf(old) === wordingOf(paper)) return [];
    return [{ paper_id: id, wording: wordingMark(wordingOf(paper)), matched_at: null }];
  });
  for (const some of chunks(rows, 3))
    await db
      .insertInto("rewording")
      .values(some)
      .onConflict((conflict) =>
        conflict.column("paper_id").doUpdateSet((row) => ({
          wording: row.ref("excluded.wording"),
          matched_at: null,
        })),
      )
      .execute();
}

/** Stands for a wording where that would take up much room. */
export function wordingMark(wording: string): string {
  return createHash("sha256").update(wording).digest("base64url");
}
