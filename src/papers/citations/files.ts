import { bibtex } from "./bibtex.ts";
import type { CitedPaper } from "./cited.ts";
import { csv } from "./csv.ts";
import { markdown } from "./markdown.ts";
import { plainCitation } from "./plain.ts";
import { ris } from "./ris.ts";

/** A way to write papers down for other programs, or for people. */
export interface CitationFormat {
  /** What people call it. */
  name: string;
  extension: string;
  contentType: string;
  write: (papers: readonly CitedPaper[]) => Promise<string> | string;
}

export const citationFormats = {
  bibtex: {
    name: "BibTeX",
    extension: "bib",
    contentType: "application/x-bibtex",
    write: bibtex,
  },
  ris: {
    name: "RIS",
    extension: "ris",
    contentType: "application/x-research-info-systems",
    write: ris,
  },
  csv: { name: "CSV", extension: "csv", contentType: "text/csv", write: csv },
  markdown: { name: "Markdown", extension: "md", contentType: "text/markdown", write: markdown },
  plain: {
    name: "Plain text",
    extension: "txt",
    contentType: "text/plain",
    write: async (papers) =>
      (await Promise.all(papers.map(plainCitation))).map((line) => `${line}\n`).join(""),
  },
} satisfies Record<string, CitationFormat>;
