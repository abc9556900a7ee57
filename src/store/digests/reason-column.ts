import { type Reason, reasonSchema } from "../../digests/reason.ts";
import { jsonColumn } from "../schema/columns.ts";

const reasonColumn = jsonColumn.pipe(reasonSchema);

export function reasonJson(reason: Reason | undefined): string | null {
  return reason === undefined ? null : JSON.stringify(reasonSchema.parse(reason));
}

/** Null where none is stored, or one that a later Paperboy wrote. */
export function reasonIn(column: string | null): Reason | null {
  return column === null ? null : (reasonColumn.safeParse(column).data ?? null);
}
