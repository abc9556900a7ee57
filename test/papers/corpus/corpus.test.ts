import { describe, expect, test } from "vitest";
import type { Entry, Snapshot } from "../../../src/papers/paper.ts";
import { anEntry, aSnapshot, corpusOf } from "../a-page.ts";

/** A corpus of one page with these entries, one after the other. */
function corpusWith(entries: Partial<Entry>[]) {
  const placed = entries.map((entry, index) => anEntry({ line: index + 1, ...entry }));
  return corpusOf([aSnapshot({ entries: placed })]);
}

describe("which entries are one paper", () => {
  test.each([
    ["case", "Attention Is All You Need", "ATTENTION is all you need"],
    ["blanks", "Attention  Is\u00A0All", "Attention Is All"],
    ["compatibility forms", "Eﬃcient ½ ２", "Efficient 1⁄2 2"],
    ["sharp s", "Straße", "STRASSE"],
  ])("titles that differ in %s are equal", (_, one, other) => {
    expect(corpusWith([{ title: one }, { title: other }]).papers).toHaveLength(1);
  });

  test.each([
    ["Attention Is All You Need", "Attention Is All You Need?"],
    ["Scaling Laws", "Scaling-Laws"],
    ["Frechet", "Fréchet"],
    ["Deep Nets 1", "Deep Nets 2"],
  ])("“%s” and “%s” are two papers", (one, other) => {
    expect(corpusWith([{ title: one }, { title: other }]).papers).toHaveLength(2);
  });

  test("an arXiv id beats the title, versions aside", () => {
    const { papers } = corpusWith([
      { title: "Old title", arxivId: "2401.00001v1" },
      { title: "New title", arxivId: "2401.00001" },
      { title: "Old title", arxivId: "2401.99999" },
    ]);
    expect(papers.map(({ seenIn }) => seenIn.map(({ line }) => line))).toEqual([[1, 2], [3]]);
    expect(papers[0]?.id).not.toBe(papers[1]?.id);
  });

  test("a DOI beats the title where there is no arXiv id", () => {
    const { papers } = corpusWith([
      { title: "One title", doi: "10.1000/a" },
      { title: "Another", doi: "10.1000/A" },
      { title: "One title", doi: "10.1000/b" },
      { title: "One title" },
    ]);
    expect(papers.map(({ seenIn }) => seenIn.map(({ line }) => line))).toEqual([[1, 2, 4], [3]]);
  });
});

function saved(date: string, precision: "day" | "month-day"): Snapshot {
  return aSnapshot({ savedOn: { date, precision, inferred: false } });
}

function newestOf(...pages: Snapshot[]): string | undefined {
  return corpusOf(pages).newest?.date;
}

describe("the corpus", () => {
  test("keeps the order first seen", () => {
    const { papers } = corpusOf([
      aSnapshot({ entries: [anEntry({ line: 1, title: "B" }), anEntry({ line: 5, title: "A" })] }),
      aSnapshot({ entries: [anEntry({ line: 1, title: "C" }), anEntry({ line: 5, title: "B" })] }),
    ]);
    expect(papers.map(({ title }) => title)).toEqual(["B", "A", "C"]);
  });

  test("finds papers with titles that are names of JavaScript's own", () => {
    const titles = ["__proto__", "constructor", "toString"];
    const corpus = corpusWith(titles.map((title) => ({ title })));
    for (const title of titles) expect(corpus.byTitle(title)?.title).toBe(title);
    expect(corpus.byId("__proto__")).toBeUndefined();
    expect(corpus.byTitle("valueOf")).toBeUndefined();
  });

  test("knows the newest day of its pages", () => {
    expect(newestOf(saved("2024-03-01", "day"), saved("2025-01-01", "day"))).toBe("2025-01-01");
    expect(newestOf(saved("--12-01", "month-day"), saved("2025-01-01", "day"))).toBe("2025-01-01");
    expect(newestOf(saved("--12-01", "month-day"))).toBe("--12-01");
    expect(newestOf()).toBeUndefined();
  });
});
