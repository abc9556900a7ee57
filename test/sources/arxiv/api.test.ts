import * as fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { idsUrl, readApiAnswer, titleUrl } from "../../../src/sources/arxiv/answers/api.ts";
import { processorTime } from "../../papers/processor-time.ts";
import { aPaperOfArxiv, apiErrorXml, apiXml } from "./a-feed.ts";

function read(xml: string) {
  const answer = readApiAnswer(xml);
  if (answer.kind !== "papers") throw new Error(answer.why);
  return answer;
}

describe("an answer of the query API", () => {
  test("gives each paper with its authors one by one and the day of its first version", () => {
    const paper = aPaperOfArxiv({
      id: "2611.01234",
      version: 3,
      title: "A title\n  on two lines",
      abstract: "  Some text\n over lines. ",
      authors: ["King, Martin Jr.", 'Kurt G\\"odel'],
      categories: ["cs.CL", "cs.LG", "68T05"],
      submitted: "2026-11-18T23:59:59-05:00",
      doi: "10.1000/ABC",
    });
    expect(read(apiXml([paper], 7))).toEqual({
      kind: "papers",
      papers: [
        {
          position: 1,
          arxivId: "2611.01234",
          title: "A title on two lines",
          abstract: "Some text over lines.",
          authors: ["King, Martin Jr.", "Kurt Gödel"],
          authorCount: 2,
          categories: ["cs.CL", "cs.LG"],
          doi: "10.1000/abc",
          submitted: "2026-11-19",
          withdrawn: false,
        },
      ],
      total: 7,
      isComplete: true,
      problems: [],
    });
  });

  test("of three thousand authors with their institutions is read whole", () => {
    const authors = Array.from({ length: 3000 }, (_, i) => `Ada R&amp;D L&#244;velace ${i}`);
    const xml = apiXml([aPaperOfArxiv({ authors }), aPaperOfArxiv()]).replaceAll(
      "<arxiv:affiliation>X<",
      `<arxiv:affiliation>${"Institute of Everything, ".repeat(20)}<`,
    );
    expect(xml.length).toBeGreaterThan(575_000);
    const { papers, problems } = read(xml);
    expect(problems).toEqual([]);
    expect(papers.map((paper) => paper.authors.length)).toEqual([3000, 2]);
    expect(papers[0]?.authors[7]).toBe("Ada R&D Lôvelace 7");
  });

  test("of three thousand authors takes less than the XML parser alone would", () => {
    const authors = Array.from({ length: 3000 }, (_, i) => `Ada Lovelace ${i}`);
    const xml = apiXml([aPaperOfArxiv({ authors })]);
    const parser = new XMLParser({ ignoreAttributes: false, htmlEntities: true });
    const parsing = processorTime(() => parser.parse(xml));
    expect(processorTime(() => read(xml))).toBeLessThan(parsing);
  });

  test("has its authors in their order, also where one of them is written otherwise", () => {
    const paper = aPaperOfArxiv({ authors: ["A. One", "B. Two", "C. Three"] });
    const xml = apiXml([paper]).replace("<name>B. Two</name>", "<name xml:lang='en'>B. Two</name>");
    expect(read(xml).papers[0]?.authors).toEqual(["A. One", "B. Two", "C. Three"]);
  });

  test("names a paper that is too large to be read", () => {
    const large = aPaperOfArxiv({ id: "2611.00042", abstract: "long ".repeat(500_000) });
    const { papers, problems } = read(apiXml([large, aPaperOfArxiv({ id: "2611.00043" })]));
    expect(papers.map(({ arxivId }) => arxivId)).toEqual(["2611.00043"]);
    expect(problems).toMatchObject([
      { line: 1, what: expect.stringContaining("2611.00042 is larger than Paperboy reads") },
    ]);
  });

  test("tells by its comment that a paper was withdrawn", () => {
    const [one, other] = [
      aPaperOfArxiv({ comment: "This paper has been withdrawn by the author; see Lemma 3" }),
      aPaperOfArxiv({ comment: "12 pages" }),
    ];
    expect(read(apiXml([one, other])).papers).toMatchObject([
      { withdrawn: true },
      { withdrawn: false },
    ]);
  });

  test("that says there is one paper and shows none has none", () => {
    expect(read(apiXml([], 1))).toMatchObject({ papers: [], total: 1 });
  });

  test("says what arXiv found wrong", () => {
    expect(readApiAnswer(apiErrorXml("incorrect id format for 12"))).toEqual({
      kind: "error",
      why: "incorrect id format for 12",
    });
  });

  test("keeps a paper whose day or text is missing", () => {
    const xml = apiXml([aPaperOfArxiv({ submitted: "yesterday", abstract: "" })]);
    expect(read(xml).papers).toMatchObject([{ submitted: null, abstract: null }]);
  });

  test("that breaks off says so, and gives every paper that was whole", () => {
    const papers = [aPaperOfArxiv(), aPaperOfArxiv(), aPaperOfArxiv()];
    const xml = apiXml(papers);
    fc.assert(
      fc.property(fc.integer({ min: 400, max: xml.length - 1 }), (end) => {
        const cut = xml.slice(0, end);
        const answer = read(cut);
        expect(answer.isComplete).toBe(false);
        expect(answer.papers).toHaveLength(cut.split("</entry>").length - 1);
      }),
    );
  });
});

test("questions ask for ids, and for the words of a title as one phrase", () => {
  expect(idsUrl("https://export.arxiv.org/", ["2611.00001", "hep-th/9901001"])).toBe(
    "https://export.arxiv.org/api/query?id_list=2611.00001%2Chep-th%2F9901001&max_results=2",
  );
  const asked = new URL(titleUrl("https://export.arxiv.org", ["deep", "nets"], 10));
  expect(asked.searchParams.get("search_query")).toBe('ti:"deep nets"');
});
