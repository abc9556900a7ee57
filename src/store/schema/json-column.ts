import type { Logger } from "pino";
import { z } from "zod";

/** What stands in a column as JSON; null where its schema refuses it. `row` is the id of the row. */
export type ReadJson<Value> = (json: unknown, row: number | string) => Value | null;

export interface JsonColumn<Value> {
  table: string;
  /** Only checks: a value is given as it is stored, with what an older or newer Paperboy adds. */
  schema: z.ZodType<Value, Value>;
  log: Pick<Logger, "error">;
}

/** A reader of one column, which logs each row that it refuses, once. */
export function jsonColumn<Value>({ table, schema, log }: JsonColumn<Value>): ReadJson<Value> {
  const refused = new Set<number | string>();
  return (json, row) => {
    const { value, problem } = read(schema, json);
    if (problem !== null && !refused.has(row)) {
      refused.add(row);
      log.error({ table, row, problem }, UNREADABLE);
    }
    return value;
  };
}

const UNREADABLE =
  "A row of the database cannot be read, and is left out. Everything else goes on; restore a backup if it is missed: npm run restore -- FILE";

/** Nothing is taken over from what the schema gives: comparing entries wants their fields in order. */
function read<Value>(
  schema: z.ZodType<Value>,
  json: unknown,
): { value: Value; problem: null } | { value: null; problem: string } {
  const value = parsed(json);
  if (fits(schema, value)) return { value, problem: null };
  const { error } = schema.safeParse(value);
  return { value: null, problem: error ? z.prettifyError(error) : "" };
}

/** Any JSON, for what others check. */
export const anyJson = z.unknown().refine((value) => value !== undefined, "No JSON");

/** Undefined where it is no JSON. */
function parsed(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}

function fits<Value>(schema: z.ZodType<Value>, value: unknown): value is Value {
  return schema.safeParse(value).success;
}
