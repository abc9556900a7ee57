import { type RoundUpPaper, roundUpSchema } from "../../digests/round-up.ts";
import { jsonColumn } from "../schema/columns.ts";

const roundUpColumn = jsonColumn.pipe(roundUpSchema);

export function roundUpJson(papers: readonly RoundUpPaper[]): string | null {
  return papers.length === 0 ? null : JSON.stringify(papers);
}

/** Empty where none is stored, or one that a later Paperboy wrote. */
export function roundUpIn(column: string | null): RoundUpPaper[] {
  return column === null ? [] : (roundUpColumn.safeParse(column).data ?? []);
}
