import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry, Snapshot } from "../../src/papers/paper.ts";
import { anEntry, aSnapshot, corpusOf } from "./a-page.ts";

/** A corpus of one page with these entries, one after the other. */
function corpusWith(entries: Partial<Entry>[], known?: ReadonlyMap<string, string>) {
  const placed = entries.map((entry, index) => anEntry({ line: index + 1, ...entry }));
  return corpusOf([aSnapshot({ entries: placed })], known);
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

describe("the id of a paper", () => {
  test("is short, the same in every run, and different for every title", () => {
    const one = corpusWith([{ title: "A" }, { title: "B" }]).papers.map(({ id }) => id);
    const two = corpusWith([{ title: "B" }, { title: "A" }]).papers.map(({ id }) => id);
    expect(one.toReversed()).toEqual(two);
    expect(new Set(one).size).toBe(2);
    for (const id of one) expect(id).toMatch(/^[a-z2-7]{8,12}$/);
  });

  test("stays when an arXiv id is learned, and then another title", () => {
    const first = corpusWith([{ title: "Working title" }]);
    const second = corpusWith(
      [{ title: "Working title", arxivId: "2401.00001" }],
      first.identities,
    );
    const third = corpusWith([{ title: "Final title", arxivId: "2401.00001" }], second.identities);
    expect(third.papers[0]?.id).toBe(first.papers[0]?.id);
    expect(third.byTitle("WORKING title")).toBe(third.papers[0]);
    expect(third.byArxivId("2401.00001v3")).toBe(third.papers[0]);
  });

  test("of two known papers that turn out to be one, the older stays and the other leads to it", () => {
    const first = corpusWith([{ title: "Older" }, { title: "Younger" }]);
    const [older, younger] = first.papers;
    const entries = [
      { title: "Younger", arxivId: "2401.00001" },
      { title: "Older", arxivId: "2401.00001" },
    ];
    const second = corpusWith(entries, first.identities);
    expect(second.papers.map(({ id }) => id)).toEqual([older?.id]);
    expect(second.byId(younger?.id ?? "")).toBe(second.papers[0]);
    const third = corpusWith(entries.toReversed(), second.identities);
    expect(third.papers.map(({ id }) => id)).toEqual([older?.id]);
    expect(third.byId(younger?.id ?? "")).toBe(third.papers[0]);
  });

  test("is remembered for papers that are not listed any more", () => {
    const first = corpusWith([{ title: "A" }, { title: "B" }]);
    const second = corpusWith([{ title: "B" }], first.identities);
    const third = corpusWith([{ title: "A" }, { title: "B" }], second.identities);
    expect(third.papers.map(({ id }) => id)).toEqual(first.papers.map(({ id }) => id));
    expect(second.byTitle("A")).toBeUndefined();
  });

  test("never changes, whatever is learned in which order", () => {
    const entry = fc.record({
      title: fc.constantFrom("A", "B", "C"),
      arxivId: fc.constantFrom("2401.00001", "2401.00002", ""),
      doi: fc.constantFrom("10.1/a", "10.1/b", ""),
    });
    const runs = fc.array(fc.array(entry, { minLength: 1, maxLength: 5 }), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(runs, (listings) => {
        let known: ReadonlyMap<string, string> = new Map();
        const handedOut = new Set<string>();
        for (const listing of listings) {
          const corpus = corpusWith(listing, known);
          known = corpus.identities;
          for (const { id } of corpus.papers) {
            handedOut.add(id);
            expect(corpus.byId(id)?.id).toBe(id);
          }
        }
        // Every id that anybody may hold leads to at most one paper of a corpus with everything.
        const all = corpusWith(listings.flat(), known);
        for (const id of handedOut) expect(all.byId(id)).toBeDefined();
      }),
    );
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
