import { describe, expect, test } from "vitest";
import { readCatchup } from "../../../src/sources/arxiv/announcements/catchup.ts";
import { aPaperOfArxiv } from "./a-feed.ts";
import { catchupHtml } from "./arxiv-stand-in.ts";

describe("a catch-up page", () => {
  const papers = [
    aPaperOfArxiv({ id: "2611.00001" }),
    aPaperOfArxiv({ id: "hep-th/9901001", type: "cross" }),
    aPaperOfArxiv({ id: "1706.03762", type: "replace-cross" }),
  ];

  test("says its day, how many papers it has, and which in which section", () => {
    expect(readCatchup(catchupHtml("2026-11-05", papers))).toEqual({
      day: Temporal.PlainDate.from("2026-11-05"),
      total: 3,
      announced: [
        { arxivId: "2611.00001", type: "new" },
        { arxivId: "hep-th/9901001", type: "cross" },
        { arxivId: "1706.03762", type: "replace" },
      ],
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
  ])("that is %s has neither day nor papers", (_, html) => {
    expect(readCatchup(html)).toEqual({ day: null, total: null, announced: [] });
  });
});
