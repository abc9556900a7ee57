import { chunks } from "../schema/columns.ts";

/** The rows of a query for many values, which one statement may not hold. */
export async function gather<Value, Row>(
  values: readonly Value[],
  query: (some: Value[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const some of chunks(values, 1)) rows.push(...(await query(some)));
  return rows;
}
