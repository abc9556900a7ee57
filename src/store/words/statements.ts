import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";

/** After everything that begins with what stands before it. */
export const LAST_LETTER = "\u{10ffff}";
/** Letters of a beginning for which the index has the best completions in order. */
const INDEXED_PREFIX = 3;
/** For a longer beginning so many are looked at. */
const MAX_COMPLETIONS_SCANNED = 2000;

interface CountedTexts {
  table: string;
  text: string;
  count: string;
  above: number;
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
      { table, text, count, above }: CountedTexts,
      prefix: string,
      limit: number,
    ): string[] {
      const length = Array.from(prefix).length;
      const found =
        length <= INDEXED_PREFIX
          ? rows(
              `select ${text} as text from ${table}
                where substr(${text}, 1, ${length}) = ? and ${count} > ${above} and ${text} <> ?
                order by ${count} desc, ${text} limit ?`,
              prefix,
              prefix,
              limit,
            )
          : rows(
              `select text from
                (select ${text} as text, ${count} as count from ${table}
                  where ${text} > ? and ${text} < ? and ${count} > ${above} limit ${MAX_COMPLETIONS_SCANNED})
                order by count desc, text limit ?`,
              prefix,
              prefix + LAST_LETTER,
              limit,
            );
      return found.map((row) => String(row["text"]));
    },
  };
}
