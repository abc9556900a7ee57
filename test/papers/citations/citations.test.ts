import { entries } from "bibtex-parse";
import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constantFrom,
  oneof,
  option,
  property,
  record,
  string,
  webUrl,
} from "fast-check";
import { describe, expect, test } from "vitest";
import { bibtex } from "../../../src/papers/citations/bibtex.ts";
import type { CitedPaper } from "../../../src/papers/citations/cited.ts";
import { csv } from "../../../src/papers/citations/csv.ts";
import { markdown } from "../../../src/papers/citations/markdown.ts";
import { plainCitation } from "../../../src/papers/citations/plain.ts";
import { ris } from "../../../src/papers/citations/ris.ts";
import { aPaper } from "../a-paper.ts";
import { readCsv, readRis } from "./other-readers.ts";
import { cited } from "./some-papers.ts";

const golden = (name: string) => new URL(`golden/${name}`, import.meta.url).pathname;

/** Texts as they come from outside, with what each format takes for its own. */
const anyText = array(
  oneof(
    string({ unit: "grapheme" }),
    constantFrom(
      ...`{ } \\ % $ & # _ ~ ^ " ' @ = + - , ; | < > [ ]`.split(" "),
      "\n",
      "\r",
      "\t",
      " and ",
      "<i>",
      "</span>",
      "TY  - ",
      "李",
      "é",
    ),
  ),
).map((parts) => parts.join(""));

const anyCited: Arbitrary<CitedPaper> = record({
  title: anyText,
  authors: array(anyText, { maxLength: 4 }),
  abstract: option(anyText),
  note: option(anyText),
  url: option(webUrl()),
}).map(({ title, authors, abstract, note, url }) => ({
  paper: aPaper({
    title,
    authors,
    abstract,
    links: url === null ? [] : [{ kind: "paper", url }],
  }),
  key: "key2024",
  note,
  savedAt: null,
}));

describe("BibTeX", () => {
  test("is as it was looked through", async () => {
    await expect(await bibtex(cited)).toMatchFileSnapshot(golden("papers.bib"));
  });

  test("is read back by another parser with all that is known, and nothing else", async () => {
    const read = entries(await bibtex(cited));
    expect(read.map(({ key }) => key)).toEqual(cited.map(({ key }) => key));
    expect(read[0]).toMatchObject({
      type: "misc",
      AUTHOR: "Dao, Tri and van der Berg, Jr., Ann and OpenAI Team and Erdős, Paul and Smith, Jane",
      YEAR: "2024",
      MONTH: "May",
      EPRINT: "2405.21060",
      ARCHIVEPREFIX: "arXiv",
      PRIMARYCLASS: "cs.CV",
      DOI: "10.48550/arXiv.2405.21060",
      URL: "https://arxiv.org/abs/2405.21060",
    });
    expect(read[1]).toMatchObject({
      AUTHOR: "李明 and Minh, Hồ Chí and others",
      DOI: "10.1000/abc_%7B1%7D(2)",
    });
    expect(Object.keys(read[2] ?? {})).toEqual(["key", "type", "TITLE"]);
    expect(read[3]).not.toHaveProperty("YEAR");
    expect(read[4]).not.toHaveProperty("YEAR");
  });

  test("of any text is one entry with balanced braces", async () => {
    await assert(
      asyncProperty(array(anyCited, { minLength: 1, maxLength: 3 }), async (papers) => {
        const written = await bibtex(papers);
        expect(entries(written).map(({ key }) => key)).toEqual(papers.map(() => "key2024"));
        expect(written.match(/^@/gm)).toHaveLength(papers.length);
        let depth = 0;
        for (const sign of written) {
          if (sign === "{") depth += 1;
          if (sign === "}") depth -= 1;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe("RIS", () => {
  test("is as it was looked through", async () => {
    await expect(await ris(cited)).toMatchFileSnapshot(golden("papers.ris"));
  });

  test("is read back by another reader", async () => {
    const [first, second, third] = readRis(await ris(cited));
    expect(first).toMatchObject({
      TY: ["UNPB"],
      AU: ["Dao, Tri", "van der Berg, Ann, Jr.", "OpenAI Team", "Erdős, Paul", "Smith, Jane"],
      PY: ["2024"],
      DA: ["2024/05/31/"],
      DO: ["10.48550/arXiv.2405.21060"],
      AB: ["We show that 50% fail. A second line."],
    });
    expect(second).toMatchObject({ AU: ["李明", "Minh, Hồ Chí"], TY: ["GEN"] });
    expect(Object.keys(third ?? {})).toEqual(["TY", "ID", "TI"]);
  });

  test("of any text is a record of lines that have a tag", async () => {
    await assert(
      asyncProperty(array(anyCited, { minLength: 1, maxLength: 3 }), async (papers) => {
        expect(readRis(await ris(papers))).toHaveLength(papers.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a table", () => {
  test("is as it was looked through", async () => {
    await expect(csv(cited)).toMatchFileSnapshot(golden("papers.csv"));
  });

  test("of any text has a cell for each column, and none that a spreadsheet would run", () => {
    assert(
      property(array(anyCited, { maxLength: 3 }), (papers) => {
        const [head = [], ...rows] = readCsv(csv(papers));
        expect(rows).toHaveLength(papers.length);
        for (const row of rows) {
          expect(row).toHaveLength(head.length);
          for (const cell of row) expect(cell.trim()).not.toMatch(/^[=+\-@＝＋－＠\t\r]/u);
        }
        for (const [i, { note }] of papers.entries())
          expect(["", "'"].map((mark) => `${mark}${note ?? ""}`)).toContain(rows[i]?.[7]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("Markdown and plain text", () => {
  test("are as they were looked through", async () => {
    await expect(markdown(cited)).toMatchFileSnapshot(golden("papers.md.txt"));
    const lines = await Promise.all(cited.map(plainCitation));
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(golden("papers.txt"));
  });

  test("of any text are lines of their own", async () => {
    await assert(
      asyncProperty(anyCited, async (one) => {
        const lines = markdown([one]).trimEnd().split("\n");
        expect(lines).toHaveLength(one.note === null ? 1 : 2);
        expect(await plainCitation(one)).not.toContain("\n");
      }),
      { numRuns: 60 },
    );
  });
});
