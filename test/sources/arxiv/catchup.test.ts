import { describe, expect, test } from "vitest";
import { readCatchup } from "../../../src/sources/arxiv/announcements/catchup.ts";
import { aPaperOfArxiv } from "./a-feed.ts";
import { catchupHtml } from "./arxiv-stand-in.ts";

describe("a catch-up page", () => {
  const papers = [
    aPaperOfArxiv({
      id: "2611.00001",
      title: "Is $a < b$ & c?",
      abstract: "We ask: a < b.\nSee https://example.org/code?a=1&b=2.",
      authors: ["Ada Lovelace", "Grace Hopper (Navy, Arlington)"],
      categories: ["q-bio.NC", "cs.LG"],
      comment: "12 pages",
    }),
    aPaperOfArxiv({ id: "hep-th/9901001", type: "cross" }),
    aPaperOfArxiv({
      id: "1706.03762",
      type: "replace-cross",
      comment: "This paper has been withdrawn by the authors",
    }),
  ];

  test("says its day, how many papers it has, and which in which section", () => {
    const page = readCatchup(catchupHtml("2026-11-05", papers));
    expect(page.day?.toString()).toBe("2026-11-05");
    expect(page.total).toBe(3);
    expect(page.announced).toMatchObject([
      { position: 1, arxivId: "2611.00001", type: "new", withdrawn: false },
      { position: 2, arxivId: "hep-th/9901001", type: "cross" },
      { position: 3, arxivId: "1706.03762", type: "replace", withdrawn: true },
    ]);
  });

  test("says what each of them is about, with the addresses that it hides behind words", () => {
    expect(readCatchup(catchupHtml("2026-11-05", papers)).announced[0]).toMatchObject({
      title: "Is $a < b$ & c?",
      abstract: "We ask: a < b. See https://example.org/code?a=1&b=2.",
      authors: ["Ada Lovelace", "Grace Hopper"],
      categories: ["q-bio.NC", "cs.LG"],
    });
  });

  test("that looks otherwise one day still tells which papers there are", () => {
    const html = catchupHtml("2026-11-05", papers).replaceAll(/class='(?:list|mathjax)[^']*'/g, "");
    expect(readCatchup(html)).toMatchObject({
      total: 3,
      announced: [{ arxivId: "2611.00001", title: null, abstract: null, authors: [] }, {}, {}],
    });
  });

  test("of a day without announcements has none", () => {
    expect(readCatchup(catchupHtml("2026-11-26", []))).toMatchObject({ total: 0, announced: [] });
  });

  test.each([
    ["nothing", ""],
    [
      "one with a section of a name that objects have",
      "<p><h3>Constructor</h3><dt>/abs/2611.00001",
    ],
    ["another page", "<html><h1>arXiv.org</h1><dt><a href='/abs/2611.00001'></a></dt></html>"],
    ["a hostile one", "<dt<h3<h1> on ".repeat(200_000)],
    [
      "another hostile one",
      `<h3>New</h3><dt>/abs/x${'<a href="https://a list-title'.repeat(100_000)}`,
    ],
  ])("that is %s has neither day nor papers", (_, html) => {
    expect(readCatchup(html)).toEqual({ day: null, total: null, announced: [] });
  });
});
