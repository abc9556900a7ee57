import type { DatabaseSync } from "node:sqlite";
import type { Paper } from "../../papers/paper.ts";
import {
  type KnownNames,
  MAX_NAMES_SCANNED,
  nameBeginnings,
  type NameKind,
  namesOf,
} from "../../search/words/names.ts";
import { LAST_LETTER, type Statements } from "./statements.ts";

/** The names as they stand in the file. */
export function namesIn(sql: Statements): KnownNames {
  return {
    beginning: (kind, text, limit) =>
      sql
        .rows(
          `select name from
            (select name, papers from known_name
              where kind = ? and begin >= ? and begin < ? order by begin, name limit ?)
            group by name order by max(papers) desc, name limit ?`,
          kind,
          text,
          text + LAST_LETTER,
          MAX_NAMES_SCANNED,
          limit,
        )
        .map((row) => String(row["name"])),
  };
}

/** What is named by a paper. */
type Named = Pick<Paper, "authors" | "organisation">;

/** Counts names anew where some papers become others, in the transaction that is open. */
export function exchangeNames(
  database: DatabaseSync,
  { before, after }: { before: readonly Named[]; after: readonly Named[] },
): void {
  const changes = new Map<string, { kind: NameKind; name: string; papers: number }>();
  for (const [papers, sign] of [
    [before, -1],
    [after, 1],
  ] as const)
    for (const { kind, name } of papers.flatMap(namesOf)) {
      const key = `${kind}:${name}`;
      const known = changes.get(key)?.papers ?? 0;
      changes.set(key, { kind, name, papers: known + sign });
    }
  const count = database.prepare(
    `insert into known_name values (?, ?, ?, ?)
      on conflict do update set papers = papers + excluded.papers`,
  );
  const forget = database.prepare(
    "delete from known_name where kind = ? and begin = ? and name = ? and papers <= 0",
  );
  for (const { kind, name, papers } of changes.values()) {
    if (papers === 0) continue;
    for (const begin of nameBeginnings(name)) {
      count.run(kind, begin, name, papers);
      if (papers < 0) forget.run(kind, begin, name);
    }
  }
}
