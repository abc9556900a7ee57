import type { Kysely } from "kysely";
import { z } from "zod";
import type { Schema } from "../schema/schema.ts";

/** Rows that are in memory at a time. */
export const ROWS_AT_ONCE = 500;

/** What an export has in one file of lines, each a JSON document. */
export interface Listing {
  /** Of the file, without its ending: `ledger`. */
  name: string;
  /** Of each line. */
  schema: z.ZodType;
  lines: (db: Kysely<Schema>) => AsyncIterable<Line>;
}

/** A line without its end, or a row that could not be read, and why. */
export type Line = { text: string } | { row: string; problem: string };

interface ListingOptions<Key, Row, Value> {
  name: string;
  schema: z.ZodType<Value>;
  /** Comes before those of all rows. */
  first: Key;
  /** The next `ROWS_AT_ONCE` rows behind a key, in the order of their keys. */
  rowsAfter: (db: Kysely<Schema>, key: Key) => Promise<Row[]>;
  keyOf: (row: Row) => Key;
  /** Throws where the row cannot be read. */
  valueOf: (row: Row) => Value;
}

/** However many rows there are, a few are in memory. */
export function listing<Key, Row, Value>({
  name,
  schema,
  first,
  rowsAfter,
  keyOf,
  valueOf,
}: ListingOptions<Key, Row, Value>): Listing {
  async function* lines(db: Kysely<Schema>): AsyncGenerator<Line> {
    let last = first;
    for (;;) {
      const rows = await rowsAfter(db, last);
      for (const row of rows) {
        last = keyOf(row);
        try {
          yield { text: JSON.stringify(schema.parse(valueOf(row))) };
        } catch (error) {
          yield { row: [last].flat().join(" "), problem: problemIn(error) };
        }
      }
      if (rows.length < ROWS_AT_ONCE) return;
    }
  }
  return { name, schema, lines };
}

function problemIn(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

/** `2026-11-21T09:00:00Z` */
export const when = z.iso.datetime();

/** Discord's. */
export const id = z.string();
