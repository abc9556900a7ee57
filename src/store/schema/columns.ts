import { z } from "zod";

/** How an instant stands in a column: milliseconds since 1970, UTC. */
export function instant(milliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds);
}

export const instantColumn = z.number().transform(instant);

/** A column that holds JSON. What cannot be read as that is an issue like any other. */
export const jsonColumn = z.string().transform((value, context): unknown => {
  try {
    return JSON.parse(value);
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : String(error));
    return z.NEVER;
  }
});

export const stringsColumn = jsonColumn.pipe(z.array(z.string()));

export function stringList(column: string): string[] {
  return stringsColumn.parse(column);
}

/** SQLite takes at most 32 766 bound values in one statement. */
const VALUES_PER_STATEMENT = 10_000;

/** Parts of a long list, each small enough for one statement that binds some values per item. */
export function* chunks<T>(items: readonly T[], valuesPerItem: number): Generator<T[]> {
  const size = Math.floor(VALUES_PER_STATEMENT / valuesPerItem);
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
