import { createCorpus, type MergedCorpus } from "../../src/papers/corpus/corpus.ts";
import type { Entry, Problem, Snapshot } from "../../src/papers/paper.ts";
import { readSnapshots } from "../../src/papers/pages/read.ts";

/** The furniture of a page that was saved on April 17. */
export const FURNITURE = [
  "new",
  "Get trending papers in your email inbox!",
  "Subscribe",
  "Daily Papers",
  "byAK and the research community",
  "Apr 17",
];

/** What stands below a text: three authors, and a day in 2024. */
export const METADATA = "  • 3 authors\n·\nNov 17, 2024";

/** A page as it is saved: blocks with blank lines between them, and no line end at the end. */
export function aPage(...blocks: string[]): string {
  return blocks.join("\n\n");
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The one page that the text or the bytes of a file hold. */
export function readPage(content: string | Uint8Array, file = "page.txt"): Snapshot {
  const snapshots = readSnapshots(file, typeof content === "string" ? bytesOf(content) : content);
  const [page] = snapshots;
  if (!page || snapshots.length > 1) throw new Error(`${snapshots.length} pages instead of one`);
  return page;
}

/** Title and text of each entry, which is all that many tests look at. */
export function titlesAndTexts({ entries }: Snapshot): [string, string | null][] {
  return entries.map(({ title, text }) => [title, text]);
}

export function linesWithProblems({ problems }: { problems: Problem[] }): (number | null)[] {
  return problems.map(({ line }) => line);
}

/** An entry of which only the title is known. */
export function anEntry(overrides: Partial<Entry> = {}): Entry {
  return {
    line: 1,
    title: "A title",
    text: null,
    authorCount: null,
    organisation: null,
    published: null,
    comments: null,
    ...overrides,
  };
}

export function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return {
    file: "page.txt",
    savedOn: null,
    textKind: "abstract",
    entries: [],
    problems: [],
    ...overrides,
  };
}

/** The corpus of these snapshots, made on November 21, 2026. */
export function corpusOf(snapshots: Snapshot[]): MergedCorpus {
  return createCorpus(snapshots, { today: Temporal.PlainDate.from("2026-11-21") });
}
