import type { Logger } from "pino";
import type { KeptEntry } from "../../papers/corpus/kept-pages.ts";
import {
  type Entry,
  entrySchema,
  type PageHead,
  pageHeadSchema,
  type Paper,
  paperSchema,
} from "../../papers/paper.ts";
import { jsonColumn, type ReadJson } from "../schema/json-column.ts";

/** How the rows of papers, entries and pages are read. What cannot be is left out, and logged. */
export interface PaperRows {
  paper: ReadJson<Paper>;
  entry: ReadJson<Entry>;
  head: ReadJson<PageHead>;
}

export function createPaperRows(log: Pick<Logger, "error">): PaperRows {
  return {
    paper: jsonColumn({ table: "paper", schema: paperSchema, log }),
    entry: jsonColumn({ table: "entry", schema: entrySchema, log }),
    head: jsonColumn({ table: "page", schema: pageHeadSchema, log }),
  };
}

interface EntryRow {
  id: number;
  page_id: number;
  paper_id: string;
  entry: string;
}

export function keptEntries(rows: readonly EntryRow[], { entry: read }: PaperRows): KeptEntry[] {
  return rows.flatMap((row) => {
    const entry = read(row.entry, row.id);
    return entry === null ? [] : [{ id: row.id, page: row.page_id, paperId: row.paper_id, entry }];
  });
}
