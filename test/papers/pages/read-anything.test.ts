import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { corpusDocument } from "../../../src/papers/corpus/report.ts";
import { readSnapshots } from "../../../src/papers/pages/read.ts";
import { processorTime } from "../processor-time.ts";
import { bytesOf, corpusOf, FURNITURE, METADATA } from "../a-page.ts";

/** Lines of pages, whole and damaged, and lines that nobody expects. */
const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("") },
  fc.constantFrom(...FURNITURE, "Summaries by Paperboy", "by AK and the research community"),
  fc.constantFrom(...METADATA.split("\n"), "·", "• 3 authors · Nov 17, 2024", "Nov 11 3", "Oct 1"),
  fc.constantFrom(
    "Feb 30, 2024",
    "Nov 17, 20",
    "  • 5 auth",
    "•",
    "0 authors",
    "Nov",
    "---",
    "```",
  ),
  fc.constantFrom(
    "Stanford Stanford AI",
    "DeepMind",
    "May Mayo Clinic",
    "<html>",
    "</p>",
    "2024new",
  ),
  fc.constantFrom("A title", "A text of the paper.", "An Entirely Different Title: of a Paper"),
  fc.constantFrom("__proto__", "# Heading", "A\u2028B", "A\0B", "\u200B", "\u202EA"),
  fc.lorem({ mode: "sentences", maxCount: 4 }),
  fc.string({ unit: "binary" }),
);
const pageText = fc
  .tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom("\n", "\r\n", "\r"))
  .map(([lines, lineEnd]) => lines.join(lineEnd));

/** What is left of a line when blanks and what nobody sees are taken out. */
function substance(text: string): string {
  return text.toWellFormed().replace(/[\s\p{Cc}\p{Cf}]/gu, "");
}

/** Lines whose words say nothing but what every page says, or numbers that an entry keeps. */
const FACTS = new RegExp(
  `^(?:${[
    "new|gettrendingpapersinyouremailinbox!|subscribe|#?dailypapers|byAK.*|summariesbypaperboy",
    "•(?:\\d+(?:a\\w*)?)?|\\d+authors|·|•\\d+authors·\\w+,\\d+",
    "[A-Z][a-z]{2}\\d{1,2}(?:,\\d+)?\\d*",
  ].join("|")})$`,
  "i",
);

/** The lines of a text that are in no entry and no problem, and are not mere furniture or facts. */
function untoldLines(text: string): string[] {
  const pages = readSnapshots("any.txt", bytesOf(text));
  const problems = pages.flatMap((page) => page.problems);
  if (problems.some(({ line: number }) => number === null)) return [];
  const told = pages
    .flatMap((page) => page.entries)
    .flatMap((entry) => [entry.title, entry.text ?? "", entry.organisation ?? ""])
    .map(substance)
    .join("\n");
  const isTold = (content: string, number: number) =>
    told.includes(content) ||
    // The label of an avatar goes before the name; a page may be glued to the one above.
    // The marks of a heading in Markdown are no words of its title.
    told.includes(content.replace(/^Stanford(?=StanfordAI$)|^May(?=MayoClinic$)|new$|^#/, "")) ||
    problems.some((p) => p.line !== null && p.line <= number && number <= (p.endLine ?? p.line));
  return text
    .toWellFormed()
    .split(/\r\n|\n|\r/)
    .filter((raw, index) => {
      const content = substance(raw);
      return content !== "" && !FACTS.test(content) && !isTold(content, index + 1);
    });
}

describe("any text", () => {
  test("is read without a crash, and no line is lost in silence", () => {
    fc.assert(
      fc.property(pageText, (text) => {
        expect(untoldLines(text)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test("gives entries in the order of their lines, each with a title", () => {
    fc.assert(
      fc.property(pageText, (text) => {
        const entries = readSnapshots("any.txt", bytesOf(text)).flatMap((page) => page.entries);
        const lines = entries.map(({ line: number }) => number);
        expect(lines).toEqual(lines.toSorted((a, b) => a - b));
        expect(new Set(lines).size).toBe(lines.length);
        for (const { title } of entries) expect(title.trim()).not.toBe("");
      }),
      { numRuns: 500 },
    );
  });

  test("makes a corpus in which every entry is seen in one paper", () => {
    fc.assert(
      fc.property(pageText, pageText, (a, b) => {
        const corpus = corpusOf(
          [a, b].flatMap((text, index) => readSnapshots(`${index}.txt`, bytesOf(text))),
        );
        const entries = corpus.snapshots.flatMap(({ file, entries: all }) =>
          all.map(({ line: number }) => `${file}:${number}`),
        );
        const seen = corpus.papers.flatMap(({ seenIn }) =>
          seenIn.map(({ file, line: number }) => `${file}:${number}`),
        );
        expect(seen.toSorted()).toEqual(entries.toSorted());
        expect(new Set(corpus.papers.map(({ id }) => id)).size).toBe(corpus.papers.length);
        const printed: unknown = JSON.parse(JSON.stringify(corpusDocument(corpus)));
        expect(printed).toHaveProperty("papers.length", corpus.papers.length);
      }),
      { numRuns: 500 },
    );
  });

  test("any bytes at all are read", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const [page] = readSnapshots("any.txt", bytes);
        expect((page?.entries.length ?? 0) + (page?.problems.length ?? 0)).toBeGreaterThan(0);
      }),
    );
  });
});

describe("a lot of text", () => {
  test("20 000 entries are read and merged, in time linear in their number", () => {
    const few = bytesOf(pageOf(1_000));
    const many = bytesOf(pageOf(20_000));
    const inParts = processorTime(() => Array.from({ length: 20 }, () => readAndMerge(few)));
    const atOnce = processorTime(() => expect(readAndMerge(many)).toBe(20_000));
    // As long as its 20 parts one by one; were it quadratic, 20 times as long.
    expect(atOnce / inParts).toBeLessThan(10);
  });

  test("a line of five megabytes is kept, and mentioned", () => {
    const text = "word ".repeat(1_000_000).trim();
    const [page] = readSnapshots(
      "long.txt",
      bytesOf(`A title\n\n${text}\n\n${METADATA}\n\nB\n\nText b.`),
    );
    expect(page?.entries).toMatchObject([
      { title: "A title", authorCount: 3 },
      { title: "B", text: "Text b." },
    ]);
    expect(page?.entries[0]?.text).toHaveLength(4_999_999);
    expect(page?.problems).toMatchObject([{ line: 3 }]);
  });
});

function pageOf(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `Title number ${index}\n\nA text about ${index}.\n\n${METADATA}`,
  ).join("\n\n");
}

/** How many papers there are. */
function readAndMerge(bytes: Uint8Array): number {
  return corpusOf(readSnapshots("many.txt", bytes)).papers.length;
}
