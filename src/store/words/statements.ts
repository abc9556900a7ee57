import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { IN_MANY } from "../schema/search-tables.ts";

/** After everything that begins with what stands before it. */
export const LAST_LETTER = "\u{10ffff}";
/** Letters of a beginning for which the index has the best completions in order. */
const INDEXED_PREFIX = 3;
/** Of a longer beginning, or one of which few texts are in many papers, so many are looked at. */
const MAX_COMPLETIONS_SCANNED = 2000;

/** `level` is 0 where a text is nothing to offer, and otherwise that of its count: see `levelOf`. */
interface CountedTexts {
  table: string;
  /** That of the texts in alphabetical order; null where the table has that order. */
  index: string | null;
  text: string;
  count: string;
}

export type Row = Record<string, SQLOutputValue>;
export type Statements = ReturnType<typeof createStatements>;

/** Statements are prepared when they are first needed, and kept. */
export function createStatements(database: DatabaseSync) {
  const prepared = new Map<string, StatementSync>();

  function statement(sql: string): StatementSync {
    const known = prepared.get(sql);
    if (known) return known;
    const made = database.prepare(sql);
    prepared.set(sql, made);
    return made;
  }

  const rows = (sql: string, ...bound: SQLInputValue[]): Row[] => statement(sql).all(...bound);

  return {
    rows,
    row: (sql: string, ...bound: SQLInputValue[]): Row | null =>
      statement(sql).get(...bound) ?? null,
    completions(
      { table, index, text, count }: CountedTexts,
      prefix: string,
      limit: number,
    ): string[] {
      const length = Array.from(prefix).length;
      const best = `order by ${count} desc, ${text} limit ?`;
      const begin = `from ${table} where substr(${text}, 1, ${length}) = ? and ${IN_MANY}`;
      // Whatever is below this level has a smaller count than `limit` others, and the prefix itself.
      const [last] =
        length > INDEXED_PREFIX
          ? []
          : rows(`select level ${begin} order by level desc limit 1 offset ?`, prefix, limit);
      if (last)
        return textsOf(
          rows(
            `select ${text} as text ${begin} and level >= ? and ${text} <> ? ${best}`,
            prefix,
            last["level"] ?? 0,
            prefix,
            limit,
          ),
        );
      return textsOf(
        rows(
          `select ${text} as text from
            (select ${text}, ${count} from ${table} ${index === null ? "" : `indexed by ${index}`}
              where ${text} > ? and ${text} < ? and level > 0 limit ${MAX_COMPLETIONS_SCANNED}) ${best}`,
          prefix,
          prefix + LAST_LETTER,
          limit,
        ),
      );
    },
  };
}

function textsOf(found: readonly Row[]): string[] {
  return found.map((row) => String(row["text"]));
}
