import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Bytes of what is in a file that nobody has open. */
export interface Sizes {
  file: number;
  /** Of the file, what deleted rows have left for new ones. */
  free: number;
  /** Rows, and bytes with their indexes, of each table. */
  tables: Map<string, { rows: number; bytes: number }>;
}

export function sizesOf(path: string): Sizes {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables: Sizes["tables"] = new Map();
    const pages = database.prepare(
      `select coalesce(m.tbl_name, s.name) as name, sum(s.pgsize) as bytes
       from dbstat s left join sqlite_master m on m.name = s.name group by 1`,
    );
    for (const { name, bytes } of pages.all()) {
      const table = String(name);
      const { rows } = Object(database.prepare(`select count(*) as rows from "${table}"`).get());
      tables.set(table, { rows: Number(rows), bytes: Number(bytes) });
    }
    const { freelist_count: count } = Object(database.prepare("pragma freelist_count").get());
    const { page_size: size } = Object(database.prepare("pragma page_size").get());
    return { file: statSync(path).size, free: Number(count) * Number(size), tables };
  } finally {
    database.close();
  }
}
